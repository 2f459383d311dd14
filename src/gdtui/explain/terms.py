"""Terms: what one term of a sum is made of."""

from typing import NamedTuple

from gdtui.explain.arithmetic import Operand, agreeing
from gdtui.explain.writing import factor

_DOT, _SQUARED = "\N{MIDDLE DOT}", "\N{SUPERSCRIPT TWO}"


def squared(text: str) -> str:
    """A number with a sign of squaring: one with a sign or an exponent stands in brackets."""
    plain = text[0].isdigit() and "e" not in text
    return f"{text}{_SQUARED}" if plain else f"({text}){_SQUARED}"


class Term(NamedTuple):
    """A product of operands, or the square of one."""

    operands: tuple[Operand, ...]
    square: bool = False

    def compute(self, *values: float) -> float:
        """What it is, of its operands."""
        product = 1.0
        for value in values:
            product *= value
        return product * product if self.square else product

    def text(self, texts: list[str]) -> str:
        """How it is written, where its operands are written so."""
        if self.square:
            return squared(*texts)
        return _DOT.join(map(factor, texts))

    def written(self, value: float, decimals: int, digits: int) -> tuple[str, str]:
        """How it is written so that it computes to its value, and how that is."""
        written = agreeing(self.operands, self.compute, value, decimals, digits, alike=True)
        return self.text([*written.operands]), written.result
