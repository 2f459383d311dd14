"""Line: the road of one training, from its first weights through every change of settings.

Time is counted in moments: moment `5 * s + p` is when s steps and p phases are done. A change holds
from the next *predict*, a changed batch size or shuffle from the next epoch; behind it the old
settings hold. Everything here is arithmetic on these counts; no number of the training is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from gdtui.engine.batch_plan import BatchPlan
from gdtui.engine.settings import Dtype, Mode, Settings

PHASES_PER_STEP = 5
_NEXT_EPOCH = frozenset({"batch_size", "shuffle"})


@dataclass(frozen=True)
class Change:
    """One setting gets another value."""

    setting: str
    value: object

    def settled(self, settings: Settings) -> Settings:
        """These settings with the change made."""
        return settings.changed(self.setting, self.value)


@dataclass(frozen=True)
class Edit:
    """One number of the weight (or, where `column` is None, of the bias) is set by hand."""

    target: int
    column: int | None
    value: float


@dataclass(frozen=True)
class Stored:
    """All parameters become what they once were, in the order of the bytes of weight and bias."""

    dtype: Dtype
    weight: bytes
    bias: bytes


Alteration = Change | Edit | Stored
"""What happens at a moment of a line."""


@dataclass(frozen=True)
class Origin:
    """What a line starts from.

    The weights are drawn from `seed` as `draws` does, and then replaced where some are given:
    weight (t, d) and bias (t,), meant for inputs that are `standardized` or not.
    """

    seed: int
    draws: Mode
    settings: Settings
    weight: tuple[tuple[float, ...], ...] | None = None
    bias: tuple[float, ...] | None = None
    standardized: bool = False


@dataclass(frozen=True)
class Stretch:
    """Steps under one set of settings: from step `step`, which is batch `batch` of epoch `epoch`.

    `changes` are what happens at its beginning, in this order; epochs and batches count from 0.
    """

    step: int
    epoch: int
    batch: int
    settings: Settings
    batches: int
    changes: tuple[Alteration, ...] = ()

    def place(self, step: int) -> tuple[int, int]:
        """The epoch and the batch that a step of this stretch is."""
        epochs, batch = divmod(self.batch + step - self.step, self.batches)
        return self.epoch + epochs, batch

    def next_epoch(self, step: int) -> int:
        """The first step, not before this one, that begins an epoch."""
        _, batch = self.place(step)
        return step + (-batch % self.batches)


@dataclass(frozen=True)
class Line:
    """An origin and the changes made since, each at its moment, in order of time."""

    rows: int
    origin: Origin
    changes: tuple[tuple[int, Alteration], ...] = ()

    def changed(self, moment: int, change: Alteration) -> "Line":
        """The line on which this change is made at a moment; what came later is not on it."""
        return replace(self, changes=(*self.until(moment), (moment, change)))

    def until(self, moment: int) -> tuple[tuple[int, Alteration], ...]:
        """The changes made up to a moment, itself included."""
        return tuple(change for change in self.changes if change[0] <= moment)

    def shared(self, other: "Line") -> int | None:
        """The last moment at which both lines are the same; None is for ever, -1 never."""
        if self.origin != other.origin:
            return -1
        for mine, theirs in zip(self.changes, other.changes, strict=False):
            if mine != theirs:
                return min(mine[0], theirs[0])
        longer = max(self.changes, other.changes, key=len)
        common = min(len(self.changes), len(other.changes))
        return None if common == len(longer) else longer[common][0]

    def chosen(self, moment: int) -> Settings:
        """The settings as the user last chose them, those that are still waiting included."""
        settings = self.origin.settings
        for _, change in self.until(moment):
            if isinstance(change, Change):
                settings = change.settled(settings)
        return settings

    def stretch(self, step: int) -> Stretch:
        """The stretch that a step belongs to."""
        return next(s for s in reversed(self.stretches) if s.step <= step)

    def changes_at(self, step: int) -> tuple[Alteration, ...]:
        """The changes that hold from this step on and not before."""
        stretch = self.stretch(step)
        return stretch.changes if stretch.step == step else ()

    def settings_before(self, step: int) -> Settings:
        """The settings in force until this step."""
        return self.stretch(step - 1).settings if step else self.origin.settings

    def next_change(self, step: int) -> int | None:
        """The first step after this one at which a stretch begins."""
        return next((s.step for s in self.stretches if s.step > step), None)

    def step_of_epoch(self, epochs: int) -> int:
        """How many steps are done when this many whole epochs are."""
        stretch = next(s for s in reversed(self.stretches) if (s.epoch, s.batch) <= (epochs, 0))
        return stretch.step + (epochs - stretch.epoch) * stretch.batches - stretch.batch

    def epochs_at(self, moment: int) -> int:
        """How many whole epochs are done at a moment."""
        steps = moment // PHASES_PER_STEP
        epochs, _ = self.stretch(steps).place(steps)
        return epochs

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """All stretches in order, the first one from step 0."""
        return tuple(self._stretches())

    def _stretches(self) -> Iterator[Stretch]:
        now = self._begin(0, (0, 0), self.origin.settings, ())
        waiting: tuple[Change, ...] = ()
        due = 0
        for moment, change in self.changes:
            step = -(-moment // PHASES_PER_STEP)
            if waiting and due <= step:
                if now.step < due:
                    yield now
                now, waiting = self._after(now, due, waiting), ()
            if isinstance(change, Change) and change.setting in _NEXT_EPOCH:
                due = due if waiting else now.next_epoch(step)
                waiting = (*waiting, change)
                continue
            if now.step < step:
                yield now
            now = self._after(now, step, (change,))
        if waiting:
            if now.step < due:
                yield now
            now = self._after(now, due, waiting)
        yield now

    def _after(self, now: Stretch, step: int, changes: tuple[Alteration, ...]) -> Stretch:
        settings = now.settings
        for change in changes:
            if isinstance(change, Change):
                settings = change.settled(settings)
        if now.step == step:
            changes = (*now.changes, *changes)
        return self._begin(step, now.place(step), settings, changes)

    def _begin(
        self,
        step: int,
        place: tuple[int, int],
        settings: Settings,
        changes: tuple[Alteration, ...],
    ) -> Stretch:
        batches = BatchPlan.of(settings, self.rows).batches
        return Stretch(step, *place, settings, batches, changes)
