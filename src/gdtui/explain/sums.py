"""Sums: the largest terms of a long sum written out, and honestly what is left out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gdtui.draw.numbers import number
from gdtui.explain.writing import count, factor

_IN_A_LINE = 8
_IN_A_TABLE = 200


@dataclass(frozen=True, eq=False)
class Sum:
    """Terms (k,) in float64, with what makes term k (`text`), and whose it is (`name`).

    A sum whose order is that of the formula keeps it while all its terms are shown; otherwise the
    biggest come first. `offset` is a last term that is always shown, as it is written.
    """

    terms: NDArray[np.float64]
    text: Callable[[int], str]
    name: Callable[[int], str]
    noun: str
    in_order: bool = False
    offset: tuple[str, float] | None = None

    @cached_property
    def total(self) -> float:
        """What the sum gives."""
        with np.errstate(all="ignore"):
            return float(self.terms.sum()) + (self.offset[1] if self.offset else 0.0)

    @cached_property
    def size(self) -> float:
        """The sum of the sizes of all terms: what rounding is measured by."""
        with np.errstate(all="ignore"):
            return float(np.abs(self.terms).sum()) + (abs(self.offset[1]) if self.offset else 0.0)

    def wordings(self) -> Iterator[str]:
        """The sum in a line, with fewer and fewer terms."""
        most = min(len(self.terms), _IN_A_LINE)
        for shown in range(most, 0, -1):
            places, left, rest = self._shown(shown)
            parts = [self.text(place) for place in places]
            if left:
                parts.append(f"\N{HORIZONTAL ELLIPSIS} {self._left_out(left, rest)}")
            if self.offset:
                parts.append(factor(self.offset[0]))
            yield " + ".join(parts)

    def table(self, total: str = "sum") -> tuple[str, ...]:
        """The terms below each other, their sum under them."""
        places, left, rest = self._shown(min(len(self.terms), _IN_A_TABLE))
        rows = [(self.name(place), self.text(place), float(self.terms[place])) for place in places]
        if left:
            rows.append((f"{count(left, f'more {self.noun}')}", "together", rest))
        if self.offset:
            rows.append(("bias", "", self.offset[1]))
        rows.append((total, "", self.total))
        names, texts = max(len(row[0]) for row in rows), max(len(row[1]) for row in rows)
        values = [number(value, 4, 8) for _, _, value in rows]
        widest = max(map(len, values))
        return tuple(
            f"  {called:<{names}}  {text:>{texts}} = {value:>{widest}}"
            for (called, text, _), value in zip(rows, values, strict=True)
        )

    def _left_out(self, left: int, rest: float) -> str:
        return f"{count(left, f'more {self.noun}')}, together {number(rest, 2)}"

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
