"""Numbers: the one way in which numbers become text, in ASCII that Python reads back."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

_LARGE, _SMALL, _BRIEF = 1e6, 1e-3, 1e3
_DIGITS = 4
_RECOGNISED = 3  # digits


def number(value: float | None, decimals: int = 4, digits: int = _DIGITS) -> str:
    """One number with fixed decimals, or with significant digits where these would mislead.

    Args:
        value: weights are shown with four decimals, predictions with two; None is "None".
        decimals: digits after the point, for zero or magnitudes from 1e-3 up to 1e6.
        digits: significant digits for all others, and where the decimals would show only zeros.
    """
    if value is None:
        return "None"
    value = float(value)
    if not math.isfinite(value):
        return str(value)
    if value == 0:
        return "0"
    size = abs(value)
    if size >= _LARGE or size < max(_SMALL, 0.5 * 10.0**-decimals):
        return f"{value:.{digits - 1}e}"
    return f"{value:.{decimals}f}"


def telling(value: float | None, decimals: int = 4, digits: int = _DIGITS) -> str:
    """One number that stands alone: like `number`, with three significant digits at least."""
    return number(value, telling_decimals(value, decimals), digits)


def telling_decimals(value: float | None, decimals: int) -> int:
    """The decimals that `telling` gives a number which is usually written with so many."""
    if value is None or not _SMALL <= abs(value) < _LARGE:
        return decimals
    return max(decimals, _RECOGNISED - 1 - math.floor(math.log10(abs(value))))


def column(
    values: Iterable[float | None], decimals: int = 4, width: int | None = None
) -> tuple[str, ...]:
    """Numbers below each other: the same decimals for all, right aligned, as narrow as can be.

    Args:
        values: numbers or None.
        decimals: the most digits after the point.
        width: the most cells a number may take. Decimals give way first, then significant digits;
            what still does not fit is all "#", never a number cut off.
    """
    # -0.0 + 0.0 is 0.0: equal numbers are the same text
    plain = tuple(None if value is None else float(value) + 0.0 for value in values)
    return _column(plain, decimals, width)


@lru_cache(maxsize=256)  # from one key to the next most columns stay
def _column(values: tuple[float | None, ...], decimals: int, width: int | None) -> tuple[str, ...]:
    if width is not None:
        decimals = min((_decimals(value, decimals, width) for value in values), default=decimals)
    texts = [_narrow(value, decimals, width) for value in values]
    most = max(map(len, texts), default=0)
    return tuple(text.rjust(most) for text in texts)


def column_of_data(
    values: Sequence[float] | np.ndarray, most: int = 4, width: int | None = None
) -> tuple[str, ...]:
    """Numbers of a file below each other, with as many decimals as their dtype needs, up to `most`.

    A float32 that was read from "39.1" takes one decimal.
    """
    needed = 0
    for value in values:
        if needed < most and math.isfinite(value) and _SMALL <= abs(value) < _LARGE:
            needed = max(needed, _shortest(value))
    return column(values, min(needed, most), width)


@lru_cache(maxsize=4096, typed=True)
def _shortest(value: float | np.floating) -> int:
    """The decimals that tell a number from its neighbours of the same dtype."""
    return len(np.format_float_positional(value, trim="-").partition(".")[2])


def decimals_for(values: Iterable[float], digits: int = 6, most: int = 4) -> int:
    """The decimals that give the largest of these numbers `digits` significant digits."""
    largest = max((abs(value) for value in values if _SMALL <= abs(value) < _LARGE), default=0.0)
    if largest < 1:
        return most
    return min(most, max(0, digits - 1 - math.floor(math.log10(largest))))


def apart(values: Sequence[float], decimals: int = 4, most: int = 9) -> tuple[str, ...]:
    """Numbers with as many decimals, from `decimals` to `most`, as tell different ones apart."""
    different = len(set(values))
    for places in range(decimals, most + 1):
        texts = tuple(number(value, places) for value in values)
        if len(set(texts)) == different:
            return texts
    return texts


def loss(value: float | None) -> str:
    """A loss: two decimals from 100 on, four below, six significant digits where those apply."""
    return number(value, *loss_digits(value))


def loss_digits(value: float | None) -> tuple[int, int]:
    """The decimals and the digits of a loss."""
    return 2 if value is not None and abs(value) >= 100 else 4, 6


def brief_loss(value: float | None) -> str:
    """A loss in five digits where it would take more, for a line that has no room for them."""
    if value is None or not _BRIEF <= abs(value) < _LARGE:
        return loss(value)
    return f"{value:.{max(0, 4 - math.floor(math.log10(abs(value))))}f}"


def rate(value: float, digits: int = 4) -> str:
    """A learning rate in so many significant digits, as short as Python reads it: 1e-5, 0.01."""
    mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
    if not exponent or _SMALL <= abs(value) < 1e4:
        return f"{value:.{digits}g}"
    return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}" if value else "0"


def count(value: int) -> str:
    """A count, in plain digits."""
    return str(value)


def _decimals(value: float | None, most: int, width: int) -> int:
    """The most decimals with which a number fits; `most` for what no decimals would change."""
    if value is None or "e" in (text := number(value, most)) or not _is_fixed(text):
        return most
    fitting = (places for places in range(most, -1, -1) if len(f"{value:.{places}f}") <= width)
    return next(fitting, most)


def _narrow(value: float | None, decimals: int, width: int | None) -> str:
    text = number(value, decimals)
    if width is None or len(text) <= width:
        return text
    if value is not None and math.isfinite(value):
        for digits in range(_DIGITS, 0, -1):
            shorter = f"{value:.{digits - 1}e}"
            if len(shorter) <= width:
                return shorter
    return "#" * width


def _is_fixed(text: str) -> bool:
    return text[-1].isdigit()
