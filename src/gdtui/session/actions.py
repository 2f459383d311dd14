"""Actions: everything a user can do to a session, as small values that can be written down."""

from dataclasses import dataclass
from typing import Literal

from gdtui.session.line import Alteration
from gdtui.session.spot import Spot

Unit = Literal["phase", "batch", "epoch"]


@dataclass(frozen=True)
class Step:
    """Go on: `count` phases, or to the end of this and further batches or epochs."""

    unit: Unit
    count: int = 1


@dataclass(frozen=True)
class Back:
    """Go back by phases, not beyond the beginning."""

    phases: int = 1


@dataclass(frozen=True)
class GoTo:
    """Go to the moment after `epoch` whole epochs, either way; trains where nobody has been."""

    epoch: int


@dataclass(frozen=True)
class RunUntil:
    """Train on by whole epochs until the full loss is below `loss`, or no longer gets better.

    With `loss` None it ends after the first epoch, counted in tens, that brought the full loss down
    by less than 0.01 % in 100 epochs; it does so with a `loss` too. It takes `epochs` at most.
    """

    loss: float | None = None
    epochs: int = 1_000_000


@dataclass(frozen=True)
class Set:
    """Change one setting, or numbers of the model, from here on; behind it the old ones hold."""

    change: Alteration


@dataclass(frozen=True)
class Restart:
    """Start again at epoch 0: same first weights, same batch order, the settings of now."""


@dataclass(frozen=True)
class Reseed:
    """Start again at epoch 0 with weights and batch order drawn from another seed."""

    seed: int


@dataclass(frozen=True)
class Load:
    """Start again at epoch 0 from given weights (t, d) and (t,) for raw inputs."""

    weight: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]


@dataclass(frozen=True)
class Undo:
    """Take back the last action whole, or the last `count`, as many as there are."""

    count: int = 1


@dataclass(frozen=True)
class Redo:
    """Do again what was taken back last, or the last `count`, as many as there are."""

    count: int = 1


@dataclass(frozen=True)
class Return:
    """Go to the end of another branch, counted from 0 in the order in which they began."""

    branch: int


Move = Step | Back | GoTo | RunUntil | Set | Restart | Reseed | Load | Undo | Redo | Return


@dataclass(frozen=True)
class Foretell:
    """Take a step, before which somebody said what a number will be after it; that is scored.

    `said` is `+`, `-`, `=`, `none`, or a number as it was typed.
    """

    spot: Spot
    said: str
    step: Step


Action = Move | Foretell
