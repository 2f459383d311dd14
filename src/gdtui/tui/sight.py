"""Sight: what the person looks at: a view, one pane of it, perhaps a number in that pane."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from gdtui.tui.layout import Name, View

SCROLLS = (
    Name.SLICE,
    Name.CONTOUR,
    Name.FIT,
    Name.RATE,
    Name.RUNS,
    Name.BATCH,
    Name.PARAMETERS,
    Name.GRADIENTS,
    Name.INPUTS,
    Name.CHART,
    Name.CODE,
    Name.DATA,
    Name.STATUS,
)
_VIEWS = tuple(View)
_BY_TARGET = frozenset({Name.PARAMETERS, Name.GRADIENTS, Name.SLICE, Name.CONTOUR})


@dataclass(frozen=True)
class Sight:
    """A view, the pane that has the screen for itself or None, the pane in use, and its cursor.

    The cursor is a line and a column of the numbers that the pane shows. With `full` all that is to
    be said about the number under it is shown instead of the panes. `raw` is whether weights of
    standardised inputs are shown as they would be for raw ones; `left` is the view before that of
    the data.
    """

    view: View = View.STEPS
    alone: Name | None = None
    pane: Name = Name.BATCH
    cursor: tuple[int, int] | None = None
    full: bool = False
    raw: bool = False
    left: View = View.STEPS

    def turned(self, by: int) -> "Sight":
        """The next view, or the one before."""
        place = (_VIEWS.index(self.view) + by) % len(_VIEWS)
        return replace(self, view=_VIEWS[place], alone=None, full=False)

    def runs(self) -> "Sight":
        """Every branch so far."""
        return replace(self, view=View.RUNS, alone=None, full=False)

    def data(self) -> "Sight":
        """All rows of the data, or back from them."""
        if self.view is View.DATA:
            return replace(self, view=self.left, alone=None, full=False)
        return replace(self, view=View.DATA, left=self.view, alone=None, full=False)

    def maximised(self) -> "Sight":
        """The pane in use alone, or all again."""
        return replace(self, alone=self.pane if self.alone is None else None, full=False)

    def pointing(self) -> "Sight":
        """With a cursor on the numbers of the pane in use, or without one again."""
        return replace(self, cursor=(0, 0) if self.cursor is None else None, full=False)

    def explaining(self) -> "Sight":
        """With all about the number under the cursor, or with the panes again."""
        return replace(self, full=self.cursor is not None and not self.full)

    def moved(self, line: int, column: int, extent: tuple[int, int]) -> "Sight":
        """With the cursor so many lines and columns further on, within the extent."""
        if self.cursor is None:
            return self
        place = (self.cursor[0] + line, self.cursor[1] + column)
        within = [max(0, min(at, most - 1)) for at, most in zip(place, extent, strict=True)]
        return replace(self, cursor=(within[0], within[1]))

    @property
    def parameter(self) -> tuple[int, int] | None:
        """Target and place of the parameter that the cursor stands for."""
        if self.cursor is None or self.pane not in {*_BY_TARGET, Name.INPUTS}:
            return None
        line, column = self.cursor
        return (line, column) if self.pane in _BY_TARGET else (column // 2, line)

    def entered(self, pane: Name, line: int, column: int, extent: tuple[int, int]) -> "Sight":
        """With the cursor in another pane, into which it came by so many lines or columns."""
        if self.cursor is None:
            return self
        lines, columns = extent
        place = (
            (0 if line > 0 else lines - 1) if line else min(self.cursor[0], lines - 1),
            (0 if column > 0 else columns - 1) if column else min(self.cursor[1], columns - 1),
        )
        return replace(self, pane=pane, cursor=place)

    def next_pane(self, seen: Collection[Name]) -> "Sight":
        """The next pane in use, of those that are seen."""
        order = [name for name in SCROLLS if name in seen]
        if not order:
            return self
        place = order.index(self.pane) + 1 if self.pane in order else 0
        cursor = None if self.cursor is None else (0, 0)
        return replace(self, pane=order[place % len(order)], cursor=cursor)

    def among(self, seen: Collection[Name]) -> "Sight":
        """The same, with a pane in use that is seen."""
        return self if self.pane in seen else self.next_pane(seen)
