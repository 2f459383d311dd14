"""Listed: lines below each other, of which one may be chosen; those around it are shown."""

from collections.abc import Sequence

from textual.strip import Strip
from textual.widget import Widget

from gdtui.draw.text import Line, Span, Style, fit
from gdtui.draw.window import Window, window
from gdtui.tui.sheet import strip


class Listed(Widget):
    """Paints as many lines as it has room for; its form says which one is chosen."""

    DEFAULT_CSS = "Listed { background: ansi_default; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self._chosen: int | None = None
        self._first = 0

    def show(self, lines: Sequence[Line], chosen: int | None, room: int) -> Window:
        """Show lines in at most so many; which ones these are."""
        self._lines, self._chosen = lines, chosen
        seen = window(self._first, room, len(lines), chosen)
        self._first = seen.first
        self.styles.height = seen.count
        self.refresh()
        return seen

    def render_line(self, y: int) -> Strip:
        """A line behind a sign where it is the chosen one."""
        place, width = self._first + y, self.size.width
        if place >= len(self._lines):
            return strip(fit((), width), width)
        line = self._lines[place]
        if self._chosen is None:
            return strip(fit(line, width), width)
        chosen = place == self._chosen
        sign = Span("> " if chosen else "  ", Style.CURSOR if chosen else Style.PLAIN)
        return strip(fit((sign, *line), width), width)
