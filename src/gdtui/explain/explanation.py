"""Explanation: why a number is what it is, by the arithmetic with its live values."""

from collections.abc import Iterable
from dataclasses import dataclass

from gdtui.draw.text import cells, shorten


@dataclass(frozen=True)
class Explanation:
    """The arithmetic in one `line`, and in full `lines`, a row of a table or a sentence each.

    `value` is what the arithmetic gives in float64, `engine` the number that it explains; both are
    None where there is no number. Rounding can bring them apart by `rounding`, and not by more.
    """

    name: str
    line: str
    lines: tuple[str, ...]
    value: float | None = None
    engine: float | None = None
    rounding: float = 0.0


def first_fitting(wordings: Iterable[str], room: int) -> str:
    """The first of these wordings, the richest before the poorest, that fits into `room` cells."""
    wording = ""
    for wording in wordings:
        if cells(wording) <= room:
            return wording
    return shorten(wording, room)
