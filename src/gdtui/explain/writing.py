"""Writing: how numbers and names stand in a line of arithmetic."""

import numpy as np
from numpy.typing import NDArray

from gdtui.draw.numbers import telling
from gdtui.draw.text import label

Floats = NDArray[np.floating]

_NAME = 12
_LONGEST = 8  # characters of a number of the data that is written with all its digits


def name(outside: str) -> str:
    """A name from outside, clean and short; a long one loses its middle."""
    return label(outside, _NAME)


def parameter_name(target: str, column: str | None) -> str:
    """What a weight is called, `w[apples,temp]`, or without an input the bias, `b[apples]`."""
    return f"b[{name(target)}]" if column is None else f"w[{name(target)},{name(column)}]"


def partial(parameter: str) -> str:
    """What the gradient of a parameter is called."""
    return f"\N{PARTIAL DIFFERENTIAL}loss/\N{PARTIAL DIFFERENTIAL}{parameter}"


def given(value: float | np.floating) -> str:
    """A number of the data with all its digits, where these are few: 73, 62.5."""
    if not np.isfinite(value):
        return str(float(value))
    shortest = np.format_float_positional(value, trim="-")
    return shortest if len(shortest) <= _LONGEST else telling(float(value), 4, 6)


def weight(value: float) -> str:
    """A parameter, with four decimals or more."""
    return telling(value, 4)


def pred(value: float) -> str:
    """A prediction or a residual, with two decimals or more."""
    return telling(value, 2)


def gradient(value: float) -> str:
    """A gradient, with one decimal or more."""
    return telling(value, 1, 6)


def precise(value: float) -> str:
    """A number with eight significant digits."""
    return f"{value:.8g}"


def factor(text: str) -> str:
    """A number behind a sign of arithmetic: one below zero stands in brackets."""
    return f"({text})" if text.startswith("-") else text


def count(how_many: int, noun: str) -> str:
    """So many of something: 1 row, 5 rows, 3 batches."""
    many = "" if how_many == 1 else "es" if noun.endswith("ch") else "s"
    return f"{how_many} {noun}{many}"
