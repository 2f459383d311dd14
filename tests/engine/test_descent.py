import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.trainings import begin, loop, minibatches, random_rows, run
from tests.examples import share

from gdtui.engine.descent import Descent
from gdtui.engine.phase import PHASES
from gdtui.engine.same_bits import bits_equal
from gdtui.engine.settings import Mode


@share(0.25)
@given(
    shape=st.tuples(st.integers(1, 30), st.integers(1, 9), st.integers(1, 3)),
    size=st.none() | st.integers(1, 12),
    mode=st.sampled_from(Mode),
    pieces=st.lists(st.tuples(st.booleans(), st.integers(1, 40)), min_size=1, max_size=6),
)
def test_fast_steps_loop_steps_and_restored_states_mix_to_the_same_bits(
    shape: tuple[int, int, int],
    size: int | None,
    mode: Mode,
    pieces: list[tuple[bool, int]],
) -> None:
    rows, chosen = random_rows(*shape), minibatches(mode, size)
    straight, mixed = begin(rows, chosen), begin(rows, chosen)
    losses = []
    for fast, steps in pieces:
        losses.append((run if fast else loop)(mixed, steps))
        mixed = Descent(rows, chosen, mixed.state(), mixed._verified)

    expected = loop(straight, sum(steps for _, steps in pieces))

    assert bits_equal(torch.cat(losses), expected)
    assert bits_equal(mixed.weight.detach(), straight.weight.detach())
    assert bits_equal(mixed.bias.detach(), straight.bias.detach())
    assert (mixed.epoch, mixed.batch) == (straight.epoch, straight.batch)
    assert torch.equal(mixed.state().rng, straight.state().rng)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(("rows", "size"), [(15, 5), (14, 4), (9, None)])
def test_a_step_of_a_run_that_is_to_be_read_is_what_the_loop_makes_of_it(
    mode: Mode, rows: int, size: int | None
) -> None:
    chosen = minibatches(mode, size)
    fast, slow = begin(random_rows(rows, 3, 2), chosen), begin(random_rows(rows, 3, 2), chosen)
    read = 0
    for ran in fast.run(5000):
        loop(slow, len(ran.losses))
        fast.read_next()
        if not ran.readable:
            continue
        read += ran.fast
        for name in ("x", "y", "preds", "loss", "weight", "bias", "weight_before", "bias_before"):
            here, there = getattr(fast, name), getattr(slow, name)
            assert bits_equal(here.detach(), there.detach()), name
        begun, expected = fast.begun(), slow.begun()
        assert begun is not None
        assert expected is not None
        assert (begun.epoch, begun.batch) == (expected.epoch, expected.batch)
        assert bits_equal(begun.rng.view(torch.int64), expected.rng.view(torch.int64))
        if read == 20:
            break
    assert read == 20


@pytest.mark.parametrize("mode", Mode)
def test_a_run_ends_after_the_first_step_that_is_not_finite(mode: Mode) -> None:
    rows, chosen = random_rows(15, 3, 2), minibatches(mode, 5, lr=0.5)
    fast, plain = begin(rows, chosen), begin(rows, chosen)

    losses = run(fast, 5000)

    expected = loop(plain, len(losses))
    finite_until = torch.isfinite(expected[:-1]).all()
    assert len(losses) < 5000
    assert finite_until
    assert not (torch.isfinite(expected[-1]) and plain.finite)
    assert bits_equal(losses, expected)
    assert bits_equal(fast.weight.detach(), plain.weight.detach())


def test_a_run_goes_on_from_weights_that_are_not_finite() -> None:
    descent = begin(random_rows(15, 3, 2), minibatches(Mode.SGD, 5, lr=0.5))
    with torch.no_grad():
        descent.bias[0] = torch.nan

    assert len(run(descent, 10)) == 10


def test_negative_zeros_and_left_gradients_go_through_the_loop() -> None:
    manual = begin(random_rows(5, 3, 2), minibatches(Mode.MANUAL, None))
    assert manual.runs_fast
    with torch.no_grad():
        manual.weight[0, 0] = -0.0
    assert not manual.runs_fast

    accumulated = begin(random_rows(5, 3, 2), minibatches(Mode.SGD, None))
    accumulated.weight.grad = torch.ones(2, 3)
    assert not accumulated.runs_fast


def test_the_full_loss_is_of_all_rows_at_the_weights_of_now() -> None:
    rows = random_rows(5, 3, 2)
    descent = begin(rows, minibatches(Mode.MANUAL, 2))
    for _ in PHASES:
        descent.advance()

    preds = rows.x @ descent.weight.t() + descent.bias
    assert torch.equal(descent.full_loss(), ((preds - rows.y) ** 2).mean().detach())


def test_a_state_does_not_alias_the_live_tensors() -> None:
    descent = begin(random_rows(5, 3, 2), minibatches(Mode.MANUAL, None))
    state = descent.state()
    before = state.weight.clone()

    run(descent, 3)

    assert bits_equal(state.weight, before)
