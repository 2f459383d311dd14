"""Talk: what a key leads to, as a generator of sentences and of questions to person and session.

It yields one after the other and is sent what came of it: nothing for a sentence, the line that was
typed, the Snapshot after an action, the answer to a question. A UserError is thrown into it.
"""

from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from gdtui.session.actions import Action
from gdtui.session.opened import Opened
from gdtui.session.opening import Opening
from gdtui.session.questions import Question
from gdtui.session.snapshot import Snapshot
from gdtui.tui.wish import Wish

_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Typed:
    """A line is asked for: stripped, and empty where nothing was typed or esc was."""

    words: str


@dataclass(frozen=True)
class Begin:
    """Another session is to take the place of this one."""

    opening: Opening


Step = str | Typed | Begin | Action | Question
Part = Generator[Step, Any, _Result]
Talk = Part[None]


@dataclass(frozen=True, eq=False)
class Scene:
    """What a talk knows when it begins; `count` is the number typed before the key."""

    opened: Opened
    snapshot: Snapshot
    wish: Wish
    count: int | None = None

    def counted(self, count: int | None) -> "Scene":
        """The same with the number that was typed."""
        return replace(self, count=count)
