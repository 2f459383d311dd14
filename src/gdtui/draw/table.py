"""Table: columns of cells side by side, under a line of heads."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from gdtui.draw.text import Line, Span, Style, cells, fit, frame


class Column(NamedTuple):
    """Cells below each other, right aligned in `width` cells of the terminal unless `names`.

    The width holds the gap to the column before it.
    """

    head: str
    cells: Sequence[Line]
    width: int
    names: bool = False


def table(columns: Iterable[Column], width: int, height: int) -> tuple[Line, ...]:
    """The heads and the rows of columns, in exactly `height` lines of `width` cells."""
    columns = tuple(columns)
    heads = (_set((Span(column.head, Style.DIM),), column) for column in columns)
    rows = (
        map(_set, row, columns)
        for row in zip_longest(*(column.cells for column in columns), fillvalue=())
    )
    lines = (heads, *rows)
    return frame((_joined(line) for line in lines), width, height)


def _set(cell: Line, column: Column) -> Line:
    if column.names:
        return fit(cell, column.width)
    blank = column.width - sum(cells(span.text) for span in cell)
    return fit((Span(" " * max(blank, 0)), *cell), column.width)


def _joined(parts: Iterable[Line]) -> Line:
    return tuple(span for part in parts for span in part)
