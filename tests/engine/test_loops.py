import torch
from tests.engine.trainings import begin, minibatches, random_rows
from torch import nn

from gdtui.engine.loops import mse
from gdtui.engine.phase import PHASES, Phase
from gdtui.engine.settings import Mode
from gdtui.engine.start_loop import start_loop


def test_a_loop_yields_once_per_phase_and_hands_out_preds_and_loss() -> None:
    rows = random_rows(5, 3, 2)
    w, b = nn.Parameter(torch.ones(2, 3)), nn.Parameter(torch.zeros(2))

    made = list(start_loop(Mode.MANUAL, w, b, [(rows.x, rows.y)] * 2, 1e-5))

    assert len(made) == 2 * len(PHASES)
    assert made[0] is not None
    assert made[0].shape == (5, 2)
    assert made[1] is not None
    assert made[1].shape == ()
    assert made[2:5] == [None, None, None]


def test_after_manual_zeroing_the_gradients_are_zeros() -> None:
    descent = begin(random_rows(5, 3, 2), minibatches(Mode.MANUAL, None))
    seen: list[torch.Tensor | None] = []
    for _ in PHASES:
        descent.advance()
        grad = descent.weight.grad
        seen.append(None if grad is None else grad.clone())

    assert seen[0] is None
    assert seen[1] is None
    assert seen[2] is not None
    assert seen[2].count_nonzero() > 0
    assert seen[4] is not None
    assert seen[4].count_nonzero() == 0


def test_after_zero_grad_of_the_optimizer_the_gradients_are_none() -> None:
    descent = begin(random_rows(5, 3, 2), minibatches(Mode.SGD, None))
    phases = [descent.advance() for _ in PHASES]

    assert phases == list(Phase)
    assert descent.weight.grad is None
    assert descent.bias.grad is None


def test_the_loss_is_the_mean_over_all_elements() -> None:
    assert mse(torch.tensor([[1.0, 3.0]]), torch.tensor([[0.0, 0.0]])) == 5.0


def test_grad_mode_does_not_leak_out_of_a_loop() -> None:
    descent = begin(random_rows(5, 3, 2), minibatches(Mode.MANUAL, 2))
    for _ in range(2 * len(PHASES)):
        descent.advance()
        assert torch.is_grad_enabled()
