"""Careful: a block read cell by cell, every fault with its line and column."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from gdtui.data.cell import complaint, is_missing, number, numbers
from gdtui.data.header import Header
from gdtui.data.numbers import Numbers
from gdtui.data.problems import Problems
from gdtui.data.records import Row, lines_of, rows, text_of


@dataclass
class Careful:
    """The careful reading of a file, block by block.

    `line` is the number of the next line, `dropped` are the lines left out for a missing number,
    `blank` is the first of the blank lines that nothing has followed yet.
    """

    header: Header
    used: Sequence[int]
    problems: Problems
    drop_missing: bool
    line: int
    dropped: list[int] = field(default_factory=list)
    blank: int | None = None

    def read(self, block: bytes, following: Iterator[bytes]) -> tuple[Numbers, Sequence[int]]:
        """The numbers of a block and of those that follow while a quoted cell goes on into them.

        Args:
            block: whole lines, the first of them line `self.line`, which moves on behind them.
            following: the blocks after it; taken from only within an open quote.

        Returns:
            The numbers, and the line on which each row starts.

        Raises:
            MalformedLine: the block cannot be cut into cells.
        """
        if block.isspace():
            return self._blank(block), ()
        columns = [array("d") for _ in self.used]
        kept = array("q")
        left = _Lines(block, self.line, following)
        for line, row in rows(left, self.header.separator, self.line):
            values = self._values(line, row)
            if values is not None:
                kept.append(line)
                for column, value in zip(columns, values, strict=True):
                    column.append(value)
            if left.used_up:
                break
        self.line = left.line
        return Numbers(np.array(columns, np.float64)), kept

    def _blank(self, block: bytes) -> Numbers:
        self.blank = self.blank or self.line
        self.line += block.count(b"\n")
        return Numbers(np.empty((len(self.used), 0)))

    def pass_over(self, numbers: Numbers) -> Sequence[int]:
        """The lines of rows that were read without us, one on each."""
        self.row_follows()
        lines = range(self.line, self.line + numbers.rows)
        self.line = lines.stop
        return lines

    def row_follows(self) -> None:
        """Say that a row comes now: blank lines before it were not at the end of the file."""
        if self.blank is not None:
            self.problems.add(self.blank, "blank, with more rows below it; delete the line")
            self.blank = None

    def _values(self, line: int, row: Row) -> list[float] | None:
        """The numbers of a row, or None where it is blank, dropped or at fault."""
        width = len(self.header.names)
        if len(row) != width:
            if len(row) < 2 and not "".join(row).strip():
                self.blank = self.blank or line
            else:
                self.row_follows()
                self.problems.add(line, field_count(len(row), width, self.header.separator))
            return None
        self.row_follows()
        values = numbers([row[place] for place in self.used])
        if values is not None:
            return values
        wrong = [place for place in self.used if number(row[place]) is None]
        if self.drop_missing and all(is_missing(row[place]) for place in wrong):
            self.dropped.append(line)
            return None
        for place in sorted(wrong):
            if self.drop_missing and is_missing(row[place]):
                continue
            if self.problems.wanted:
                self.problems.add(line, complaint(row[place]), self.header.label(place))
            else:
                self.problems.count()
        return None


class _Lines:
    """The lines of a block, then of those after it; `used_up` when the last line taken ends one."""

    def __init__(self, block: bytes, line: int, following: Iterator[bytes]) -> None:
        self.line = line
        self._following = following
        self._enter(block)

    def _enter(self, block: bytes) -> None:
        text = text_of(block, self.line)
        self._lines = lines_of(text)
        self._left = len(text)

    @property
    def used_up(self) -> bool:
        return not self._left

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if not self._left:
            self._enter(next(self._following))
        line = next(self._lines)
        self._left -= len(line)
        self.line += 1
        return line


def field_count(found: int, expected: int, separator: str) -> str:
    """What is wrong with a row of so many cells where the header has another number."""
    cells = "1 cell" if found == 1 else f"{found:,} cells"
    what = f"{cells}, but the header has {expected:,}"
    if separator == "," and found == 2 * expected:
        return f"{what}; write numbers with a decimal point, or separate the cells with ;"
    return f"{what}; give every row one cell for each column"
