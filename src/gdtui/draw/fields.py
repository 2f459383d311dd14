"""Fields: columns of the data as text, as many side by side as a line has room for."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gdtui.draw import numbers
from gdtui.draw.table import Column
from gdtui.draw.text import Glyphs, Span, Style, cells, label

Cursor = tuple[int, int] | None

_WIDEST_NAME = 12
_EASY, _TIGHT = (4, 10), (2, 7)  # the most decimals and cells of a number


class Field(NamedTuple):
    """A column of the data as text, and its place among the inputs and then the targets."""

    name: str
    place: int
    texts: tuple[str, ...]

    def width(self, name: int = 0) -> int:
        """The cells of the numbers, or of as much of the name as `name` cells if that is more."""
        return max(1, *map(len, self.texts), min(cells(label(self.name, 60)), name))

    def column(self, name: int, cursor: Cursor, glyphs: Glyphs) -> Column:
        """The numbers under their name, with a gap before them."""
        wide = self.width(name)
        lines = [(cell(text, (row, self.place), cursor),) for row, text in enumerate(self.texts)]
        return Column(label(self.name, wide, glyphs), lines, wide + 1)


def fields(
    values: NDArray[np.floating],
    names: Sequence[str],
    first: int,
    most: int,
    *,
    before: int = 0,
    tight: bool = False,
) -> tuple[Field, ...]:
    """At most `most` columns of values (n, k) from `first` on; `before` others precede the k.

    Tight ones have two decimals at most.
    """
    return tuple(
        Field(
            names[place],
            before + place,
            numbers.column_of_data(values[:, place], *(_TIGHT if tight else _EASY)),
        )
        for place in range(first, min(first + most, len(names)))
    )


def cell(text: str, at: tuple[int, int], cursor: Cursor, style: Style = Style.PLAIN) -> Span:
    """A number in its style, unless the cursor is on it."""
    return Span(text, Style.CURSOR if cursor == at else style)


def fitting(widths: Sequence[int], room: int, total: int) -> int:
    """How many columns fit from the first on, with room for a "+7" where some of all do not."""
    counts = range(len(widths), 0, -1)
    fits = (count for count in counts if sum(widths[:count]) + _more(total - count) <= room)
    return next(fits, 0)


def side_by_side(
    shown: Sequence[Field], name: int, room: int, total: int, *, cursor: Cursor, glyphs: Glyphs
) -> tuple[Column, ...]:
    """As many fields as fit, then how many of all are left out; names as long as room allows."""
    count = fitting([field.width(name) + 1 for field in shown], room, total)
    shown = shown[:count]
    left = room - _more(total - count)
    longest = (
        longer
        for longer in range(_WIDEST_NAME, name, -1)
        if sum(field.width(longer) + 1 for field in shown) <= left
    )
    name = next(longest, name)
    columns = tuple(field.column(name, cursor, glyphs) for field in shown)
    return columns if count == total or left < 0 else (*columns, more(total - count))


def more(count: int) -> Column:
    """A column that only says how many are left out."""
    return Column(f"+{count}", (), _more(count))


def _more(left_out: int) -> int:
    return len(f" +{left_out}") if left_out else 0
