"""Header: what the first line of a file says, and with which separator."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from gdtui.clean import clean
from gdtui.data.cell import BLANKS, means_number, number
from gdtui.data.records import MalformedLine, Row, lines_of, rows
from gdtui.errors import UserError

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}

_ROWS_COMPARED = 20
_EXCEL_SEPARATOR = re.compile('"?sep=.?"?', re.IGNORECASE)


@dataclass(frozen=True)
class Header:
    """Column names as the file has them, blanks around them off; unnamed ones are called #2.

    `lines` is how many lines the header takes: a quoted name may hold a line feed.
    """

    separator: str
    names: tuple[str, ...]
    unnamed: frozenset[int]
    lines: int

    def label(self, column: int) -> str:
        """How a sentence calls a column: by its name, or by its number where it has none."""
        if column in self.unnamed:
            return f"column {column + 1}"
        return f"column '{clean(self.names[column])}'"


def read_header(text: str, shown: str, fewest: int = 2) -> Header:
    """The header in the first lines of a file.

    Args:
        text: whole lines, the first of the file among them.
        shown: the file's name as sentences call it.
        fewest: how many columns are needed, one or two.

    Raises:
        UserError: the file is blank, or its first line is not a header of so many columns.
        MalformedLine: the first line cannot be cut into cells.
    """
    if not text or text.isspace():
        raise UserError(
            f"{shown} is empty but for blanks; it needs a header line and rows of numbers"
        )
    separator = _separator(text)
    taken: list[str] = []
    _, row = next(rows(_noting(lines_of(text), taken), separator, 1))
    cells = [cell.strip(BLANKS) for cell in row]
    if not any(cells):
        raise UserError(f"{shown}, line 1: no column names; the header must be line 1")
    first = text.partition("\n")[0].strip()
    if (cells[0].startswith("#") and len(cells) == 1) or _EXCEL_SEPARATOR.fullmatch(first):
        raise UserError(
            f'{shown}, line 1: "{clean(first, 40)}" is a comment, not a header;'
            " delete what stands above the header"
        )
    if len(cells) < 2 and (problem := _one_column(text, shown, cells[0], fewest)):
        raise UserError(problem)
    if all(number(cell) is not None for cell in cells):
        raise UserError(f"{shown}, line 1: numbers, not column names; put a header line above them")
    unnamed = frozenset(place for place, cell in enumerate(cells) if not cell)
    names = tuple(cell or f"#{place + 1}" for place, cell in enumerate(cells))
    return Header(separator, names, unnamed, len(taken))


def _noting(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    """The same lines, each noted as it is taken."""
    for line in lines:
        taken.append(line)
        yield line


def _separator(text: str) -> str:
    """The separator that cuts the first lines most evenly, and then into most numbers."""
    return max(SEPARATORS, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> tuple[bool, float, float]:
    found: list[Row] = []
    try:
        for _, row in islice(rows(lines_of(text), separator, 1), _ROWS_COMPARED):
            found.append([cell.strip(BLANKS) for cell in row])
    except MalformedLine:
        pass
    if not found:
        return False, 0.0, 0.0
    body = [row for row in found[1:] if any(row)]
    width = len(found[0])
    even = sum(len(row) == width for row in body) / max(len(body), 1)
    cells = [cell for row in body for cell in row]
    numbers = sum(means_number(cell) for cell in cells) / max(len(cells), 1)
    return width > 1, even, numbers


def _one_column(text: str, shown: str, name: str, fewest: int) -> str | None:
    """What is wrong with a header of one column, where something is."""
    for separator in SEPARATORS:
        try:
            for line, row in islice(rows(lines_of(text), separator, 1), _ROWS_COMPARED):
                if len(row) > 1:
                    return (
                        f'{shown}, line 1: "{clean(name, 40)}" is one column, but line {line} has'
                        f" {len(row)}; the header must be line 1 and name every column"
                    )
        except MalformedLine:
            continue
    if fewest < 2:
        return None
    known = ", ".join(f'"{clean(each)}"' for each in SEPARATORS)
    return (
        f"{shown}, line 1: only one column, '{clean(name)}'; a regression needs an input and a"
        f" target, separated by one of {known}"
    )
