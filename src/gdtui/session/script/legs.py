"""Legs: what a session's road was, as a script takes it: some steps, a change, some more steps."""

from dataclasses import dataclass

from gdtui.engine.batch_plan import BatchPlan
from gdtui.session.line import Change, Line, Stretch

_OTHER_TENSORS = frozenset({"dtype", "device", "standardize"})


@dataclass(frozen=True)
class Leg:
    """The first `steps` steps of a stretch; `loader` is whether they take batches from one."""

    stretch: Stretch
    steps: int
    loader: bool

    @property
    def changes_numbers(self) -> bool:
        """Whether a change before it is one of numbers, and not only of how steps are taken."""
        return self.makes_tensors or any(not isinstance(it, Change) for it in self.stretch.changes)

    @property
    def makes_tensors(self) -> bool:
        """Whether a change before it needs other tensors."""
        changes = self.stretch.changes
        return any(isinstance(it, Change) and it.setting in _OTHER_TENSORS for it in changes)


def legs(line: Line, steps: int) -> list[Leg]:
    """The legs of a line's first steps; the last one may have none, but its changes count."""
    ends = [*(stretch.step for stretch in line.stretches[1:]), steps]
    found = [
        Leg(
            stretch,
            max(min(end, steps) - stretch.step, 0),
            BatchPlan.of(stretch.settings, line.rows).loader,
        )
        for stretch, end in zip(line.stretches, ends, strict=True)
        if stretch.step <= steps
    ]
    if len(found) > 1 and not found[-1].steps and not found[-1].changes_numbers:
        found.pop()
    return found
