"""The engine against the tutorial's own two scripts, bit for bit."""

import pytest
import torch
from tests.engine.trainings import begin, loop, minibatches, random_rows, run
from tests.engine.tutorial import Trained, train_manual, train_sgd

from gdtui.engine.descent import Descent
from gdtui.engine.rows import Rows
from gdtui.engine.same_bits import bits_equal
from gdtui.engine.settings import Dtype, Mode

EPOCHS = 500
SHAPES = [
    # rows, inputs, targets, batch size
    (15, 3, 2, 5),
    (5, 3, 2, None),
    (5, 3, 2, 5),
    (5, 3, 2, 2),
    (17, 10, 1, 4),
    (40, 1, 3, 7),
    (33, 100, 2, 32),
    (9, 4, 2, 1),
]


def tutorial(mode: Mode, rows: Rows, size: int | None, *, seed: int) -> Trained:
    train = train_manual if mode is Mode.MANUAL else train_sgd
    return train(rows.x, rows.y, seed=seed, lr=1e-4, epochs=EPOCHS, batch_size=size)


def assert_same(descent: Descent, losses: torch.Tensor, trained: Trained) -> None:
    weight, bias, theirs = trained
    assert bits_equal(descent.weight.detach(), weight)
    assert bits_equal(descent.bias.detach(), bias)
    assert bits_equal(losses, theirs)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(("n", "d", "t", "size"), SHAPES)
def test_500_epochs_of_the_fast_run_have_the_tutorials_bits(
    mode: Mode, n: int, d: int, t: int, size: int | None
) -> None:
    rows = random_rows(n, d, t, seed=n)
    descent = begin(rows, minibatches(mode, size), seed=n + 1)
    assert descent.runs_fast

    losses = run(descent, EPOCHS * descent.plan.batches)

    assert descent.epoch == EPOCHS
    assert_same(descent, losses, tutorial(mode, rows, size, seed=n + 1))


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("seed", [0, 1, 42])
def test_500_epochs_of_the_loop_have_the_tutorials_bits(mode: Mode, seed: int) -> None:
    rows = random_rows(13, 3, 2, seed=seed)
    descent = begin(rows, minibatches(mode, 5), seed=seed)

    losses = loop(descent, EPOCHS * descent.plan.batches)

    assert_same(descent, losses, tutorial(mode, rows, 5, seed=seed))


@pytest.mark.parametrize("mode", Mode)
def test_float64_has_the_tutorials_bits(mode: Mode) -> None:
    rows = random_rows(15, 3, 2, dtype=Dtype.FLOAT64)
    descent = begin(rows, minibatches(mode, 4))

    losses = run(descent, EPOCHS * descent.plan.batches)

    assert_same(descent, losses, tutorial(mode, rows, 4, seed=0))


def test_the_global_generator_is_left_alone() -> None:
    torch.manual_seed(3)
    before = torch.get_rng_state()

    descent = begin(random_rows(15, 3, 2), minibatches(Mode.SGD, 5))
    run(descent, 30)
    loop(descent, 3)

    assert torch.equal(torch.get_rng_state(), before)
