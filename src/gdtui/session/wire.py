"""Wire: what the screen's process and the session's say to each other. Free of torch.

Actions and questions bear numbers from one count. Actions are applied one by one in the order in
which they came, each exactly once; questions are answered in between.
"""

import signal
from dataclasses import dataclass

from gdtui.session.actions import Action
from gdtui.session.journal.holder import TAKEN_OVER
from gdtui.session.opened import Opened
from gdtui.session.opening import Open
from gdtui.session.progress import Progress
from gdtui.session.questions import Question
from gdtui.session.snapshot import Snapshot


@dataclass(frozen=True)
class Done:
    """An action that was done, and the moment that it reached: earlier than its aim if stopped."""

    action: Action
    reached: int


@dataclass(frozen=True)
class Do:
    """Apply an action."""

    number: int
    action: Action


@dataclass(frozen=True)
class Ask:
    """Answer a question, also while an action works."""

    number: int
    question: Question


@dataclass(frozen=True)
class Leave:
    """Nobody waits any more for the answer to a question: one that is being worked out is refused.

    The others are answered all the same.
    """

    number: int


@dataclass(frozen=True)
class Run:
    """Train on until told otherwise; where that is under way, pause.

    What is done in one go becomes one action. Actions that come meanwhile are done in between.
    """


@dataclass(frozen=True)
class Pace:
    """Go so many places up or down the ladder of `SPEEDS`, in a run or for the next one."""

    by: int


@dataclass(frozen=True)
class Stop:
    """End the action under way after the batch that it is in, and pause."""


@dataclass(frozen=True)
class Drop:
    """Forget the actions that still wait."""


Down = Open | Do | Ask | Leave | Run | Pace | Stop | Drop
"""What the screen says. It ends by closing its end of the pipe."""


@dataclass(frozen=True, eq=False)
class Ready:
    """The data is read; the engine is being loaded, and the first Shown follows."""

    opened: Opened


@dataclass(frozen=True)
class Noted:
    """Sentences that the user should know, about the data and how training begins; clean.

    Those that are `urgent` are to be seen before others.
    """

    notes: tuple[str, ...]
    urgent: bool = False


@dataclass(frozen=True)
class Saving(Noted):
    """Whether what is done is being saved has changed."""

    saved: bool = True


@dataclass(frozen=True)
class Kept:
    """From now on a journal is kept in this folder."""

    folder: str


@dataclass(frozen=True)
class Applied:
    """What was done so far ends with this: it is number `place` of all that was done, from 0.

    It comes before each Shown that shows it. A later one with the same place takes its place: the
    work went on. Actions up to `number` are over. Nothing is `done` where one changed nothing.
    """

    number: int
    place: int
    done: Done | None


@dataclass(frozen=True, eq=False)
class Shown:
    """How it stands: actions up to `number` are over and `backlog` wait.

    `progress` is of the action under way; `speed` is the run's, None when none is under way;
    `pace` is what a run would have.
    """

    number: int
    snapshot: Snapshot
    backlog: int = 0
    progress: Progress | None = None
    speed: int | None = None
    pace: int = 0


@dataclass(frozen=True)
class Working:
    """How far an action has come that has nothing to show yet, as when it goes back."""

    number: int
    progress: Progress
    backlog: int = 0


@dataclass(frozen=True, eq=False)
class Answered:
    """The answer to question `number`, of the kind that the question's docstring names."""

    number: int
    answer: object


@dataclass(frozen=True)
class Refused:
    """Action or question `number` cannot be done, in a sentence; nothing has changed."""

    number: int
    sentence: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fatal:
    """The session cannot be opened: the last message up."""

    sentence: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Died:
    """The session's process ended by itself. Said by Remote, the last message of that process.

    `under_way` is the action during which it happened, `lost` how many waited behind it; neither
    is done again. `output` are the last lines that the process wrote, as they are: clean them.
    """

    status: int
    under_way: Action | None
    lost: int
    output: tuple[str, ...]

    @property
    def is_taken_over(self) -> bool:
        """Whether another window has the session now."""
        return self.status == -TAKEN_OVER

    @property
    def sentence(self) -> str:
        """What happened."""
        if self.status >= 0:
            return f"the engine's process ended with status {self.status}"
        known = {one.value: one.name for one in signal.Signals}
        return f"the engine's process was ended by {known.get(-self.status, -self.status)}"


Up = Ready | Noted | Kept | Applied | Shown | Working | Answered | Refused | Fatal | Died
"""What the session says."""
