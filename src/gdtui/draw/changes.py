"""Changes: which numbers are others than before, and in which direction."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.floating]


def signs(now: Numbers | None, before: Numbers | None) -> NDArray[np.int8] | None:
    """1 where a number rose, -1 where it fell, 0 where it is the same; NaN rises from a number.

    Args:
        now: numbers of any shape, or None where there are none.
        before: as many; None or another shape leave nothing to compare.
    """
    if now is None or before is None or now.shape != before.shape:
        return None
    same = (now == before) | (np.isnan(now) & np.isnan(before))
    return np.where(same, 0, np.where(now < before, -1, 1)).astype(np.int8)
