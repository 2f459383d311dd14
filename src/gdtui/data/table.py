"""Table: the used columns growing block by block, each held once and in one piece."""

import itertools
import math
from array import array
from collections.abc import Sequence

import numpy as np

from gdtui.data.numbers import Column, Numbers

_SPARE = 2


class Table:
    """All numbers read so far.

    Room for all rows is set aside from the start, because a system gives out memory only where it
    is written to; where the guess was low, one column after the other moves to a larger place.
    """

    def __init__(self, width: int, expected: int) -> None:
        self._columns = [np.empty(expected, np.float64) for _ in range(width)]
        self._lines: list[Sequence[int]] = []
        self._rows = 0
        self.least = [math.inf] * width
        self.greatest = [-math.inf] * width

    def append(self, numbers: Numbers) -> None:
        """Take the rows of a block."""
        end = self._rows + len(numbers.lines)
        for place, column in enumerate(numbers.columns):
            if end > len(self._columns[place]):
                self._columns[place] = self._moved(self._columns[place], end)
            self._columns[place][self._rows : end] = column
        self.least = list(map(min, self.least, numbers.least))
        self.greatest = list(map(max, self.greatest, numbers.greatest))
        self._lines.append(numbers.lines)
        self._rows = end

    def _moved(self, column: Column, needed: int) -> Column:
        larger = np.empty(needed + needed // _SPARE, np.float64)
        larger[: self._rows] = column[: self._rows]
        return larger

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self._rows

    def columns(self) -> list[Column]:
        """The columns, (rows,) each, read-only views of what is held here."""
        views = [column[: self._rows] for column in self._columns]
        for view in views:
            view.flags.writeable = False
        return views

    def lines(self) -> Sequence[int]:
        """The line of the file that each row came from: a range where no line was left out."""
        if not self._rows:
            return range(0)
        blocks = [lines for lines in self._lines if lines]
        whole = range(blocks[0][0], blocks[-1][-1] + 1)
        # Lines only ever rise, so as many of them as the range has must be the range.
        return whole if len(whole) == self._rows else array("q", itertools.chain(*blocks))
