"""The two modes side by side, and the exact update that makes them equal."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.trainings import begin, loop, minibatches, random_rows, run

from gdtui.engine.descent import Descent
from gdtui.engine.fused import rounds_once
from gdtui.engine.phase import PHASES, Phase
from gdtui.engine.rows import TORCH_DTYPE
from gdtui.engine.same_bits import bits_equal
from gdtui.engine.settings import Dtype, Mode, Settings, Variant
from gdtui.engine.twins import Left, run_twins

SHAPES = [(5, 3, 2), (15, 3, 2), (1, 1, 1), (33, 17, 5), (64, 7, 1)]


@pytest.mark.parametrize("dtype", Dtype)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_exact_update_is_that_of_sgd_for_500_epochs(
    shape: tuple[int, int, int], dtype: Dtype
) -> None:
    rows = random_rows(*shape, dtype=dtype)
    exact = Settings(Mode.MANUAL, 1e-5, dtype=dtype, variant=Variant.EXACT_UPDATE)
    by_hand = begin(rows, exact)
    pytorch = Descent(rows, Settings(Mode.SGD, 1e-5, dtype=dtype), by_hand.state(), {})

    losses, expected = loop(by_hand, 500), loop(pytorch, 500)

    assert bits_equal(losses, expected)
    assert bits_equal(by_hand.weight.detach(), pytorch.weight.detach())
    assert bits_equal(by_hand.bias.detach(), pytorch.bias.detach())


@settings(max_examples=20, deadline=None)
@given(
    shape=st.tuples(st.integers(1, 40), st.integers(1, 20), st.integers(1, 4)),
    size=st.none() | st.integers(1, 12),
    seed=st.integers(0, 100),
)
def test_with_the_exact_update_every_phase_of_both_is_the_same(
    shape: tuple[int, int, int], size: int | None, seed: int
) -> None:
    rows, chosen = random_rows(*shape, seed=seed), minibatches(Mode.MANUAL, size)
    state = begin(rows, chosen, seed).state()
    for one in run_twins(rows, chosen, state, 6, exact=True):
        assert [gap.differing for _, gap in one.gaps] == [0] * len(one.gaps)


def test_a_first_difference_is_one_of_the_update_where_it_rounds_once() -> None:
    chosen = minibatches(Mode.MANUAL, None)
    parted = set()
    for seed in range(20):
        rows = random_rows(15, 3, 2, seed=seed)
        state = begin(rows, chosen, seed).state()
        every = run_twins(rows, chosen, state, 3, exact=False)
        parted.add(next((it.phase for it in every if any(g.differing for _, g in it.gaps)), None))
    assert parted - {None} == ({Phase.UPDATE} if rounds_once(torch.float32) else set())


def test_without_a_fused_multiply_add_both_are_equal() -> None:
    script = """
import platform
import torch
from tests.engine.trainings import begin, minibatches, random_rows
from gdtui.engine.fused import rounds_once
from gdtui.engine.settings import Mode
from gdtui.engine.twins import run_twins
once = rounds_once(torch.float32)
assert not once or platform.machine() != "x86_64"
rows, chosen = random_rows(15, 3, 2), minibatches(Mode.MANUAL, 5)
every = run_twins(rows, chosen, begin(rows, chosen).state(), 20, exact=False)
assert once or all(gap.differing == 0 for one in every for _, gap in one.gaps)
"""
    plain = {**os.environ, "ATEN_CPU_CAPABILITY": "default"}
    subprocess.run([sys.executable, "-c", script], check=True, env=plain)


def test_whether_an_update_rounds_once_is_seen_in_some_number() -> None:
    for dtype in Dtype:
        generator = torch.Generator().manual_seed(0)
        w, g = torch.randn(2, 1000, generator=generator, dtype=TORCH_DTYPE[dtype])
        differs = not bits_equal(w.clone().add_(g, alpha=-0.1), w - g * 0.1)
        assert rounds_once(TORCH_DTYPE[dtype]) == differs


def test_what_each_phase_makes_is_compared_and_zeros_are_no_none() -> None:
    rows, chosen = random_rows(6, 3, 2), minibatches(Mode.SGD, 4)
    every = list(run_twins(rows, chosen, begin(rows, chosen).state(), 2, exact=False))
    assert [one.phase for one in every] == [*PHASES, *PHASES]
    names = [[(name, gap.count) for name, gap in one.gaps] for one in every[5:]]
    assert names == [
        [("preds", 4)],
        [("loss", 1)],
        [("w.grad", 6), ("b.grad", 2)],
        [("w", 6), ("b", 2)],
        [],
    ]
    assert every[4].left == (Left.ZEROS, Left.NONE)
    assert every[2].left == (Left.NUMBERS, Left.NUMBERS)


def test_twins_leave_their_state_and_a_mistake_alone() -> None:
    rows = random_rows(5, 3, 2)
    wrong = replace(minibatches(Mode.MANUAL, None), variant=Variant.SKIPPED_ZERO_GRAD)
    descent = begin(rows, wrong)
    run(descent, 3)
    state = descent.state()
    before = state.weight.clone()
    *_, last = run_twins(rows, wrong, state, 2, exact=False)
    assert last.left == (Left.ZEROS, Left.NONE)
    assert bits_equal(state.weight, before)
    assert bits_equal(descent.weight.detach(), before)


def test_a_gap_of_parameters_is_told_in_relation_to_the_largest_weight() -> None:
    rows = random_rows(15, 3, 2)
    state = begin(rows, minibatches(Mode.MANUAL, None)).state()
    state = replace(state, bias=state.bias + 1000)
    apart = 0
    for one in run_twins(rows, Settings(lr=1e-5), state, 40, exact=False):
        if one.phase is not Phase.UPDATE:
            continue
        largest = float(one.live.weight.detach().abs().max())
        for _, gap in one.gaps:
            apart += gap.differing
            assert gap.relative == pytest.approx(abs(gap.one - gap.other) / largest, rel=1e-6)
    assert apart
