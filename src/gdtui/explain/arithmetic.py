"""Arithmetic: numbers with as many digits as make what is written compute to what is written."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from gdtui.draw.numbers import number, rate, telling_decimals
from gdtui.explain.writing import factor, given, gradient, weight

_MORE = 12  # digits: from what is usual to the last one of a float64


class Operand(NamedTuple):
    """A number, and how it is written where nothing asks for more digits, or always if `fixed`."""

    value: float
    text: str
    fixed: bool = False

    def finer(self, more: int) -> str:
        """The number with so many more digits; a text that is exact stays."""
        if more == 0 or self.fixed or float(self.text) == self.value:
            return self.text
        mantissa, exponent, _ = self.text.partition("e")
        digits = len(mantissa.partition(".")[2]) + more
        return f"{self.value:.{digits}{'e' if exponent else 'f'}}"


def datum(value: np.floating) -> Operand:
    """A number of the data; the digits that tell it from its neighbours are all that it has."""
    text = given(value)
    return Operand(float(value), text, fixed=bool(type(value)(text) == value))


def parameter(value: float | np.floating) -> Operand:
    """A weight or a bias."""
    return Operand(float(value), weight(float(value)))


class Written(NamedTuple):
    """Operands and result as they are written; `exact` tells that the one computes to the other."""

    operands: tuple[str, ...]
    result: str
    exact: bool = True


def agreeing(
    operands: Sequence[Operand],
    compute: Callable[..., float],
    result: float,
    decimals: int,
    digits: int = 4,
    *,
    alike: bool = False,
) -> Written:
    """The shortest operands that compute to the result as it is written.

    Args:
        operands: what the result is made of.
        compute: makes it, of as many floats.
        result: the engine's, which its dtype may have rounded: decimals that it does not have are
            left out.
        decimals: of the result, as `draw.numbers.telling` takes them.
        digits: the same.
        alike: whether all operands get as many more digits.
    """
    decimals = telling_decimals(result, decimals)
    for places in range(decimals, -1, -1):
        wanted = number(result, places, digits)
        for more in range(_MORE):
            texts = [operand.finer(more) for operand in operands]
            if _gives(texts, compute, places, digits) == wanted:
                if not alike:
                    texts = _shortest(operands, texts, compute, (places, digits, wanted))
                return Written(tuple(texts), wanted)
    texts = [operand.finer(_MORE // 2) for operand in operands]
    return Written(tuple(texts), number(result, decimals, digits), exact=False)


def updated(before: float, lr: float, grad: float, after: float, sign: str = "-") -> Written:
    """An update: the old number, minus or plus the rate times its gradient."""
    way = 1.0 if sign == "+" else -1.0
    return agreeing(
        (Operand(before, weight(before)), Operand(lr, rate(lr)), Operand(grad, gradient(grad))),
        lambda old, step, slope: old + way * (step * slope),
        after,
        4,
    )


def update_text(written: Written, sign: str = "-") -> str:
    """What is on the left of the result of `updated`."""
    before, lr, grad = written.operands
    return f"{before} {sign} {lr}\N{MIDDLE DOT}{factor(grad)}"


def _shortest(
    operands: Sequence[Operand],
    texts: list[str],
    compute: Callable[..., float],
    wanted: tuple[int, int, str],
) -> list[str]:
    """Take the digits back that the result does not need, from one operand after the other."""
    places, digits, result = wanted
    for place, operand in enumerate(operands):
        for more in range(_MORE):
            shorter = [*texts[:place], operand.finer(more), *texts[place + 1 :]]
            if _gives(shorter, compute, places, digits) == result:
                texts = shorter
                break
    return texts


def _gives(texts: Sequence[str], compute: Callable[..., float], decimals: int, digits: int) -> str:
    return number(compute(*map(float, texts)), decimals, digits)
