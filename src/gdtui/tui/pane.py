"""Pane: a widget that paints lines made by pure functions, and only those that have changed."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.geometry import NULL_SIZE, Region, Size
from textual.strip import Strip

from gdtui.draw.box import box
from gdtui.draw.text import Glyphs, Line, Span, Style, cells, shorten, typed
from gdtui.tui.cell import Cell
from gdtui.tui.cell_diff import Placed
from gdtui.tui.desk import Desk
from gdtui.tui.easel import Easel, Part
from gdtui.tui.layout import Name
from gdtui.tui.moment import Moment
from gdtui.tui.sheet import strip

Cursor = tuple[int, int] | None


class Painted(Part):
    """Lines of text that are made anew when something changes."""

    moment: Moment | None = None

    def __init__(self, name: Name, glyphs: Glyphs) -> None:
        super().__init__(id=name)
        self.part = name
        self.glyphs = glyphs
        self._lines: tuple[Line, ...] = ()
        self._strips: dict[int, Strip] = {}
        self._made_for = NULL_SIZE
        self._old = False

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """Exactly `height` lines of `width` cells."""
        raise NotImplementedError

    def renew(self) -> None:
        """Make all lines, and have those shown that differ from what is on the screen."""
        size = self.outer_size
        if not size:
            self._old = True  # not there yet, or no longer
            return
        before, same = self._lines, self._made_for == size and not self._old
        self._make(size)
        changed = [y for y, line in enumerate(self._lines) if not (same and line == before[y])]
        if changed:
            for y in changed:
                self._strips.pop(y, None)
            self.easel.show(self, changed)

    def placed(self, lines: Iterable[int]) -> Iterator[Placed]:
        """Some of its lines, where they are on the screen."""
        x, y, _, height = self.region
        return ((y + line, x, self._lines[line]) for line in lines if line < height)

    def leave(self, lines: Iterable[int]) -> None:
        """Leave some of its lines to Textual's next frame."""
        self._set_dirty(*(Region(0, y, self.outer_size.width, 1) for y in lines))

    @property
    def easel(self) -> Easel:
        """The screen that it is a part of."""
        assert isinstance(self._parent, Easel)  # noqa: S101  # no other screen has parts
        return self._parent

    def told(self, *, seen: bool) -> None:
        """Paint before the next frame what it was told; out of sight, when it comes back."""
        if seen:
            self.easel.soon(self)
        else:
            self._old = True

    def on_resize(self) -> None:
        """Paint for the new size."""
        if self._made_for != self.outer_size:
            self.renew()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines as they were made last; Textual's styles have no edge, padding or colour to add."""
        size = self.outer_size
        if self._old or self._made_for != size:
            self._make(size)
        strips = [self._strip(y, size.width) for y in crop.line_range]
        if crop.column_span != (0, size.width):
            strips = [whole.crop(*crop.column_span) for whole in strips]
        return strips

    def _strip(self, y: int, width: int) -> Strip:
        if y not in self._strips:
            made = strip(self._lines[y], width)
            for look in self.get_line_filters():
                made = made.apply_filter(look, self.background_colors[1])
            self._strips[y] = made
        return self._strips[y]

    def _make(self, size: Size) -> None:
        if self._old or self._made_for != size:
            self._old, self._made_for = False, size
            self._strips.clear()
        self._lines = self.lines(*size)


class Stop(Painted):
    """A part with numbers, on which a cursor can stand. `help` says what it shows."""

    help: ClassVar[str]

    def __init__(self, name: Name, glyphs: Glyphs) -> None:
        super().__init__(name, glyphs)
        self.chosen = False
        self.cursor: Cursor = None
        self.first = 0
        self.raw = False

    def extent(self, moment: Moment) -> tuple[int, int]:
        """The lines and columns of numbers that a cursor can stand on."""
        del moment
        return 0, 0

    def cell(self, moment: Moment, line: int, column: int) -> Cell:
        """The number at a place within the extent."""
        raise NotImplementedError

    def choose(self, *, seen: bool, chosen: bool, cursor: Cursor = None) -> None:
        """Say in the title whether this is the pane in use, and where its cursor is."""
        self.chosen, self.cursor = chosen, cursor
        if seen:
            self.renew()
        else:
            self.told(seen=False)

    def scroll(self, lines: int) -> None:
        """Move the window of the pane; its painting keeps it inside."""
        self.first = max(0, self.first + lines)
        self.renew()


class Pane(Stop):
    """Paints one aspect of one moment; owns nothing but its scroll."""

    def paint(self, moment: Moment, width: int, height: int) -> tuple[Line, ...]:
        """Exactly `height` lines of `width` cells."""
        raise NotImplementedError

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """The moment painted; an empty box before there is one."""
        if self.moment is None:
            return box(self.part, (), width, height, self.glyphs)
        return self.paint(self.moment, width, height)

    def spoken(self, width: int, *wordings: str, style: Style = Style.PLAIN) -> Line:
        """A line of words in a box of this width: the first wording that fits, the richest before.

        Where the last one was cut too it ends in an ellipsis.
        """
        every = [typed(said, self.glyphs) for said in wordings]
        fitting = next((said for said in every if cells(said) <= width - 2), every[-1])
        return (Span(shorten(fitting, width - 2, self.glyphs), style),)

    def empty(self, title: str, width: int, height: int) -> tuple[Line, ...]:
        """The box while the session has not answered what belongs in it."""
        waits = (Span(" the exact solution is being computed ...", Style.DIM),)
        return box(title, (waits,), width, height, self.glyphs, chosen=self.chosen)


class Edge(Painted):
    """A part of the screen that also tells what is typed, waits, or is under way."""

    desk = Desk()

    def paint(self, moment: Moment | None, desk: Desk, width: int, height: int) -> tuple[Line, ...]:
        """Exactly `height` lines of `width` cells."""
        raise NotImplementedError

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """Moment and desk painted."""
        return self.paint(self.moment, self.desk, width, height)
