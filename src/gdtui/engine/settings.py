"""Settings: everything that decides a training besides the data and the first weights."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Mode(StrEnum):
    """The tutorial's two ways to write the loop."""

    MANUAL = "manual"
    SGD = "sgd"


class Variant(StrEnum):
    """The loop as it is taught, or with one thing in it changed; most of these are mistakes."""

    PLAIN = "plain"
    SKIPPED_ZERO_GRAD = "zero_grad skipped"
    FLIPPED_SIGN = "sign flipped"
    FORGOTTEN_NO_GRAD = "no_grad forgotten"
    OLD_LOSS = "old loss printed"
    RATE_20 = "rate x20"
    EXACT_UPDATE = "exact update"

    @property
    def plain(self) -> bool:
        """Whether nothing is changed."""
        return self is Variant.PLAIN

    @property
    def mistake(self) -> bool:
        """Whether nobody would want it."""
        return self not in (Variant.PLAIN, Variant.EXACT_UPDATE)

    def exists_in(self, mode: "Mode") -> bool:
        """Whether a mode has what is changed."""
        by_hand = (Variant.FORGOTTEN_NO_GRAD, Variant.EXACT_UPDATE)
        return mode is Mode.MANUAL or self not in by_hand


class Dtype(StrEnum):
    """What training computes in."""

    FLOAT32 = "float32"
    FLOAT64 = "float64"


@dataclass(frozen=True)
class Settings:
    """How the next steps are taken.

    `batch_size` None is every row in file order, without a DataLoader and without a random draw,
    unless `shuffle` asks for one. `device` is a name that torch understands, never "auto".
    `lr_before` is the rate to which the mistake "rate x20" goes back; None without it.
    """

    mode: Mode = Mode.MANUAL
    lr: float = 1e-5
    batch_size: int | None = None
    shuffle: bool = False
    device: str = "cpu"
    dtype: Dtype = Dtype.FLOAT32
    standardize: bool = False
    variant: Variant = Variant.PLAIN
    lr_before: float | None = None

    def changed(self, setting: str, value: object) -> "Settings":
        """One setting changed, and what goes with it.

        Another rate ends "rate x20", which is the rate itself; another mode ends what it has not.
        """
        if setting == "variant":
            return self._varied(Variant(str(value)))
        changed = replace(self, **{setting: value})  # type: ignore[arg-type]  # by name
        if setting == "lr" and self.lr_before is not None:
            return replace(changed, variant=Variant.PLAIN, lr_before=None)
        if not changed.variant.exists_in(changed.mode):
            return replace(changed, variant=Variant.PLAIN)
        return changed

    def _varied(self, variant: Variant) -> "Settings":
        lr = self.lr if self.lr_before is None else self.lr_before
        if variant is Variant.RATE_20:
            return replace(self, variant=variant, lr=20 * lr, lr_before=lr)
        return replace(self, variant=variant, lr=lr, lr_before=None)
