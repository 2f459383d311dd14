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
    shown: dict[int, str] = {}
    used = 1 - len(_GAP)
    for _, place, value in sorted(wanted, key=itemgetter(0, 1)):
        more = (
            cells(value) - cells(shown[place]) if place in shown else _cells(fields[place], value)
        )
        if not shown or used + more <= width:
            shown[place] = value
            used += more
    spans: list[Span] = [Span(" ")]
    for place, value in sorted(shown.items()):
        field = fields[place]
        if len(spans) > 1:
            spans.append(Span(_GAP))
        if field.label:
            spans.append(Span(f"{field.label} ", Style.DIM))
        spans.append(Span(value, field.style))
    return fit(spans, width)


def fits(fields: Sequence[Field], width: int, priority: int) -> bool:
    """Whether all fields that are so important, or more, fit into `width` cells."""
    needed = (field for field in fields if field.priority <= priority)
    return 1 - len(_GAP) + sum(_cells(each, each.short or each.value) for each in needed) <= width


def _cells(field: Field, value: str) -> int:
    """The cells of a field with the gap before it."""
    return len(_GAP) + (cells(field.label) + 1 if field.label else 0) + cells(value)
