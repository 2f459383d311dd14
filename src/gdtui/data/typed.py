"""Typed: a block of plain numbers parsed at full speed, or given up as a whole.

Polars accepts more than our grammar (inf, 1e999, short rows, blank lines, a stray carriage
return), so what it returns counts only where nothing of the kind can have been there; a block with
anything unusual is left to the careful reading, which decides and finds the place.
"""

import math
from collections.abc import Callable, Sequence

from gdtui.data.numbers import Numbers
from gdtui.data.source import Block, count

# Beyond it the reader spends its time on columns instead of cells.
MOST_COLUMNS = 4096


def typed(width: int, used: Sequence[int], separator: str) -> Callable[[Block], Numbers | None]:
    """A function that parses a block of whole rows, or returns None where it is not all plain.

    Args:
        width: how many columns the file has.
        used: the columns to parse, in order.
        separator: one character.
    """
    import polars as pl  # noqa: PLC0415  # small files never need it

    every = frozenset(used)
    schema = {f"{place}": pl.Float64 if place in every else pl.String for place in range(width)}
    texts = len(every) < width
    last_is_text = width - 1 not in every

    def frame(block: Block) -> pl.DataFrame | None:
        """Polars' reading, or None where it refuses, or passes over what it would misread."""
        data = block.data
        stray_return = b"\r" in data and data.count(b"\r") != data.count(b"\r\n")
        if stray_return or (texts and b'"' in data):
            return None
        # Polars raises on a row too long, so the right number of separators leaves none too short.
        if last_is_text and count(data, separator) != block.lines * (width - 1):
            return None
        try:
            return pl.read_csv(
                data,
                has_header=False,
                schema=schema,
                separator=separator,
                quote_char=None,
                glob=False,
                empty_string_is_null=False,
            )
        except pl.exceptions.PolarsError:
            return None

    def parse(block: Block) -> Numbers | None:
        read = frame(block)
        if read is None or read.height != block.lines:
            return None
        series = read.rechunk().get_columns()
        if any(series[place].null_count() for place in used):
            return None
        lines = range(block.line, block.line + read.height)
        numbers = Numbers([series[place].to_numpy() for place in used], lines)
        return numbers if all(map(math.isfinite, (*numbers.least, *numbers.greatest))) else None

    return parse
