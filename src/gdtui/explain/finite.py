"""Finite: the gradient of one parameter by trying it, with the digits that this is good for."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gdtui.draw.numbers import number, telling_decimals
from gdtui.explain.arithmetic import Operand, agreeing
from gdtui.explain.writing import precise

_MOST, _DIGITS = 12, 8  # decimals, significant digits
_EPSILON = 2.0**-52


@dataclass(frozen=True)
class FiniteDifference:
    """(up - down) / 2h, where `up` and `down` are the loss with h more and less, in float64.

    The loss is a parabola in each parameter, so that nothing is lost by a large h; what rounding
    leaves uncertain is `error`.
    """

    up: float
    down: float
    h: float

    @classmethod
    def of(
        cls, away: NDArray[np.float64], target: int, x: NDArray[np.float64]
    ) -> "FiniteDifference":
        """Try it.

        Args:
            away: (n, t), predictions minus targets.
            target: the one whose parameter moves.
            x: (n,), by how much its predictions move with the parameter.
        """
        with np.errstate(all="ignore"):
            # a tenth of the way on which this target's loss would double
            ratio = np.sqrt(np.square(away[:, target]).sum() / np.square(x).sum())
            known = np.isfinite(ratio) and 1e-300 < ratio < 1e300
            h = 10.0 ** round(float(np.log10(ratio)) - 1) if known else 1e-3
            moved = [away.copy(), away.copy()]
            for one, step in zip(moved, (h, -h), strict=True):
                one[:, target] += step * x
            up, down = (float(np.square(one).mean()) for one in moved)
        return cls(up, down, h)

    @cached_property
    def value(self) -> float:
        """The gradient by it."""
        with np.errstate(all="ignore"):
            return float(np.float64(self.up - self.down) / (2 * self.h))

    @cached_property
    def error(self) -> float:
        """How far rounding can have led it away: some last digits of the losses, over 2h."""
        return 16 * _EPSILON * (self.up + self.down) / (2 * self.h)

    @property
    def text(self) -> str:
        """It, as a gradient is written, and with no digit that is not sure."""
        return self._text(1)

    @property
    def arithmetic(self) -> str:
        """How it comes about, with all digits that are sure; the losses with what that takes."""
        wide, operands = 2 * self.h, [Operand(loss, precise(loss)) for loss in (self.up, self.down)]
        written = agreeing(
            operands, lambda up, down: (up - down) / wide, self.value, self._sure(_MOST), _DIGITS
        )
        up, down = written.operands
        return f"({up} - {down}) / {wide:g} = {self._text(_MOST)}"

    def _text(self, decimals: int) -> str:
        if abs(self.value) <= self.error:
            return f"0 within {self.error:.0e}"
        return number(self.value, self._sure(decimals), self._digits)

    def _sure(self, decimals: int) -> int:
        """The decimals that are sure, of as many as are wanted and enough to tell it."""
        usual = telling_decimals(self.value, decimals)
        if not (self.error > 0 and math.isfinite(self.value) and self.value):
            return usual
        size = math.floor(math.log10(abs(self.value)))
        return max(0, min(usual, self._digits - 1 - size))

    @cached_property
    def _digits(self) -> int:
        """The significant digits that are sure."""
        if not (self.error > 0 and math.isfinite(self.value)):
            return _DIGITS
        return max(1, min(_DIGITS, math.floor(math.log10(abs(self.value) / self.error or 1))))

    def agrees_with(self, value: float) -> bool:
        """Whether rounding explains how far it is from a number."""
        return abs(self.value - value) <= self.error + 1e-12 * abs(value)
