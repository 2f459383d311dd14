"""Reading: a CSV file -> Dataset, strictly, and fast where the file is plain."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import Literal

from gdtui.data.careful import Careful, field_count
from gdtui.data.choice import Choice, choose, listed
from gdtui.data.dataset import Dataset
from gdtui.data.header import SEPARATORS, Header, read_header
from gdtui.data.numbers import Numbers
from gdtui.data.oddities import Used, header_doubts, oddities
from gdtui.data.problems import Problems
from gdtui.data.records import MalformedLine, Row, lines_of, rows, text_of
from gdtui.data.source import Source, opened
from gdtui.data.table import Table
from gdtui.data.typed import MOST_COLUMNS, typed
from gdtui.errors import UserError

# Below it the import of polars alone costs more than reading cell by cell.
TYPED_FROM = 1 << 20
SAMPLE_ROWS = 1000

_AHEAD = 3
_LINES_NAMED = 8

Parse = Callable[[bytes], Numbers | None]
Parsed = Generator[tuple[bytes, Numbers | None], None, None]


def read_csv(
    path: str | os.PathLike[str],
    *,
    inputs: Sequence[str] = (),
    targets: Sequence[str] | None = (),
    drop: Sequence[str] = (),
    missing: Literal["error", "drop"] = "error",
    name: str | None = None,
) -> Dataset:
    """Read a CSV file whose used columns hold plain decimal numbers, and nothing else.

    Text columns that nobody asked for are left out; what was decided and what looks suspicious is
    said in the notes, the most important first.

    Args:
        path: a regular file of UTF-8 text, its header on line 1; `.csv.gz` is unpacked.
        inputs: names of the input columns, or numbers like #2; all other numeric ones by default.
        targets: names of the target columns; the last numeric one by default, none where None.
        drop: names of columns to leave out.
        missing: what an empty cell, NA and the like mean in a used column: an error, or that the
            row is left out.
        name: what to call the data; the file's name without its suffixes by default.

    Raises:
        UserError: the file cannot be used; the first line names file, line, column and text.
    """
    with opened(path) as source:
        problems = Problems(source.shown)
        try:
            header, choice, blocks = _beginning(source, inputs, targets, drop)
            used = (*choice.inputs, *choice.targets)
            careful = Careful(header, used, problems, missing == "drop", header.lines + 1)
            table = _read(source, header, used, careful, blocks)
        except MalformedLine as malformed:
            raise problems.fatal(malformed.line, malformed.what) from malformed
    problems.raise_if_any(read_to_end=True)
    if not table.rows:
        raise UserError(no_rows(source.shown, careful.dropped))
    columns = table.columns()
    split = len(choice.inputs)
    described = [
        Used(place, order < split, columns[order], table.least[order], table.greatest[order])
        for order, place in enumerate(used)
    ]
    return Dataset(
        name=name or Path(path).name.removesuffix(".gz").removesuffix(".csv"),
        path=Path(path),
        input_names=tuple(header.names[place] for place in choice.inputs),
        target_names=tuple(header.names[place] for place in choice.targets),
        input_columns=tuple(columns[:split]),
        target_columns=tuple(columns[split:]),
        lines=table.lines(),
        notes=(
            *header_doubts(header, described),
            *_dropped(careful.dropped),
            *choice.notes,
            *_separator(header),
            *(oddities(header, described, table.rows) if choice.targets else ()),
        ),
    )


def _beginning(
    source: Source, inputs: Sequence[str], targets: Sequence[str] | None, drop: Sequence[str]
) -> tuple[Header, Choice, Iterator[bytes]]:
    """What the first lines tell, and the blocks of data with the header off the first."""
    blocks = source.blocks()
    first = next(blocks, b"")
    text = text_of(first, 1)
    header = read_header(text, source.shown, fewest=1 if targets is None else 2)
    length = sum(len(line.encode()) for line in islice(lines_of(text), header.lines))
    data = first[length:] or next(blocks, b"")
    sample = _sample(data, header)
    if not sample and not data.strip():
        raise UserError(no_rows(source.shown, []))
    choice = choose(header, sample, source.shown, inputs=inputs, targets=targets, drop=drop)
    return header, choice, chain((data,), blocks)


def _sample(block: bytes, header: Header) -> list[Row]:
    """The first rows that are as wide as the header; what is wrong with others is said later.

    Raises:
        MalformedLine: there are rows, but none is as wide.
    """
    found: list[Row] = []
    wrong: MalformedLine | None = None
    width, separator, line = len(header.names), header.separator, header.lines + 1
    try:
        lines = lines_of(text_of(block, line))
        for start, row in islice(rows(lines, separator, line), SAMPLE_ROWS):
            if len(row) == width:
                found.append(row)
            elif any(row):
                what = field_count(len(row), width, separator)
                wrong = wrong or MalformedLine(start, what)
    except MalformedLine as malformed:
        wrong = wrong or malformed
    if wrong and not found:
        raise wrong
    return found


def _read(
    source: Source,
    header: Header,
    used: Sequence[int],
    careful: Careful,
    blocks: Iterator[bytes],
) -> Table:
    """All rows: each block typed where that vouches for every byte of it, else carefully."""
    first = next(blocks, b"")
    expected = (source.size // max(len(first), 1) + 1) * (first.count(b"\n") + 1)
    table = Table(len(used), expected)
    blocks = _blank_apart(chain((first,), blocks))
    parsed: Parsed = ((block, None) for block in blocks)
    if max(source.size, len(first)) >= TYPED_FROM and len(header.names) <= MOST_COLUMNS:
        parsed = _ahead(blocks, typed(len(header.names), used, header.separator))
    with closing(parsed):
        following = (block for block, _ in parsed)
        for block, plain in parsed:
            if plain is None:
                numbers, lines = careful.read(block, following)
            else:
                numbers, lines = plain, careful.pass_over(plain)
            if careful.problems.enough:
                raise careful.problems.error(read_to_end=next(following, None) is None)
            table.append(numbers, lines)
    return table


def _blank_apart(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The same lines, blank ones at the end of a block as a block: they spoil no typed reading."""
    for block in blocks:
        if block.endswith((b"\n\n", b"\n\r\n")) and (rows := block.rstrip(b"\r\n")):
            end = block.index(b"\n", len(rows)) + 1
            yield block[:end]
            yield block[end:]
        else:
            yield block


