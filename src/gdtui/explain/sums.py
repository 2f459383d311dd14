"""Sums: the largest terms of a long sum written out, and honestly what is left out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gdtui.draw.numbers import telling, telling_decimals
from gdtui.explain.arithmetic import Operand, agreeing
from gdtui.explain.terms import Term
from gdtui.explain.writing import count, factor, pred

_IN_A_LINE = 8
_IN_A_TABLE = 200
_DECIMALS, _MOST_DECIMALS, _DIGITS = 4, 12, 8  # of a table


class Result(NamedTuple):
    """What a sum leads to: `value`, which `of` gives of the sum and of `others` besides it.

    It is written with decimals and digits as `draw.numbers.telling` takes them.
    """

    value: float
    of: Callable[..., float]
    decimals: int
    digits: int = 4
    others: tuple[Operand, ...] = ()


class Wording(NamedTuple):
    """A sum in a line, the others of its result, and that, which is what these compute to."""

    text: str
    result: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Sum:
    """Terms (k,) in float64, with what makes term k (`term`), and whose it is (`name`).

    A sum whose order is that of the formula keeps it while all its terms are shown; otherwise the
    biggest come first. `offset` is a last term that is always shown.
    """

    terms: NDArray[np.float64]
    term: Callable[[int], Term]
    name: Callable[[int], str]
    noun: str
    in_order: bool = False
    offset: Operand | None = None

    @cached_property
    def total(self) -> float:
        """What the sum gives."""
        with np.errstate(all="ignore"):
            return float(self.terms.sum()) + (self.offset.value if self.offset else 0.0)

    @cached_property
    def size(self) -> float:
        """The sum of the sizes of all terms: what rounding is measured by."""
        with np.errstate(all="ignore"):
            return float(np.abs(self.terms).sum()) + abs(self.offset.value if self.offset else 0.0)

    def wordings(
        self, result: Result, tails: Sequence[str] = ("",)
    ) -> Iterator[tuple[Wording, str]]:
        """The sum and its result in a line, with fewer and fewer terms, at last with none.

        Each with a tail: all of them with the first one before all with the next.
        """
        most = min(len(self.terms), _IN_A_LINE)
        found = [self._wording(shown, result) for shown in range(most, 0, -1)]
        yield from ((each, tail) for tail in tails for each in found)
        bare = Wording(
            f"sum of {count(len(self.terms), self.noun)}",
            telling(result.value, result.decimals, result.digits),
            tuple(other.text for other in result.others),
        )
        yield bare, tails[-1]

    def table(self, total: str = "sum") -> tuple[str, ...]:
        """The terms below each other, their sum under them."""
        places, left, rest = self._shown(min(len(self.terms), _IN_A_TABLE))
        beside = [(f"{count(left, f'more {self.noun}')}", "together", rest)] if left else []
        if self.offset:
            beside.append(("bias", "", self.offset.value))
        values = [*(float(self.terms[place]) for place in places), *(row[2] for row in beside)]
        decimals = _decimals(values, self.total)
        rows = []
        for place in places:
            text, value = self.term(place).written(float(self.terms[place]), decimals, _DIGITS)
            rows.append((self.name(place), text, value))
        for called, text, number in (*beside, (total, "", self.total)):
            rows.append((called, text, telling(number, decimals, _DIGITS)))
        names, texts, widest = (max(len(row[column]) for row in rows) for column in range(3))
        return tuple(
            f"  {called:<{names}}  {text:>{texts}} = {value:>{widest}}"
            for called, text, value in rows
        )

    def _wording(self, shown: int, result: Result) -> Wording:
        places, left, rest = self._shown(shown)
        terms = [self.term(place) for place in places]
        inner = [operand for term in terms for operand in term.operands]
        ends = [Operand(rest, pred(rest))] if left else []
        ends += [self.offset] if self.offset else []

        def compute(*values: float) -> float:
            total, at = 0.0, 0
            for term in terms:
                total += term.compute(*values[at : at + len(term.operands)])
                at += len(term.operands)
            total += sum(values[at : at + len(ends)])
            return result.of(total, *values[at + len(ends) :])

        operands = (*inner, *ends, *result.others)
        written = agreeing(
            operands, compute, result.value, result.decimals, result.digits, alike=True
        )
        texts = iter(written.operands)
        parts = [term.text([next(texts) for _ in term.operands]) for term in terms]
        if left:
            more = count(left, f"more {self.noun}")
            parts.append(f"\N{HORIZONTAL ELLIPSIS} {more}, together {next(texts)}")
        if self.offset:
            parts.append(factor(next(texts)))
        return Wording(" + ".join(parts), written.result, tuple(texts))

    def _shown(self, most: int) -> tuple[tuple[int, ...], int, float]:
        """The places of the terms that are shown, how many others there are, and their sum."""
        if len(self.terms) <= most and self.in_order:
            return tuple(range(len(self.terms))), 0, 0.0
        places, beyond = self._largest
        with np.errstate(all="ignore"):
            rest = beyond + float(self.terms[list(places[most:])].sum())
        return places[:most], len(self.terms) - most, rest

    @cached_property
    def _largest(self) -> tuple[tuple[int, ...], float]:
        """The places of the largest terms, as many as a table may show, and the sum of all others.

        What is no number counts as the largest of all.
        """
        sizes = np.abs(self.terms)
        sizes[np.isnan(sizes)] = np.inf
        places = np.arange(len(sizes))
        if len(sizes) > _IN_A_TABLE:
            places = np.argpartition(sizes, -_IN_A_TABLE)[-_IN_A_TABLE:]
        places = places[np.lexsort((places, -sizes[places]))]
        others = np.ones(len(sizes), np.bool_)
        others[places] = False
        with np.errstate(all="ignore"):
            beyond = float(self.terms.sum(where=others))
        return tuple(int(place) for place in places), beyond


def _decimals(values: list[float], total: float) -> int:
    """As many decimals as let the values, as they are written, add up to the total as it is."""
    for decimals in range(_DECIMALS, _MOST_DECIMALS):
        wanted = telling_decimals(total, decimals)
        added = sum(float(telling(value, decimals, _DIGITS)) for value in values)
        if telling(added, wanted, _DIGITS) == telling(total, wanted, _DIGITS):
            return decimals
    return _DECIMALS
