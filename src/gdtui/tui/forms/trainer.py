"""Trainer: what forms may know and ask of the screen that they lie on."""

from typing import Protocol

from gdtui.session.actions import Action
from gdtui.tui.keys import Verb
from gdtui.tui.link import Link
from gdtui.tui.moment import Moment
from gdtui.tui.wish import Wish


class Trainer(Protocol):
    """The screen of one session."""

    moment: Moment | None
    link: Link
    wish: Wish

    def send(self, action: Action | None) -> None:
        """Let the session do an action."""

    def say(self, sentence: str) -> None:
        """Show a sentence until the next key."""

    def do(self, verb: Verb, count: int | None = None) -> None:
        """What a key does."""