def _ahead(blocks: Iterator[bytes], parse: Parse) -> Parsed:
    """Each block and its parsing, which runs ahead in threads while this one reads and copies."""
    with ThreadPoolExecutor(_AHEAD) as threads:
        waiting: deque[tuple[bytes, Future[Numbers | None]]] = deque()
        for block in blocks:
            waiting.append((block, threads.submit(parse, block)))
            if len(waiting) > _AHEAD:
                yield _done(*waiting.popleft())
        while waiting:
            yield _done(*waiting.popleft())


def _done(block: bytes, parsing: Future[Numbers | None]) -> tuple[bytes, Numbers | None]:
    return block, parsing.result()


def no_rows(shown: str, dropped: Sequence[int] = ()) -> str:
    """What is said of a file, whose name is clean, of which nothing is left but the header."""
    if dropped:
        return f"{shown} has no data rows left: each of its {len(dropped):,} rows lacks a number"
    return f"{shown} has a header but no data rows; put rows of numbers below line 1"


def _dropped(lines: Sequence[int]) -> list[str]:
    if not lines:
        return []
    rows, line = ("row", "line") if len(lines) == 1 else ("rows", "lines")
    where = listed((f"{each:,}" for each in lines), _LINES_NAMED)
    return [f"{len(lines):,} {rows} with a missing number left out: {line} {where}."]


def _separator(header: Header) -> list[str]:
    if header.separator == ",":
        return []
    mark = "a tab" if header.separator == "\t" else f'"{header.separator}"'
    return [f"The columns are separated by {mark} ({SEPARATORS[header.separator]})."]
