"""Easel: a screen whose parts are painted together, once before its next frame.

A widget of Textual asks for its own repaint by a message, and a frame may come between those of
two widgets: it would show halves of two moments. Parts put themselves into the frame at once.
"""

from typing import Protocol

from textual.screen import Screen
from textual.widget import Widget


class Part(Protocol):
    """What is painted."""

    def renew(self) -> None:
        """Paint what has changed."""


class Easel(Screen[None]):
    """However much changes until then, each part that is due is painted once."""

    def __init__(self) -> None:
        super().__init__()
        self._due: dict[Part, None] = {}  # in the order in which they became due

    def soon(self, part: Part) -> None:
        """Paint a part when all that happens now has happened."""
        if not self._due:
            self.call_next(self._paint)
        self._due[part] = None

    def show(self, part: Widget) -> None:
        """Have what a part marked as changed in the next frame."""
        self._dirty_widgets.add(part)
        self.check_idle()

    def _paint(self) -> None:
        due, self._due = self._due, {}
        for part in due:
            part.renew()
