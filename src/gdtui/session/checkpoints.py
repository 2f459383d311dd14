"""Checkpoints: states along a track, so that going back replays only a little."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Self

from gdtui.engine.state import State

_FIRST_SPACING = 256


class Checkpoints:
    """At most `most` states, the first in each stretch of `spacing` steps, which doubles when full.

    Steps come by the hundred, so a state may lie well inside its stretch; were every second one to
    go, those from the beginning would be left farther apart than the others. `size` is the bytes
    held.
    """

    def __init__(self, start: int, most: int) -> None:
        self.start, self.most = start, most
        self.spacing = _FIRST_SPACING
        self.size = 0
        self._states: dict[int, State] = {}
        self._steps: list[int] = []

    @classmethod
    def of(cls, start: int, most: int, spacing: int, states: Iterable[tuple[int, State]]) -> Self:
        """Those that hold these states, in order of the steps."""
        checkpoints = cls(start, most)
        checkpoints.spacing = spacing
        for step, state in states:
            checkpoints.keep(step, state)
        return checkpoints

    def __len__(self) -> int:
        return len(self._steps)

    @property
    def states(self) -> tuple[tuple[int, State], ...]:
        """All that is kept, in order of the steps."""
        return tuple((step, self._states[step]) for step in self._steps)

    @property
    def due(self) -> int:
        """The step from which the next state is wanted."""
        last = self._steps[-1] if self._steps else self.start
        return self.start + self.spacing * (self._stretch(last) + 1)

    def keep(self, step: int, state: State) -> None:
        """Keep the state at a step that is later than all kept ones."""
        self._steps.append(step)
        self._states[step] = state
        self.size += state.size
        while len(self._steps) > self.most:
            self.thin()

    def thin(self) -> None:
        """Double the spacing and let go what is not the first of its stretch any more."""
        self.spacing *= 2
        steps, self._steps = self._steps, []
        for step in steps:
            if not self._steps or self._stretch(step) > self._stretch(self._steps[-1]):
                self._steps.append(step)
            else:
                self.size -= self._states.pop(step).size

    def until(self, step: int) -> Iterator[tuple[int, State]]:
        """The states kept up to a step, in order."""
        for kept in self._steps[: bisect_right(self._steps, step)]:
            yield kept, self._states[kept]

    def nearest(self, step: int) -> tuple[int, State] | None:
        """The last state at or before a step."""
        place = bisect_right(self._steps, step)
        if not place:
            return None
        found = self._steps[place - 1]
        return found, self._states[found]

    def _stretch(self, step: int) -> int:
        return (step - self.start) // self.spacing
