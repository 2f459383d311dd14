"""Oddities: data that can be used as it is, but that its user should know about."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from gdtui.data.cell import number
from gdtui.data.choice import listed
from gdtui.data.header import Header
from gdtui.data.numbers import Column

_FLOAT32_MAX, _FLOAT32_TINY = float(np.finfo(np.float32).max), float(np.finfo(np.float32).tiny)
_FLOAT64_MAX, _FLOAT64_TINY = float(np.finfo(np.float64).max), float(np.finfo(np.float64).tiny)
_BEYOND = "numbers beyond {} float{}"
_USE_64 = "; use --dtype float64"
# With fewer steps than this between the least and the greatest number, three digits are not left.
_STEPS_WANTED = 1000
_INDEX_NAMES = frozenset(
    {"#", "i", "id", "idx", "index", "n", "no", "no.", "nr", "nr.", "num", "number", "obs", "row"}
    | {"observation", "record", "row_id", "rowid", "rownames", "sample", "unnamed:0"}
)


@dataclass(frozen=True)
class Used:
    """A used column: where it is in the file, its numbers, their least and their greatest."""

    place: int
    is_input: bool
    column: Column
    least: float
    greatest: float

    @property
    def size(self) -> float:
        """The greatest magnitude."""
        return max(abs(self.least), abs(self.greatest))

    @property
    def constant(self) -> bool:
        """Whether all its numbers are equal."""
        return self.least == self.greatest


def oddities(header: Header, used: Sequence[Used], rows: int) -> list[str]:
    """Sentences about suspicious columns, what may spoil a training first.

    Args:
        header: names for the sentences.
        used: every used column.
        rows: how many rows there are, at least one.
    """
    notes = _magnitudes(header, used)
    inputs = sum(one.is_input for one in used)
    if rows <= inputs:
        notes.append(_few_rows(rows, inputs))
    for is_input, outcome in (
        (True, "an input that never changes teaches nothing"),
        (False, "R² of a target that never changes is undefined"),
    ):
        constant = [one.place for one in used if one.constant and one.is_input is is_input]
        if rows > 1 and constant:
            notes.append(f"{_subject(header, constant, 'is', 'are')} constant; {outcome}.")
    notes.extend(
        f"{_capital(header.label(later.place))} holds the same numbers as"
        f" {header.label(earlier.place)}."
        for earlier, later in _same(used, rows)
    )
    notes.extend(
        f"{_capital(header.label(one.place))} counts the rows from {int(one.least)}; if it is an"
        f" index, leave it out with --drop '#{one.place + 1}'."
        for one in used
        if _is_index(header, one, rows)
    )
    if unnamed := [one.place for one in used if one.place in header.unnamed]:
        names = listed(f"'{header.names[place]}'" for place in unnamed)
        verb = _subject(header, unnamed, "has", "have")
        notes.append(f"{verb} no name in the header; here called {names}.")
    return notes


def header_doubts(header: Header, used: Sequence[Used]) -> list[str]:
    """A sentence where every used column is named by a number, as if there were no header."""
    if not all(number(header.names[one.place]) is not None for one in used):
        return []
    return ["All column names on line 1 are numbers; if they are data, put a header above them."]


def _magnitudes(header: Header, used: Sequence[Used]) -> list[str]:
    places: dict[str, list[int]] = {}
    for one in used:
        if what := _magnitude(one):
            places.setdefault(what, []).append(one.place)
    return [f"{_capital(_labels(header, where))}: {what}." for what, where in places.items()]


def _magnitude(one: Used) -> str | None:
    """What float32 or float64 will do to numbers of this size, None where nothing is lost."""
    size, spread = one.size, one.greatest - one.least
    with np.errstate(over="ignore", under="ignore"):
        steps32 = _STEPS_WANTED * float(np.spacing(np.float32(size)))
    steps64 = _STEPS_WANTED * float(np.spacing(size))
    cases = (
        (size > _FLOAT64_MAX**0.5, _BEYOND.format("1.3e154, whose squares overflow even", 64)),
        (size > _FLOAT32_MAX, _BEYOND.format("3.4e38, which overflow", 32) + _USE_64),
        (size > _FLOAT32_MAX**0.5, _BEYOND.format("1.8e19, whose squares overflow", 32) + _USE_64),
        (0 < size < _FLOAT64_TINY, "numbers below 2.2e-308, which lose digits even in float64"),
        (0 < size < _FLOAT32_TINY, "numbers below 1.2e-38, which vanish in float32" + _USE_64),
        (
            size >= 2**53 and spread < steps64,
            "numbers beyond 2^53 that differ, if at all, beyond the precision of float64",
        ),
        (
            0 < spread < steps32,
            "numbers that differ only beyond the precision of float32" + _USE_64,
        ),
    )
    return next((what for applies, what in cases if applies), None)


def _few_rows(rows: int, inputs: int) -> str:
    have = "1 row" if rows == 1 else f"{rows:,} rows"
    what = "1 input" if inputs == 1 else f"{inputs:,} inputs"
    return f"Only {have} for {what} and a bias: many weights fit such data equally well."


def _same(used: Sequence[Used], rows: int) -> list[tuple[Used, Used]]:
    """Pairs of equal columns: each such column with the first like it."""
    alike: dict[tuple[float, ...], list[Used]] = {}
    for one in used:
        if rows > 1 and not one.constant:
            ends = (one.least, one.greatest, float(one.column[0]), float(one.column[-1]))
            alike.setdefault(ends, []).append(one)
    pairs: list[tuple[Used, Used]] = []
    for group in alike.values():
        found: set[int] = set()
        for earlier, later in combinations(group, 2):
            new = later.place not in found and earlier.place not in found
            if new and np.array_equal(earlier.column, later.column):
                found.add(later.place)
                pairs.append((earlier, later))
    return pairs


def _is_index(header: Header, one: Used, rows: int) -> bool:
    name = header.names[one.place].casefold().replace(" ", "")
    likely = one.place in header.unnamed or name in _INDEX_NAMES
    counts = one.least in (0, 1) and one.greatest - one.least == rows - 1
    if not (one.is_input and likely and counts and rows > 2):
        return False
    return bool(np.array_equal(one.column, np.arange(rows) + one.least))


def _labels(header: Header, places: Sequence[int]) -> str:
    return listed(header.label(place) for place in places)


def _subject(header: Header, places: Sequence[int], singular: str, plural: str) -> str:
    verb = singular if len(places) == 1 else plural
    return f"{_capital(_labels(header, places))} {verb}"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
