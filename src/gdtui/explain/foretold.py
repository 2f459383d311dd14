"""Foretold: what somebody said that a number would be, held against what it is."""

from decimal import Decimal, InvalidOperation

from gdtui.draw.numbers import number
from gdtui.explain.writing import precise

_WAYS = {
    "+": ("+", "up", "rise", "rises", "more"),
    "-": ("-", "down", "fall", "falls", "less"),
    "=": ("=", "same", "stay", "stays"),
    "none": ("none",),
}
_DIGITS = 308
_WORDS = {"+": "rise", "-": "fall", "=": "stay as it was", "none": "be None"}


def read_foretold(text: str) -> str | None:
    """What was said: `+`, `-`, `=`, `none`, or a number as it was typed; None is neither.

    A number has the size of a float, and at most so many digits as one may have before its point.
    """
    word = text.strip().lower()
    for way, words in _WAYS.items():
        if word in words:
            return way
    try:
        typed = Decimal(word)
    except InvalidOperation:
        return None
    if not (word.isascii() and typed.is_finite()):
        return None
    exponent = typed.as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101  # it is finite
    return word if exponent >= -_DIGITS and typed.adjusted() < _DIGITS else None


def is_right(said: str, before: float | None, after: float | None) -> bool:
    """Whether it came as was said; of a number as many digits count as were typed.

    Args:
        said: as `read_foretold` gives it.
        before: the number when it was said; None counts as 0.
        after: what it is.
    """
    if said == "none" or after is None:
        return said == "none" and after is None
    if said in _WORDS:
        change = after - (before or 0.0)
        return change > 0 if said == "+" else change < 0 if said == "-" else change == 0
    typed = Decimal(said)
    exponent = typed.as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101  # it is finite
    half = Decimal(10) ** exponent / 2
    return abs(after - float(typed)) <= float(half) * (1 + 1e-9)


def verdict(called: str, said: str, before: float | None, after: float | None) -> str:
    """Whether somebody was right, and what the number did."""
    right = "right" if is_right(said, before, after) else "no"
    guess = f"would {_WORDS[said]}" if said in _WORDS else f"would be {said}"
    was, now = number(before, 4, 8), number(after, 4, 8)
    if was == now and before is not None and after is not None and before != after:
        was, now = precise(before), precise(after)
    went = f"is {now} as before" if after == before else f"went from {was} to {now}"
    return f"{right}: {called} {went}; you said that it {guess}"
