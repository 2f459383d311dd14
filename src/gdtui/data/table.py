"""Table: the used columns growing block by block, each held once and in one piece."""

import itertools
import math
import mmap
from array import array
from collections.abc import Sequence

import numpy as np

from gdtui.data.numbers import Column, Numbers

_SPARE = 2
_NUMPY_ASKS_FOR_HUGE_PAGES = 4 << 20


class Table:
    """All numbers read so far.

    Room for all rows is set aside from the start, because a system gives out memory only where it
    is written to; where the guess was low, one column after the other moves to a larger place.
    """

    def __init__(self, width: int, expected: int) -> None:
        self._columns = [_room(expected) for _ in range(width)]
        self._lines: list[Sequence[int]] = []
        self._rows = 0
        self.least = [math.inf] * width
        self.greatest = [-math.inf] * width

    def append(self, numbers: Numbers, lines: Sequence[int]) -> None:
        """Take the rows of a block and the line that each of them came from."""
        end = self._rows + numbers.rows
        for place, column in enumerate(numbers.columns):
            if end > len(self._columns[place]):
                self._columns[place] = self._moved(self._columns[place], end)
            self._columns[place][self._rows : end] = column
        self.least = list(map(min, self.least, numbers.least))
        self.greatest = list(map(max, self.greatest, numbers.greatest))
        self._lines.append(lines)
        self._rows = end

    def _moved(self, column: Column, needed: int) -> Column:
        larger = _room(needed + needed // _SPARE)
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


def _room(rows: int) -> Column:
    """Uninitialised memory for that many numbers, given out page by page as it is written to."""
    size = rows * np.dtype(np.float64).itemsize
    if size < _NUMPY_ASKS_FOR_HUGE_PAGES:
        return np.empty(rows, np.float64)
    # Clearing huge pages was measured to cost a tenth of the whole reading.
    pages = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    return np.frombuffer(pages, np.float64)
