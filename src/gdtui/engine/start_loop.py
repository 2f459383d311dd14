"""start_loop: the loop that a mode and a variant ask for, over given parameters."""

from torch import nn
from torch.optim import SGD

from gdtui.engine.loops import Batches, Loop, manual, manual_exact_update, sgd
from gdtui.engine.mistakes import (
    manual_flipped_sign,
    manual_forgotten_no_grad,
    manual_old_loss,
    manual_skipped_zero_grad,
    sgd_flipped_sign,
    sgd_old_loss,
    sgd_skipped_zero_grad,
)
from gdtui.engine.settings import Mode, Variant

MANUAL_LOOPS = {
    Variant.SKIPPED_ZERO_GRAD: manual_skipped_zero_grad,
    Variant.FLIPPED_SIGN: manual_flipped_sign,
    Variant.FORGOTTEN_NO_GRAD: manual_forgotten_no_grad,
    Variant.OLD_LOSS: manual_old_loss,
    Variant.EXACT_UPDATE: manual_exact_update,
}
SGD_LOOPS = {
    Variant.SKIPPED_ZERO_GRAD: sgd_skipped_zero_grad,
    Variant.FLIPPED_SIGN: sgd_flipped_sign,
    Variant.OLD_LOSS: sgd_old_loss,
}


def start_loop(
    mode: Mode,
    w: nn.Parameter,
    b: nn.Parameter,
    batches: Batches,
    lr: float,
    *,
    variant: Variant = Variant.PLAIN,
) -> Loop:
    """Make the loop over these parameters, before its first phase.

    Args:
        mode: by hand, or with PyTorch's own parts.
        w: (t, d), changed in place.
        b: (t,), likewise.
        batches: rows, one batch for each step.
        lr: learning rate; that of "rate x20" is twenty times as large already.
        variant: what is different in it; one that the mode has not is the plain loop.
    """
    if mode is Mode.MANUAL:
        return MANUAL_LOOPS.get(variant, manual)(w, b, batches, lr)
    targets, inputs = w.shape
    model = nn.Linear(inputs, targets, device="meta")
    model.weight, model.bias = w, b
    opt = SGD(model.parameters(), lr=lr, maximize=variant is Variant.FLIPPED_SIGN)
    return SGD_LOOPS.get(variant, sgd)(model, opt, batches)
