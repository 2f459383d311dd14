"""Typed: a block of plain numbers parsed at full speed, or given up as a whole.

Polars accepts more than our grammar (inf, 1e999, short rows, blank lines, a stray carriage
return), so what it returns counts only where nothing of the kind can have been there; a block with
anything unusual is left to the careful reading, which decides and finds the place.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np

from gdtui.data.numbers import Numbers

# Beyond it the reader spends its time on columns instead of cells.
MOST_COLUMNS = 4096


def typed(width: int, used: Sequence[int], separator: str) -> Callable[[bytes], Numbers | None]:
    """A function that parses whole lines, or returns None where they are not all plain rows.

    Args:
        width: how many columns the file has.
        used: the columns to parse, in order.
        separator: one character.
    """
    import polars as pl  # noqa: PLC0415  # small files never need it

    every = frozenset(used)
    schema = {f"{place}": pl.Float64 if place in every else pl.String for place in range(width)}
    texts = len(every) < width
    whole = tuple(used) == tuple(range(width))
    last_is_text = width - 1 not in every

    def frame(block: bytes) -> pl.DataFrame | None:
        """Polars' reading, or None where it refuses, or might take what it should refuse."""
        stray_return = b"\r" in block and block.count(b"\r") != block.count(b"\r\n")
        if stray_return or (texts and (b'"' in block or b"\0" in block)):
            return None
        try:
            return pl.read_csv(
                block,
                has_header=False,
                schema=schema,
                separator=separator,
                quote_char=None,
                glob=False,
                empty_string_is_null=False,
            )
        except pl.exceptions.PolarsError:
            return None

    def parse(block: bytes) -> Numbers | None:
        read = frame(block)
        if read is None:
            return None
        # Polars raises on a row too long, so the right number of separators leaves none too short.
        if last_is_text and _count(block, separator) != read.height * (width - 1):
            return None
        # a cell that is empty becomes NaN here
        wanted = read if whole else read.select(f"{place}" for place in used)
        numbers = Numbers(wanted.to_numpy().T)
        return numbers if all(map(math.isfinite, (*numbers.least, *numbers.greatest))) else None

    return parse


def _count(block: bytes, separator: str) -> int:
    """How often the separator occurs; many times faster than `bytes.count`."""
    return int(np.count_nonzero(np.frombuffer(block, np.uint8) == ord(separator)))
