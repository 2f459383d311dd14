"""The .csv format: a line per input, the last line `bias`, a column per target.

It is for spreadsheets and readers' eyes: a name that a spreadsheet would run as a formula gets an
apostrophe in front, which is taken away on reading. The first cell tells a float32 apart, as in
`input (float32)`. An empty cell for a name means that there is none.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdtui.errors import UserError
from gdtui.weights.content import Content
from gdtui.weights.digits import shortest
from gdtui.weights.names import quoted
from gdtui.weights.strict_json import text_of
from gdtui.weights.weights import Weights

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_MARK = re.compile(r"input \((float32|float64)\)")
# The apostrophe itself is protected too, so that every name comes back as it was.
_FORMULA = tuple("=+-@\t\r'")
_CUT = "{file}, line {line}: the last line has no line end: digits may be cut off"
_LAYOUT = "a line per input, the last line bias, a column per target"
_LONGEST_CELL = 1 << 17


def loading(_weights: Weights, path: str) -> str:
    """The line of Python that loads the file; `path` is a Python literal."""
    return f"import polars; table = polars.read_csv({path}, glob=False)  # the last row is the bias"


def write(weights: Weights) -> bytes:
    """Lay the weights out as a table, every number in the fewest digits that keep its bits."""
    inputs = weights.input_names or (None,) * weights.weight.shape[1]
    targets = weights.target_names or (None,) * weights.weight.shape[0]
    mark = "input (float32)" if weights.weight.dtype == np.float32 else "input"
    lines = [[mark, *(_protected(name) for name in targets)]]
    lines += [
        [_protected(name), *_cells(column)]
        for name, column in zip(inputs, weights.weight.T, strict=True)
    ]
    lines.append(["bias", *_cells(weights.bias)])
    return "".join(",".join(line) + "\n" for line in lines).encode()


def read(content: bytes, file: str) -> Content:
    """Read such a table.

    Raises:
        UserError: with line and column, where it is something else.
    """
    text = text_of(content, file)
    (_, header), *rows = _table(text, file)
    targets = header[1:]
    if not targets or len(rows) < 2:
        raise UserError(f"{file}: is no table of weights; {_LAYOUT} is needed, between commas")
    for line, cells in rows:
        if len(cells) != len(header):
            raise UserError(
                f"{file}, line {line}: has {len(cells)} cells where the header has {len(header)}; "
                "correct the line"
            )
    last, bottom = rows[-1]
    if bottom[0] != "bias":
        raise UserError(
            f"{file}, line {last}: the last line must be bias, not {quoted(bottom[0])}; "
            "the file may be cut short"
        )
    mark = _MARK.fullmatch(header[0])
    dtype = mark[1] if mark else "float64"
    # A number too large for the dtype becomes an infinity, which is refused by its place.
    with np.errstate(over="ignore"):
        table: NDArray[Any] = np.array(
            [_numbers(line, cells, targets, file) for line, cells in rows], np.float64
        ).astype(dtype)
    return Content(
        {"weight": table[:-1].T, "bias": table[-1]},
        input_names=_names(cells[0] for _, cells in rows[:-1]),
        target_names=_names(targets),
        notes=() if text.endswith(("\n", "\r")) else (_CUT.format(file=file, line=last),),
    )


def _cells(values: NDArray[np.floating]) -> list[str]:
    return [repr(shortest(value)) for value in values]


def _protected(name: str | None) -> str:
    if name is None:
        return ""
    text = f"'{name}" if name.startswith(_FORMULA) or not name else name
    if any(char in text for char in ',"\r\n') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text


def _names(cells: Iterable[str]) -> tuple[str, ...] | None:
    written = tuple(cells)
    if not any(written):
        return None
    return tuple(
        cell[1:] if cell == "'" or (cell[:1] == "'" and cell[1:].startswith(_FORMULA)) else cell
        for cell in written
    )


def _table(text: str, file: str) -> list[tuple[int, list[str]]]:
    try:
        table = list(_lines(text))
    except csv.Error as error:
        raise UserError(f"{file}: is no table of weights ({error}); {_LAYOUT} is needed") from None
    while table and not any(table[-1][1]):
        table.pop()
    if not table:
        raise UserError(f"{file}: is empty; {_LAYOUT} is needed")
    return table


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    for cells in rows:
        # the csv module's own limit belongs to the whole process, and a reader of data widens it
        if max(map(len, cells), default=0) > _LONGEST_CELL:
            raise csv.Error("a cell is too long")
        yield line, cells
        line = rows.line_num + 1


def _numbers(line: int, cells: list[str], targets: list[str], file: str) -> list[float]:
    for cell, target in zip(cells[1:], targets, strict=True):
        if not _NUMBER.fullmatch(cell.strip(" ")):
            raise UserError(
                f"{file}, line {line}, column {quoted(target)}: "
                f"{quoted(cell)} is not a plain decimal number; correct it"
            )
    return [float(cell) for cell in cells[1:]]
