"""Twins: the loop by hand and PyTorch's own, side by side from one state, phase by phase."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from torch import Tensor

from gdtui.engine.descent import Descent
from gdtui.engine.gap import Gap, gap
from gdtui.engine.phase import PHASES, Phase
from gdtui.engine.rows import Rows
from gdtui.engine.settings import Mode, Settings, Variant
from gdtui.engine.state import State


class Left(StrEnum):
    """What a gradient is after a phase."""

    NONE = "None"
    ZEROS = "zeros"
    NUMBERS = "numbers"


@dataclass(frozen=True, eq=False)
class TwinPhase:
    """A phase that both have done: how what they made differs, by its name.

    These are `preds`, `loss`, then `w.grad` and `b.grad`, then `w` and `b`, both in relation to the
    largest weight; none after zero_grad, where `left` is what each of both has as a gradient.
    `live` is the one by hand.
    """

    phase: Phase
    gaps: tuple[tuple[str, Gap], ...]
    left: tuple[Left, Left]
    live: Descent


def run_twins(
    rows: Rows, settings: Settings, state: State, steps: int, *, exact: bool
) -> Iterator[TwinPhase]:
    """Take so many steps in both modes, each phase first by hand and then by PyTorch.

    Args:
        rows: on their device, in their dtype.
        settings: those of both, except for the mode; a mistake in them is left out.
        state: where both begin; it stays as it is.
        steps: how many.
        exact: whether the one by hand takes the exact update.
    """
    by_hand = Variant.EXACT_UPDATE if exact else Variant.PLAIN
    modes = (Mode.MANUAL, by_hand), (Mode.SGD, Variant.PLAIN)
    manual, sgd = (
        Descent(rows, replace(settings, mode=mode, variant=variant, lr_before=None), state, {})
        for mode, variant in modes
    )
    for _ in range(steps):
        for phase in PHASES:
            manual.advance()
            sgd.advance()
            pairs = zip(_made(manual, phase), _made(sgd, phase), strict=True)
            scale = _largest(manual.weight, sgd.weight) if phase is Phase.UPDATE else 0.0
            gaps = tuple((name, gap(mine, theirs, scale)) for (name, mine), (_, theirs) in pairs)
            yield TwinPhase(phase, gaps, (_left(manual), _left(sgd)), manual)


def _made(descent: Descent, phase: Phase) -> Iterator[tuple[str, Tensor]]:
    """What a phase has made, by its name."""
    made = {
        Phase.PREDICT: (("preds", descent.preds),),
        Phase.LOSS: (("loss", descent.loss),),
        Phase.BACKWARD: (("w.grad", descent.weight.grad), ("b.grad", descent.bias.grad)),
        Phase.UPDATE: (("w", descent.weight), ("b", descent.bias)),
        Phase.ZERO_GRAD: (),
    }
    return ((name, tensor) for name, tensor in made[phase] if tensor is not None)


def _largest(*weights: Tensor) -> float:
    """The largest magnitude that is a number."""
    return max(float(each.detach().abs().nan_to_num(nan=0.0).max()) for each in weights)


def _left(descent: Descent) -> Left:
    grad = descent.weight.grad
    if grad is None:
        return Left.NONE
    return Left.NUMBERS if grad.count_nonzero() else Left.ZEROS
