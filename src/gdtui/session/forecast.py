"""forecast: the loss that full-batch gradient descent will reach from here, without a step."""

import numpy as np
from torch import Tensor

from gdtui.engine.curvature import predicted_loss
from gdtui.engine.descent import Descent
from gdtui.engine.settings import Dtype, Variant
from gdtui.errors import UserError
from gdtui.session.around import known, own_solution
from gdtui.session.line import PHASES_PER_STEP
from gdtui.session.outlook import Forecast, Forecasted
from gdtui.session.session import Session

_BACKWARD = 3  # phases done after which the gradients are those of the step
_STABLE = 2.0  # lr times the largest eigenvalue
_UPDATED = 4  # phases done after which the parameters are those of the next step

_NO_DESCENT = (Variant.SKIPPED_ZERO_GRAD, Variant.FLIPPED_SIGN, Variant.FORGOTTEN_NO_GRAD)


def forecast(session: Session, question: Forecast) -> Forecasted:
    """The losses of all rows from the last whole step to the end of an epoch ahead.

    Raises:
        UserError: the epoch is not ahead, the exact solution is not known yet, or the loop is no
            gradient descent.
    """
    landscape, timeline = known(session), session.timeline
    live, chosen = timeline.live, session.chosen
    steps, phases = divmod(timeline.moment, PHASES_PER_STEP)
    stretch = timeline.track.line.stretch(steps)
    epochs, batch = stretch.place(steps)
    begin = epochs + batch / stretch.batches
    if question.epoch <= begin:
        raise UserError(f"epoch {question.epoch} is not ahead; a forecast is of a later epoch")
    if chosen.variant in _NO_DESCENT:
        raise UserError("no forecast while the loop is broken on purpose; k mends it")
    if _adds_up(live, phases):
        raise UserError("gradients of skipped zero_grads are left; finish a step first")
    if chosen.standardize != live.settings.standardize:
        raise UserError("the inputs change with the next predict; finish this step first")
    weight: Tensor = live.weight
    bias: Tensor = live.bias
    if phases >= _UPDATED:
        weight, bias = live.weight_before, live.bias_before
    lr = float(np.float32(chosen.lr)) if chosen.dtype is Dtype.FLOAT32 else chosen.lr
    at = np.linspace(begin, question.epoch, question.points)
    if stretch.batches == 1:
        at = np.unique(at.round())
    losses = predicted_loss(
        landscape.curvature,
        own_solution(landscape),
        weight.detach().cpu().double().numpy(),
        bias.detach().cpu().double().numpy(),
        lr=lr,
        epochs=at - begin,
    )
    losses[losses > np.finfo(chosen.dtype.value).max] = np.inf
    steepest = float(landscape.curvature.eigenvalues[-1])
    grows = bool(lr * steepest > _STABLE and losses[-1] > losses[0])
    return Forecasted(at, losses, stretch.batches, chosen.lr, diverges=grows)


def _adds_up(live: Descent, phases: int) -> bool:
    """Whether the next step, or the one under way, begins with gradients that are not cleared."""
    grad = live.weight_grad_before if phases >= _BACKWARD else live.weight.grad
    return grad is not None and bool(grad.any())
