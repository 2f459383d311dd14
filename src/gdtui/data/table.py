"""Table: the used columns growing block by block, each held once and in one piece."""

import itertools
import math
from array import array
from collections.abc import Sequence

import numpy as np

from gdtui.data.numbers import Column, Numbers


class Table:
    """All numbers read so far.

    An `array` grows in place where a NumPy array would be copied, and NumPy then looks at it as it
    is: a big file is never held twice.
    """

    def __init__(self, width: int) -> None:
        self._columns = [array("d") for _ in range(width)]
        self._lines: list[Sequence[int]] = []
        self._rows = 0
        self.least = [math.inf] * width
        self.greatest = [-math.inf] * width

    def append(self, numbers: Numbers) -> None:
        """Take the rows of a block."""
        for mine, column in zip(self._columns, numbers.columns, strict=True):
            mine.frombytes(np.ascontiguousarray(column).data.cast("B"))
        self.least = list(map(min, self.least, numbers.least))
        self.greatest = list(map(max, self.greatest, numbers.greatest))
        self._lines.append(numbers.lines)
        self._rows += len(numbers.lines)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self._rows

    def columns(self) -> list[Column]:
        """The columns, (rows,) each, read-only views of what is held here."""
        views = [np.frombuffer(column, np.float64) for column in self._columns]
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
