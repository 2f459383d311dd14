"""Successor: a session that is being opened, to take the place of the one of now."""

from gdtui.errors import UserError
from gdtui.linear.talk import Begin
from gdtui.session.remote import Remote
from gdtui.session.wire import Died, Fatal, Shown, Up
from gdtui.tui.wish import Wish


class Successor:
    """What it has `said` is kept for the conversation that goes over to it with its `wish`."""

    def __init__(self, now: Remote, begin: Begin) -> None:
        self.wish: Wish | None = begin.wish
        chapter = None if begin.wish is None else begin.wish.chapter
        self.remote = now.another(begin.opening, chapter=chapter)
        self.said: list[Up] = []

    def heard(self, message: Up) -> bool:
        """Take in what it says; whether it has something to show.

        Raises:
            UserError: it cannot be opened.
        """
        self.said.append(message)
        match message:
            case Fatal(sentence, more):
                tour = None if self.wish is None else self.wish.tour
                raise UserError(sentence if tour is None else tour.chapter.wrong(sentence), *more)
            case Died(sentence=sentence):
                raise UserError(sentence)
        return isinstance(message, Shown)
