"""Confirm: one question that is answered with y or n."""

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from gdtui.tui.overlay import Overlay


class Confirm(Overlay[bool]):
    """Returns whether y was pressed; n and esc say no, other keys nothing."""

    DEFAULT_CSS = """
    Confirm { align: left bottom; background: transparent; }
    Confirm > Static { height: 3; background: ansi_default; padding: 0 1; }
    """

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question and its keys."""
        yield Static(f"{self._question}\n\ny yes   n no", markup=False)

    def press(self, event: events.Key) -> None:
        """Take y, n or esc."""
        if event.key in ("y", "n", "escape"):
            self.dismiss(event.key == "y")
