"""Track: a line that was trained, and what is kept of it."""

from dataclasses import dataclass, field

from gdtui.engine.settings import Settings
from gdtui.session.checkpoints import Checkpoints
from gdtui.session.history import History
from gdtui.session.line import PHASES_PER_STEP, Line


@dataclass(eq=False)
class Track:
    """A line, the moment up to which it was trained, its losses, and states to come back to.

    Up to moment `fork` it is the same as its `parent`, which has the states of that part.
    `diverged` is the step after which a loss or a parameter was no longer finite.
    """

    line: Line
    checkpoints: Checkpoints
    history: History = field(default_factory=History)
    parent: "Track | None" = None
    fork: int = 0
    end: int = 0
    diverged: int | None = None

    @property
    def earlier(self) -> tuple[Settings, ...]:
        """Settings other than those of its end, with which steps of it were taken, in order."""
        last = self.line.chosen(self.end)
        taken = (s.settings for s in self.line.stretches if PHASES_PER_STEP * s.step < self.end)
        return tuple(dict.fromkeys(settings for settings in taken if settings != last))

    @property
    def size(self) -> int:
        """Bytes held."""
        return self.checkpoints.size + self.history.size
