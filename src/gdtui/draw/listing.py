"""List: rows of texts under their heads, one of them chosen."""

from collections.abc import Sequence

from gdtui.draw.table import Column, table
from gdtui.draw.text import Line, Span, Style, cells

_GAP = 2


def listing(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    width: int,
    height: int,
    *,
    chosen: int,
    marked: int,
) -> tuple[Line, ...]:
    """The heads and the rows, in exactly `height` lines of `width` cells.

    Args:
        heads: one for each column.
        rows: as many texts each.
        width: the cells of a line.
        height: the lines.
        chosen: the row that keys act on, in reverse and with a pointer.
        marked: the row with an asterisk.
    """
    styles = [Style.CURSOR if place == chosen else Style.PLAIN for place in range(len(rows))]
    signs = [
        (Span(">" if place == chosen else " "), Span("*" if place == marked else " "))
        for place in range(len(rows))
    ]
    columns = [Column("", signs, 3, names=True)]
    for place, head in enumerate(heads):
        texts = [row[place] for row in rows]
        size = max(map(cells, (head, *texts)))
        shown = [
            (Span(text + " " * (size - cells(text)), style),)
            for text, style in zip(texts, styles, strict=True)
        ]
        columns.append(Column(head, shown, size + _GAP, names=True))
    return table(columns, width, height)
