"""check: whether the data of a chapter can be opened, and has what its cards name."""

import math
from collections.abc import Iterator, Mapping, Sequence
from os.path import isfile

from gdtui.clean import clean
from gdtui.errors import UserError
from gdtui.tour.chapter import Chapter
from gdtui.tour.hole import OF_SEVERAL, PREDICT, Hole, columns, holes

_PATH = 300
_Names = Mapping[str, Sequence[str]]


def check(chapter: Chapter) -> None:
    """Read the data of a chapter, and look for the columns and rows that its cards name.

    Raises:
        UserError: they are not there; with file and line.
    """
    opening = chapter.opening
    if opening.init is not None and not isfile(opening.init):  # noqa: PTH113  # false, not an error, for any text
        raise UserError(chapter.wrong(f"{clean(opening.init, _PATH)}: there is no such file"))
    try:
        dataset, start = opening.read()
    except UserError as error:
        raise UserError(chapter.wrong(error.sentence), *error.more) from error
    size = opening.batch_size or start.batch_size
    rows = min(dataset.rows, size) if isinstance(size, int) else dataset.rows
    there = {"target": dataset.target_names, "input": dataset.input_names}
    for card in chapter.cards:
        for wanted in holes(card.text):
            for what in (*_no_columns(wanted, chapter, there), *_no_numbers(wanted, rows)):
                raise UserError(f"{chapter.file}, line {card.line}: {what}")


def _no_columns(wanted: Hole, chapter: Chapter, there: _Names) -> Iterator[str]:
    """What is wrong with the targets and inputs that a hole names."""
    for kind, name in columns(wanted):
        if name not in there[kind]:
            data = clean(chapter.opening.data, _PATH)
            known = clean(", ".join(there[kind]), _PATH)
            yield f"there is no {kind} {clean(name)} in {data}; there are {known}"
    if wanted.name == PREDICT:
        inputs = len(there["input"])
        if len(wanted.places) != inputs + 1 or not all(map(_is_number, wanted.places[1:])):
            yield f"predict takes a target and {inputs} numbers, one for each input"
        elif chapter.opening.standardize:
            yield "predict is for inputs that are not standardised"


def _no_numbers(wanted: Hole, rows: int) -> Iterator[str]:
    """What is wrong with the row that a hole names."""
    if OF_SEVERAL.get(wanted.name, ())[:1] == ("row",):
        number = wanted.places[0]
        if not (number.isascii() and number.isdigit() and 1 <= int(number) <= rows):
            yield f"there is no row {clean(number)}: a batch has the rows 1 to {rows}"


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
