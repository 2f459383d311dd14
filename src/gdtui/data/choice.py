"""Choice: which columns are inputs and which are targets, and what is said about it."""

import difflib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from gdtui.clean import clean
from gdtui.data.cell import BLANKS, is_missing, means_number
from gdtui.data.header import Header
from gdtui.data.records import Row
from gdtui.errors import UserError

_NAMED_AT_MOST = 8


@dataclass(frozen=True)
class Choice:
    """Places of the input and of the target columns, counted from 0, and sentences about them."""

    inputs: tuple[int, ...]
    targets: tuple[int, ...]
    notes: tuple[str, ...]


def choose(
    header: Header,
    sample: Sequence[Row],
    shown: str,
    *,
    inputs: Sequence[str],
    targets: Sequence[str] | None,
    drop: Sequence[str],
) -> Choice:
    """Choose columns by name, or by number as in #2, and the rest by what the sample holds.

    A column that nobody named is text, and left out, when no cell of the sample means a number.
    Without `targets` the last numeric column is the target; without `inputs` the others are inputs.

    Args:
        header: the columns there are.
        sample: the first rows of the file, each as wide as the header.
        shown: the file's name as sentences call it.
        inputs: names of input columns.
        targets: names of target columns; None where none are wanted at all.
        drop: names of columns to leave out.

    Raises:
        UserError: a name is unknown, ambiguous or chosen twice, or no input or target is left.
    """
    names = _Names(header, shown)
    wanted_inputs = names.one_each(inputs, "an input")
    wanted_targets = names.one_each(targets or (), "a target")
    needs_target = targets is not None and not wanted_targets
    dropped = {place for name in drop for place in names.places(name)}
    names.refuse_common(wanted_targets, wanted_inputs, "is both an input and a target; choose one")
    names.refuse_common(
        (*wanted_inputs, *wanted_targets), dropped, "is chosen and dropped; do one of the two"
    )
    notes: list[str] = []
    if needs_target or not wanted_inputs:
        free = sorted({*range(len(header.names))} - {*wanted_inputs, *wanted_targets} - dropped)
        numeric = [place for place in free if _is_numeric(sample, place)]
        if needs_target:
            if not numeric:
                raise UserError(f"{shown}: {_none_left('the target', header, sample, free)}")
            wanted_targets = (numeric.pop(),)
            label = header.label(wanted_targets[0])
            notes.append(
                f"The target is the last numeric column, {label}; --targets chooses others."
            )
        if not wanted_inputs:
            if not numeric:
                raise UserError(f"{shown}: {_none_left('an input', header, sample, free)}")
            wanted_inputs = tuple(numeric)
            numbers = {*wanted_inputs, *wanted_targets}
            notes.extend(_left_out(header, sample, [one for one in free if one not in numbers]))
    names.refuse_doubles((*wanted_inputs, *wanted_targets))
    return Choice(wanted_inputs, wanted_targets, tuple(notes))


def listed(labels: Iterable[str], at_most: int = _NAMED_AT_MOST) -> str:
    """Labels as a sentence lists them: a, b and c; or a, b and 7 more."""
    every = list(labels)
    if len(every) > at_most:
        every = [*every[: at_most - 1], f"{len(every) - at_most + 1:,} more"]
    return every[0] if len(every) == 1 else ", ".join(every[:-1]) + f" and {every[-1]}"


class _Names:
    """The columns by name."""

    def __init__(self, header: Header, shown: str) -> None:
        self._header = header
        self._shown = shown
        self._places: dict[str, list[int]] = {}
        for place, name in enumerate(header.names):
            self._places.setdefault(name, []).append(place)

    def places(self, name: str) -> list[int]:
        """Where the columns of that name are; a name like #2 no column has is a number."""
        name = name.strip(BLANKS)
        if found := self._places.get(name):
            return found
        digits = name.removeprefix("#")
        if name.startswith("#") and digits.isascii() and digits.isdecimal() and len(digits) < 10:
            place = int(digits) - 1
            if 0 <= place < len(self._header.names):
                return [place]
        raise UserError(f"{self._shown}: no column is named '{clean(name)}'; {self._near(name)}")

    def one_each(self, names: Sequence[str], role: str) -> tuple[int, ...]:
        chosen: list[int] = []
        for name in names:
            found = self.places(name)
            self.refuse_doubles(found)
            if found[0] in chosen:
                raise UserError(
                    f"{self._shown}: {self._header.label(found[0])} is named twice as {role};"
                    " name it once"
                )
            chosen.append(found[0])
        return tuple(chosen)

    def refuse_common(self, places: Iterable[int], others: Collection[int], why: str) -> None:
        for place in places:
            if place in others:
                raise UserError(f"{self._shown}: {self._header.label(place)} {why}")

    def refuse_doubles(self, places: Iterable[int]) -> None:
        for place in places:
            same = self._places[self._header.names[place]]
            if len(same) > 1:
                which = listed(f"{each + 1}" for each in same)
                raise UserError(
                    f"{self._shown}, line 1: columns {which} are all named"
                    f" '{clean(self._header.names[place])}'; give each its own name, or drop one"
                    f" with --drop '#{same[-1] + 1}'"
                )

    def _near(self, name: str) -> str:
        folded = [each for each in self._places if each.casefold() == name.casefold()]
        near = folded or difflib.get_close_matches(name, list(self._places)[:10_000], n=3)
        if near:
            return "did you mean " + " or ".join(f"'{clean(each)}'" for each in near[:3]) + "?"
        return "its columns are " + listed(f"'{clean(each)}'" for each in self._header.names)


def _none_left(role: str, header: Header, sample: Sequence[Row], free: Sequence[int]) -> str:
    what = f"no numeric column is left to be {role}"
    for place in free:
        for row in sample:
            if not is_missing(row[place]):
                return f'{what}; {header.label(place)} holds "{clean(row[place], 40)}"'
    return f"{what}; its columns are {listed(map(header.label, range(len(header.names))))}"


def _is_numeric(sample: Sequence[Row], place: int) -> bool:
    return any(means_number(row[place]) for row in sample)


def _left_out(header: Header, sample: Sequence[Row], text: Sequence[int]) -> list[str]:
    """A sentence for the columns with words in them, and one for those with nothing."""
    first = {
        place: next((row[place] for row in sample if not is_missing(row[place])), None)
        for place in text
    }
    words = [
        f'{header.label(place)} ("{clean(cell, 24)}")' for place, cell in first.items() if cell
    ]
    empty = [header.label(place) for place, cell in first.items() if not cell]
    seen = "in its only row" if len(sample) == 1 else f"in the first {len(sample):,} rows"
    notes = []
    if words:
        notes.append(f"Left out as text, with no number {seen}: {listed(words)}.")
    if empty:
        notes.append(f"Left out as empty, with no value {seen}: {listed(empty)}.")
    return notes
