"""Mistakes: those that can be made on purpose, in a person's words, and how one is ended.

Free of torch.
"""

from gdtui.engine.settings import Mode, Settings, Variant
from gdtui.session.actions import Action, Back, Set
from gdtui.session.line import PHASES_PER_STEP, Change
from gdtui.session.snapshot import Snapshot

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


def mended(snapshot: Snapshot) -> tuple[Action, ...]:
    """The actions that end a mistake; a step that PyTorch never finishes is begun again."""
    begun = snapshot.position.moment % PHASES_PER_STEP
    end = Set(Change("variant", Variant.PLAIN))
    if begun and snapshot.settings.variant is Variant.FORGOTTEN_NO_GRAD:
        return Back(begun), end
    return (end,)
