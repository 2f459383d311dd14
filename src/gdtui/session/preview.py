"""Preview: the columns and first rows of data that may be opened. Free of torch and of polars."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Literal

from gdtui.data.bundled import BUNDLED, about
from gdtui.data.choice import choose
from gdtui.data.header import Header, read_header
from gdtui.data.problems import Problems
from gdtui.data.reading import SAMPLE_ROWS, no_rows
from gdtui.data.records import MalformedLine, Row, lines_of, rows, text_of
from gdtui.data.source import opened
from gdtui.errors import UserError
from gdtui.session.opening import Opening

DATASETS = BUNDLED
Missing = Literal["error", "drop"]


class Role(StrEnum):
    """What a column is used for."""

    INPUT = "input"
    TARGET = "target"
    OUT = "left out"


@dataclass(frozen=True)
class Preview:
    """Columns by name, what each would be if nobody chose, and the first rows as they are written.

    Names and cells are as the file has them: clean them before they are shown. `note` is a sentence
    where nothing can be chosen without help.
    """

    data: str
    names: tuple[str, ...]
    roles: tuple[Role, ...]
    rows: tuple[tuple[str, ...], ...]
    missing: Missing
    note: str = ""

    def opening(self, roles: Sequence[Role], missing: Missing, *, threads: int) -> Opening:
        """What to open, when these are the roles of the columns.

        Raises:
            UserError: no column is an input, or none a target.
        """
        if Role.INPUT not in roles or Role.TARGET not in roles:
            raise UserError("choose at least one input and one target")
        rule = None if missing == self.missing else missing
        if tuple(roles) == self.roles:
            return Opening(self.data, missing=rule, threads=threads)
        inputs, targets = (
            tuple(self._called(place) for place, each in enumerate(roles) if each is role)
            for role in (Role.INPUT, Role.TARGET)
        )
        return Opening(self.data, inputs=inputs, targets=targets, missing=rule, threads=threads)

    def _called(self, place: int) -> str:
        name = self.names[place]
        return name if self.names.count(name) == 1 else f"#{place + 1}"


def preview(data: str, most: int = 5) -> Preview:
    """Look at the first lines of a file, or at a bundled set.

    Args:
        data: a path, or the name of a bundled set.
        most: how many rows to tell.

    Raises:
        UserError: it cannot be opened, or its beginning is no table.
    """
    if data in DATASETS:
        dataset, _ = Opening(data).read()
        header, sample = _beginning(str(dataset.path))
        inputs, targets = set(dataset.input_names), set(dataset.target_names)
        roles = tuple(
            Role.INPUT if name in inputs else Role.TARGET if name in targets else Role.OUT
            for name in header.names
        )
        return Preview(data, header.names, roles, _told(sample, most), about(data).missing)
    header, sample = _beginning(data)
    roles, note = _roles(header, sample, data)
    return Preview(data, header.names, roles, _told(sample, most), "error", note)


def _beginning(path: str) -> tuple[Header, list[Row]]:
    with opened(path) as source:
        try:
            text = text_of(next(source.blocks(), b""), 1)
            header = read_header(text, source.shown)
            found = [*islice(rows(lines_of(text), header.separator, 1), 1, 1 + SAMPLE_ROWS)]
            if not found:
                raise UserError(no_rows(source.shown))
            sample = [row for _, row in found if len(row) == len(header.names)]
        except MalformedLine as malformed:
            raise Problems(source.shown).fatal(malformed.line, malformed.what) from malformed
    return header, sample


def _roles(header: Header, sample: list[Row], data: str) -> tuple[tuple[Role, ...], str]:
    try:
        choice = choose(header, sample, data, inputs=(), targets=(), drop=())
    except UserError as error:
        return (Role.OUT,) * len(header.names), error.sentence
    roles = [Role.OUT] * len(header.names)
    for places, role in ((choice.inputs, Role.INPUT), (choice.targets, Role.TARGET)):
        for place in places:
            roles[place] = role
    return tuple(roles), ""


def _told(sample: list[Row], most: int) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in sample[:most])
