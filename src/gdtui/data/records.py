"""Records: lines of text into rows of cells, strictly, each traceable to its line."""

import csv
from collections.abc import Iterable, Iterator

from gdtui.clean import clean
from gdtui.data.source import NUL

Row = list[str]

_LONGEST_CELL = 1 << 20


class MalformedLine(Exception):  # noqa: N818  # a place in a file, not a fault of the program
    """A line that cannot be cut into cells, or not even be read as text."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


def text_of(data: bytes, line: int) -> str:
    """Whole lines of UTF-8 as text.

    Args:
        data: the lines.
        line: the number of the first of them.

    Raises:
        MalformedLine: a byte is not UTF-8, or is NUL; it names the line of the first.
    """
    if (nul := data.find(b"\0")) >= 0:
        raise MalformedLine(line + data.count(b"\n", 0, nul), NUL)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line += data.count(b"\n", 0, wrong.start)
        what = f"byte 0x{data[wrong.start]:02x} is not UTF-8; save the file as UTF-8"
        raise MalformedLine(line, what) from wrong


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text with their line feeds; no other character ends a line."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def rows(lines: Iterable[str], separator: str, first_line: int) -> Iterator[tuple[int, Row]]:
    """Each row with the number of the line on which it starts; a blank line is an empty row.

    Args:
        lines: lines with their line feeds.
        separator: one character.
        first_line: the number of the first line.

    Raises:
        MalformedLine: a quote is left open or followed by text, or a carriage return stands alone.
    """
    # Without a limit an open quote would take in the whole file; the module's own is 128 KiB.
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True)
    while True:
        line = first_line + reader.line_num
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise MalformedLine(line, _meaning(str(error))) from error
        yield line, row


def _meaning(error: str) -> str:
    if "new-line character" in error:
        return "a carriage return inside the line; end lines with a line feed (LF or CRLF)"
    if "field larger" in error:
        return "a cell longer than 1 MiB; perhaps a quote is opened and not closed"
    if "unexpected end" in error:
        return "a quote is opened and not closed; close it, or double a quote that is meant"
    if "expected after" in error:
        return "text follows a closing quote; double a quote that is meant"
    return f"cannot be cut into cells: {clean(error)}"
