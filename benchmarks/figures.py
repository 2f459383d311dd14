"""Figures: what was measured, what it should be, and whether it is."""

import statistics
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

NOT_MET = "NOT MET"
WHY = "    why: "


class Figure(NamedTuple):
    """One row of the table; `target` begins with <= or >=, or is empty where there is none.

    `why` is printed below the row where the target is not met.
    """

    what: str
    value: float
    target: str = ""
    note: str = ""
    why: str = ""

    @property
    def met(self) -> bool:
        """Whether the target is reached; a figure without one always is."""
        limit = float(self.target[2:] or 0)
        return {"<=": self.value <= limit, ">=": self.value >= limit}.get(self.target[:2], True)

    @property
    def verdict(self) -> str:
        """In a word."""
        return ("met" if self.met else NOT_MET) if self.target else ""

    def __str__(self) -> str:
        note = f"  {self.note}" if self.note else ""
        row = f"{self.what:<66} {self.value:>9.4g}   {self.target:<8} {self.verdict}{note}".rstrip()
        return row if self.met or not self.why else f"{row}\n{WHY}{self.why}"


def show(figures: Iterable[Figure]) -> list[Figure]:
    """Print figures as they come; all of them."""
    shown = []
    for figure in figures:
        print(figure, flush=True)
        shown.append(figure)
    return shown


def seconds(run: Callable[[], object]) -> float:
    """How long something takes once."""
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def ratio(
    one: Callable[[], object], other: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """How many times as long `one` takes as `other`: the median of pairs, and `other`'s seconds."""
    one(), other()
    pairs = [(seconds(one), seconds(other)) for _ in range(rounds)]
    return quotient(pairs), statistics.median(b for _, b in pairs)


def quotient(pairs: Iterable[tuple[float, float]]) -> float:
    """The median of the first over the second."""
    return statistics.median(a / b for a, b in pairs)


def percentile(values: Iterable[float], part: float) -> float:
    """The value below which a part of all lie."""
    ordered = sorted(values)
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)]
