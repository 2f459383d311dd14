"""Mistakes: those that can be made on purpose, in a person's words, and how one is ended.

Free of torch.
"""

from gdtui.engine.settings import Mode, Settings, Variant
from gdtui.session.actions import Action, Set
from gdtui.session.line import PHASES_PER_STEP, Change

_NAMES = {
    Variant.SKIPPED_ZERO_GRAD: "skip zero_grad: the gradients add up",
    Variant.FLIPPED_SIGN: "flip the sign of the update: it climbs",
    Variant.FORGOTTEN_NO_GRAD: "forget torch.no_grad(): PyTorch refuses the update",
    Variant.OLD_LOSS: "print the old loss: of the predictions made before the update",
    Variant.RATE_20: "rate x20: see whether it diverges",
    Variant.PLAIN: "none: the loop as it is taught",
}
_NOT_IN_SGD = "forget torch.no_grad(): not in sgd, whose opt.step() brings its own"


def mistakes(mode: Mode) -> list[tuple[str, Action]]:
    """What can be chosen in a mode, and the action that does it."""
    return [
        (
            name if variant.exists_in(mode) else _NOT_IN_SGD,
            Set(Change("variant", variant)),
        )
        for variant, name in _NAMES.items()
    ]


def is_exact(settings: Settings) -> bool:
    """Whether the update by hand is the exact one."""
    return settings.variant is Variant.EXACT_UPDATE


def exact_update(*, on: bool) -> Action:
    """Update by hand as SGD does, rounding once, or as it is taught."""
    return Set(Change("variant", Variant.EXACT_UPDATE if on else Variant.PLAIN))


def mended() -> Action:
    """End a mistake."""
    return Set(Change("variant", Variant.PLAIN))


def begins_again(now: Settings, then: Settings) -> bool:
    """Whether a step under way begins again with a change: as it is PyTorch never finishes it."""
    refused = Variant.FORGOTTEN_NO_GRAD
    return now.variant is refused and then.variant is not refused


def begin_of(moment: int, now: Settings, then: Settings | None) -> int:
    """The moment at which a change is made: this one, or that at which the step began again.

    Args:
        moment: of now.
        now: the settings of the step under way.
        then: those that the change leads to; None where it changes a number.
    """
    again = then is not None and begins_again(now, then)
    return moment - moment % PHASES_PER_STEP if again else moment
