"""CellDiff: an app that sends of each frame only the cells that changed, in one write.

Textual sends whole pieces of lines. This replaces its private `App._display`, here and nowhere
else; the version of Textual is pinned for it. A screen that knows which of its lines changed may
`paint` them without Textual, which lays out and paints all else.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Self

from rich.color import ColorSystem
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App, ReturnType
from textual.geometry import Offset
from textual.screen import Screen
from textual.strip import Strip

from gdtui.draw.text import Line, Span, Style
from gdtui.tui.cells import Cells, Piece, row, strip_row
from gdtui.tui.sheet import SHEET, strip

Placed = tuple[int, int, Line]
"""A line, behind the y and the x at which it begins."""

_CLEAR = "\x1b[H\x1b[2J"


class CellDiff(App[ReturnType]):
    """`cell_diff` False leaves painting to Textual."""

    cell_diff = True
    _cells: Cells | None = None
    _seen: Screen[object] | None = None

    def refresh(
        self, *, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Paint all of the screen again, whatever the terminal is believed to show."""
        self._cells = None
        return super().refresh(repaint=repaint, layout=layout, recompose=recompose)

    def on_resize(self) -> None:
        """Believe nothing about a terminal that has changed its size, be it there and back."""
        self.refresh()

    def paint(self, screen: Screen[None], lines: Iterable[Placed]) -> bool:
        """Send what differs in lines of a screen; False where only Textual can paint it now."""
        known = self._cells is not None and self._cells.size == self.size
        if not (known and screen is self.screen is self._seen and self._sends):
            self._seen = None  # what is left to Textual comes before what follows it
            return False
        looks = self._looks()
        self._write(
            self._frame(
                Piece(y, x, row((text, looks[style]) for text, style in line))
                for y, x, line in lines
            )
        )
        return True

    @cache  # noqa: B019  # there is one app
    def _looks(self) -> Mapping[Style, str]:
        """How each meaning looks on this terminal."""
        looks, background = {}, self.screen.background_colors[1]
        for style in SHEET:
            cell = strip((Span("x", style),), 1)
            for line_filter in self.get_line_filters():
                cell = cell.apply_filter(line_filter, background)
            looks[style] = strip_row(cell, self._colors).looks[0]
        return looks

    @property
    def _colors(self) -> ColorSystem:
        return self.console._color_system or ColorSystem.TRUECOLOR  # noqa: SLF001  # as Textual does

    def _display(self, screen: Screen[object], renderable: object) -> None:
        if renderable is None:
            return  # nothing was to be painted after all
        self._seen = screen
        if self._sends and isinstance(renderable, LayoutUpdate | ChopsUpdate):
            self._write(self._update(renderable))
            self.post_display_hook()
        else:
            self._cells = None
            super()._display(screen, renderable)  # type: ignore[arg-type]  # what it was given

    @property
    def _sends(self) -> bool:
        """Whether frames are ours to send, and somebody takes them."""
        driver = self._driver
        if not self.cell_diff or driver is None or driver.is_inline or driver.is_headless:
            return False
        return self._running and not self._closed and not self._batch_count

    def _update(self, update: LayoutUpdate | ChopsUpdate) -> str:
        """The bytes of what Textual painted."""
        begin = ""
        if self._cells is None or self._cells.size != self.size:
            whole = isinstance(update, LayoutUpdate)
            self._cells = Cells(*self.size, blank=whole)
            begin = _CLEAR if whole else ""
        colors = self._colors
        cells = (Piece(y, x, strip_row(part, colors)) for y, x, part in _strips(update))
        return self._frame(cells, begin)

    def _frame(self, pieces: Iterable[Piece], begin: str = "") -> str:
        if self._cells is None:
            return ""
        frame = begin + self._cells.changed(pieces)
        cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
        if cursor != self._previous_cursor_position or (frame and cursor != Offset()):
            # an input method shows what it does at the place of the cursor
            self._previous_cursor_position = cursor
            frame += f"\x1b[{cursor.y + 1};{cursor.x + 1}H"
        return frame

    def _write(self, frame: str) -> None:
        if frame and self._driver is not None:
            sent = f"{SYNC_START}{frame}{SYNC_END}" if self._sync_available else frame
            self._driver.write(sent)
            self._driver.flush()


def _strips(update: LayoutUpdate | ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """What Textual would send, and where."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for part in strips:
                yield y, x, part
                x += part.cell_length
        return
    for y, x1, x2 in update.spans:
        for end, (x, chop) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if chop is not None and x <= x2 and end > x1:
                inside = x1 <= x < x2 and end <= x2
                yield y, x, (chop if inside else chop.crop(0, min(end, x2) - x))
