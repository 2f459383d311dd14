"""Prompt: one question in the last lines of the screen; a wrong answer is said in place."""

from collections.abc import Callable
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from gdtui.errors import UserError
from gdtui.tui.entry import Entry
from gdtui.tui.overlay import Overlay

_Answer = TypeVar("_Answer")


class Prompt(Overlay[_Answer | None], Generic[_Answer]):
    """Returns what `read` makes of the line that was typed, or None after esc."""

    DEFAULT_CSS = """
    Prompt { align: left bottom; background: transparent; }
    Prompt > Static { height: 2; background: ansi_default; padding: 0 1; }
    Prompt > Input { height: 1; border: none; padding: 0 1; background: ansi_default; }
    """

    def __init__(self, words: str, given: str, read: Callable[[str], _Answer]) -> None:
        super().__init__()
        self._words, self._given, self._read = words, given, read
        self._refused: str | None = None

    def compose(self) -> ComposeResult:
        """The question over the line to type in."""
        yield Static(self._asked, markup=False)
        yield Entry(self._given, compact=True)

    @property
    def _asked(self) -> str:
        return f"{self._words}?\nenter takes it, esc leaves it as it was"

    def press(self, event: events.Key) -> None:
        """Close at esc, take the answer at enter; everything else is typed."""
        line = self.query_one(Entry)
        if event.key in ("escape", "ctrl+c"):
            self.dismiss(None)
        elif event.key == "enter":
            self._take(line.value)
        else:
            line.press(event)

    def paste(self, text: str) -> None:
        """Type it."""
        self.query_one(Entry).paste(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Ask again while the answer is mended; word of a change comes behind quick keys."""
        event.stop()
        if event.value != self._refused:
            self.query_one(Static).update(self._asked)

    def _take(self, typed: str) -> None:
        try:
            answer = self._read(typed)
        except UserError as error:
            self._refused = typed
            self.query_one(Static).update(f"{self._words}?\n{error.sentence}")
        else:
            self.dismiss(answer)
