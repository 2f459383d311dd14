"""Blocks: columns read a few thousand rows at a time, so that memory stays flat."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
Matrix = NDArray[np.float64]

LONGEST = 8192
_ELEMENTS = 2**17

_PAUSE: ContextVar[Callable[[], object] | None] = ContextVar("pause", default=None)


@contextmanager
def pausing(pause: Callable[[], object]) -> Iterator[None]:
    """Within this, in the thread that says so, call `pause` before each block.

    A long answer that is worked out beside something more urgent can wait there.
    """
    token = _PAUSE.set(pause)
    try:
        yield
    finally:
        _PAUSE.reset(token)


def blocks(rows: int, columns: int, at_least: int = 1) -> Iterator[slice]:
    """Cut the rows into slices of about a megabyte of float64, or of `at_least` rows.

    No slice is longer than LONGEST.
    """
    size = min(LONGEST, max(at_least, _ELEMENTS // columns))
    pause = _PAUSE.get()
    for start in range(0, rows, size):
        if pause is not None:
            pause()
        yield slice(start, min(start + size, rows))


def stack(columns: Sequence[Column], rows: slice) -> Matrix:
    """Copy these rows of every column into one array (columns, rows), in float64."""
    block = np.empty((len(columns), rows.stop - rows.start))
    for place, column in enumerate(columns):
        block[place] = column[rows]
    return block
