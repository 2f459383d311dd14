"""Talk: what a key leads to, as a generator of sentences and of questions to person and session.

It yields one after the other and is sent what came of it: nothing for a sentence, the line that was
typed, the Snapshot after an action, the answer to a question. A UserError is thrown into it.
"""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from gdtui.session.actions import Action
from gdtui.session.opened import Opened
from gdtui.session.opening import Opening
from gdtui.session.questions import Question
from gdtui.session.snapshot import Snapshot
from gdtui.tui.wish import Wish

if TYPE_CHECKING:
    from gdtui.linear.cursor import Cursor

_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Typed:
    """A line is asked for: stripped, and empty where nothing was typed or esc was."""

    words: str


@dataclass(frozen=True)
class Begin:
    """Another session is to take the place of this one; `wish` is what is asked of it."""

    opening: Opening
    wish: Wish | None = None


@dataclass(frozen=True)
class Seen:
    """Which view was told last, from 0, and of which moment with which settings chosen."""

    place: int
    branch: int
    moment: int
    chosen: object


@dataclass(frozen=True)
class Kept:
    """What is kept from one key to the next; a talk that yields one changes it.

    `wish` has the tour that is taken, `cursor` stands on a number, if it was put there;
    with the `quiz` on, steps ask first what that number will be. `seen` is the last view, if any.
    """

    wish: Wish
    cursor: "Cursor | None" = None
    quiz: bool = False
    seen: Seen | None = None


Step = str | Kept | Typed | Begin | Action | Question
Part = Generator[Step, Any, _Result]
Talk = Part[None]


@dataclass(frozen=True, eq=False)
class Scene:
    """What a talk knows when it begins; `count` is the number typed before the key."""

    opened: Opened
    snapshot: Snapshot
    kept: Kept
    count: int | None = None
