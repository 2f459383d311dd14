"""Columns: what each column of a file is used for, chosen with its first rows in sight."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events

from gdtui.draw.text import Glyphs, Line, Span, Style, cells, label, left, right
from gdtui.session.opening import Opening
from gdtui.session.preview import Preview, Role
from gdtui.session.remote import Remote
from gdtui.session.wire import Died, Fatal, Ready, Shown, Up
from gdtui.tui.forms.begun import SessionBegun
from gdtui.tui.forms.form import Form
from gdtui.tui.forms.trainer import Trainer
from gdtui.tui.link import Link

_ROLES = tuple(Role)
_ROLE = max(map(len, Role)) + 2
_NAME, _CELL = 24, 10
_WIDEST_DATA = 30
_MISSING = {
    "error": "are refused, with the line",
    "drop": "leave their row out",
}


class ColumnsForm(Form):
    """Space turns the role of a column; enter opens.

    The session of now goes on until the new one has something to show, and stays if it cannot.
    """

    TYPED: ClassVar[bool] = False

    def __init__(
        self,
        trainer: Trainer,
        glyphs: Glyphs,
        preview: Preview,
        start: Callable[[Opening], Remote] | None = None,
    ) -> None:
        super().__init__(trainer, glyphs)
        self._preview = preview
        self._start = start or trainer.link.remote.another
        self._roles, self._missing = list(preview.roles), preview.missing
        self._link: Link | None = None
        self._heard: list[Up] = []
        self.chosen = 0
        self._cells = [self._column(place) for place in range(len(preview.names))]
        self._said = (preview.note,) if preview.note else ()

    @property
    def heading(self) -> str:
        """What the form is about."""
        return f"open {label(self._preview.data, _WIDEST_DATA, self.glyphs)}: its columns"

    @property
    def hint(self) -> str:
        """What the keys do."""
        return "space input, target, left out   enter opens   esc back"

    def lines(self, width: int) -> Sequence[Line]:  # noqa: ARG002  # cut where the screen ends
        """What empty cells mean, and each column with its role and its first numbers."""
        names = [label(name, _NAME, self.glyphs) for name in self._preview.names]
        widest = max(map(cells, names)) + 1
        columns = (
            (
                Span(left(role, _ROLE), Style.DIM if role is Role.OUT else Style.STRONG),
                Span(left(name, widest)),
                Span(shown, Style.DIM),
            )
            for role, name, shown in zip(self._roles, names, self._cells, strict=True)
        )
        return [*columns, (Span(f"empty cells {_MISSING[self._missing]}"),)]

    def entered(self, text: str) -> None:  # noqa: ARG002  # nothing is typed here
        """Open it in a process of its own.

        Raises:
            UserError: an input or a target is lacking.
        """
        moment = self.trainer.moment
        threads = 1 if moment is None else moment.opened.threads
        opening = self._preview.opening(self._roles, self._missing, threads=threads)
        self._heard = []
        self._link = Link(self._start(opening), self._hear)
        self._link.listen()
        self.say("reading the data...")

    def press(self, event: events.Key) -> None:
        """Turn a role at space; while something is being opened only esc counts."""
        if self._link is not None and event.key not in ("escape", "ctrl+c"):
            return
        if event.key == "space":
            self._turn(self.chosen or 0)
        else:
            super().press(event)

    def leave(self) -> None:
        """End what is being opened; else go back to the file."""
        if self._link is None:
            super().leave()
        else:
            self._stop()
            self.say()

    def _column(self, place: int) -> str:
        rows = (label(row[place], _CELL, self.glyphs) for row in self._preview.rows)
        return " ".join(right(cell, _CELL) for cell in rows)

    def _turn(self, place: int) -> None:
        if place == len(self._roles):
            self._missing = "drop" if self._missing == "error" else "error"
        else:
            after = _ROLES.index(self._roles[place]) + 1
            self._roles[place] = _ROLES[after % len(_ROLES)]
        self.say()

    def _hear(self, message: Up) -> None:
        self._heard.append(message)
        match message:
            case Ready():
                self.say("loading the engine...")
            case Shown() if self._link is not None:
                remote, self._link = self._link.remote, None
                self.post_message(SessionBegun(remote, self._heard))
            case Fatal(sentence, more):
                self._stop()
                self.say(sentence, *more)
            case Died(sentence=sentence):
                self._stop()
                self.say(sentence)

    def _stop(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None
