"""Status: fields in one line, the least important left out where they do not fit."""

from collections.abc import Sequence
from typing import NamedTuple

from gdtui.draw.text import Line, Span, Style, cells, fit

_GAP = "  "


class Field(NamedTuple):
    """A value with its label; the lower its priority, the longer it stays."""

    label: str
    value: str
    priority: int
    style: Style = Style.PLAIN


def status(fields: Sequence[Field], width: int) -> Line:
    """The fields in their order, in exactly `width` cells.

    Where they do not fit, those of the highest priority number go first, of equal ones the last;
    the most important stays, cropped if it must be.
    """
    order = sorted(range(len(fields)), key=lambda place: (fields[place].priority, place))
    while len(order) > 1 and _length([fields[place] for place in order]) > width:
        order.pop()
    spans: list[Span] = [Span(" ")]
    for place in sorted(order):
        field = fields[place]
        if len(spans) > 1:
            spans.append(Span(_GAP))
        if field.label:
            spans.append(Span(f"{field.label} ", Style.DIM))
        spans.append(Span(field.value, field.style))
    return fit(spans, width)


def _length(fields: Sequence[Field]) -> int:
    """The cells of the fields behind a blank."""
    labels = sum(cells(field.label) + 1 for field in fields if field.label)
    values = sum(cells(field.value) for field in fields)
    return 1 + labels + values + len(_GAP) * (len(fields) - 1)
