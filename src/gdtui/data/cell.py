"""Cell: the grammar of one number, and why a text is not one."""

import math
import re
from collections.abc import Callable, Sequence

from gdtui.clean import clean

BLANKS = " \t"

# Possessive (++): a cell of a million digits must fail in linear time.
_PLAIN = re.compile(r"[ \t]*+[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?[ \t]*+")
_DECIMAL_COMMA = re.compile(
    r"[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})++|[0-9]++),[0-9]++(?:[eE][+-]?\d++)?"
)
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[ ,'_\u00a0\u2009\u202f][0-9]{3})++(?:\.[0-9]*+)?")
_MISSING = frozenset(
    {"", "na", "n/a", "#n/a", "nan", "null", "none", "?", "-", "--", ".", "missing"}
)
_SHOWN = 40


def number(cell: str) -> float | None:
    r"""The float64 nearest to a plain decimal, or None where the cell is not a finite one.

    The grammar is `[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?` in ASCII, blanks around it allowed.
    """
    if _PLAIN.fullmatch(cell) is None:
        return None
    value = float(cell)
    return value if math.isfinite(value) else None


def numbers(cells: Sequence[str]) -> list[float] | None:
    """The float64s of cells that are all finite plain decimals, or None."""
    if not all(map(_PLAIN.fullmatch, cells)):
        return None
    values = list(map(float, cells))
    return values if all(map(math.isfinite, values)) else None


def is_missing(cell: str) -> bool:
    """Whether the cell is empty or one of the usual words for "no value" (NA, NaN, null, ?)."""
    return cell.strip(BLANKS).lower() in _MISSING


def means_number(cell: str) -> bool:
    """Whether its writer meant a number, though perhaps not a plain one: 1,5 or 1 000 or inf."""
    text = cell.strip(BLANKS)
    if is_missing(text):
        return False
    return bool(_PLAIN.fullmatch(text)) or _has_decimal_comma(text) or _spelled_number(text)


def complaint(cell: str) -> str:
    """What is wrong with a cell that is not a number, and what to do about it."""
    text = cell.strip(BLANKS)
    if not text:
        return "an empty cell; fill it in, or leave such rows out with --missing drop"
    what = next(what for applies, what in _COMPLAINTS if applies(text))
    return f'"{clean(text, _SHOWN)}" {what}'


def _has_decimal_comma(text: str) -> bool:
    return _DECIMAL_COMMA.fullmatch(text) is not None


def _spelled_number(text: str) -> bool:
    if _GROUPED.fullmatch(text):
        return True
    try:
        # float() also takes inf, 1_000 and digits of other scripts; \u2212 is the true minus sign.
        return not math.isnan(float(text.replace("\u2212", "-")))
    except ValueError:
        return False


_COMPLAINTS: tuple[tuple[Callable[[str], object], str], ...] = (
    (is_missing, "means no value; fill it in, or leave such rows out with --missing drop"),
    (_PLAIN.fullmatch, "is too large for float64, whose limit is 1.8e308; correct it"),
    (_has_decimal_comma, "has a comma; write plain numbers with a decimal point, as in 1234.5"),
    (_GROUPED.fullmatch, "has its thousands set apart; write the digits together, as in 1000"),
    (_spelled_number, "is not a finite plain decimal number; write it like -12.5 or 3e-4"),
    (str, "is not a number; correct it, or leave the column out with --drop"),
)
