"""Easel: a screen whose parts are painted together, and shown in one frame.

A widget of Textual asks for its own repaint by a message, and a frame may come between those of
two widgets: it would show halves of two moments. Here all that is due is painted at once, and the
lines that changed go straight to the terminal's cells where this screen lies on top.
"""

import asyncio
from collections.abc import Iterable

from textual.screen import Screen
from textual.widget import Widget

from gdtui.tui.cell_diff import CellDiff, Placed

_PERIOD = 1 / 120  # seconds from one frame to the next: a burst of keys is not shown key by key


class Part(Widget):
    """What is painted."""

    def renew(self) -> None:
        """Paint what has changed, and have it shown."""
        raise NotImplementedError

    def placed(self, lines: Iterable[int]) -> Iterable[Placed]:
        """Some of its lines, where they are on the screen."""
        raise NotImplementedError

    def leave(self, lines: Iterable[int]) -> None:
        """Leave some of its lines to Textual's next frame."""
        raise NotImplementedError


class Easel(Screen[None]):
    """However much changes until then, each part that is due is painted once for a frame."""

    def __init__(self) -> None:
        super().__init__()
        self._due: dict[Part, None] = {}  # in the order in which they became due
        self._changed: dict[Part, set[int]] = {}
        self._frame: asyncio.TimerHandle | None = None
        self._next = 0.0  # by the clock of the loop

    def soon(self, part: Part) -> None:
        """Paint a part when all that happens now has happened."""
        self._due[part] = None
        self._plan()

    def show(self, part: Part, lines: Iterable[int]) -> None:
        """Have lines of a part in the next frame."""
        self._changed.setdefault(part, set()).update(lines)
        self._plan()

    def _plan(self) -> None:
        if self._frame is None:
            loop = asyncio.get_running_loop()
            self._frame = loop.call_at(max(self._next, loop.time()), self._paint)

    def _paint(self) -> None:
        due, self._due = self._due, {}
        for part in due if self.is_running else ():  # a screen that was left has no parts
            part.renew()
        changed, self._changed = self._changed, {}
        self._frame = None
        if not changed:
            return
        self._next = asyncio.get_running_loop().time() + _PERIOD
        app = self.app
        placed = [line for part, lines in changed.items() for line in part.placed(lines)]
        if self._layout_required or not (isinstance(app, CellDiff) and app.paint(self, placed)):
            for part, lines in changed.items():
                part.leave(lines)
                self._dirty_widgets.add(part)  # at once: by message they would come one by one
            self.check_idle()
