"""Status: fields in one line, the least important left out where they do not fit."""

from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from gdtui.draw.text import Line, Span, Style, cells, fit

_GAP = "  "
_WORDY = 5  # so important is a value in full, where a shorter one says the same


class Field(NamedTuple):
    """A value with its label; the lower its priority, the longer it stays.

    `short` are fewer words for the same, which do where there is no room for more.
    """

    label: str
    value: str
    priority: int
    style: Style = Style.PLAIN
    short: str = ""


def status(fields: Sequence[Field], width: int) -> Line:
    """The fields in their order, in exactly `width` cells.

    The most important come first, those with the lowest priority number, of equal ones the first;
    each of the others stays where it still fits. The first of all is cropped if it must be.
    """
    wanted = [
        *((field.priority, at, field.short or field.value) for at, field in enumerate(fields)),
        *((_WORDY, at, field.value) for at, field in enumerate(fields) if field.short),
    ]
    shown: dict[int, Field] = {}
    for _, place, value in sorted(wanted, key=itemgetter(0, 1)):
        more = {**shown, place: fields[place]._replace(value=value)}
        if not shown or _length(list(more.values())) <= width:
            shown = more
    spans: list[Span] = [Span(" ")]
    for place in sorted(shown):
        field = shown[place]
        if len(spans) > 1:
            spans.append(Span(_GAP))
        if field.label:
            spans.append(Span(f"{field.label} ", Style.DIM))
        spans.append(Span(field.value, field.style))
    return fit(spans, width)


def fits(fields: Sequence[Field], width: int, priority: int) -> bool:
    """Whether all fields that are so important, or more, fit into `width` cells."""
    needed = (field for field in fields if field.priority <= priority)
    return _length([each._replace(value=each.short or each.value) for each in needed]) <= width


def _length(fields: Sequence[Field]) -> int:
    """The cells of the fields behind a blank."""
    labels = sum(cells(field.label) + 1 for field in fields if field.label)
    values = sum(cells(field.value) for field in fields)
    return 1 + labels + values + len(_GAP) * (len(fields) - 1)
