"""List: rows of texts under their heads, one of them chosen."""

from collections.abc import Sequence

from gdtui.draw.table import Column, table
from gdtui.draw.text import UNICODE, Glyphs, Line, Span, Style, cells, shorten

_GAP = 2  # cells between columns; one where there is no room for more
_SIGNS = 4


def listing(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    width: int,
    height: int,
    *,
    chosen: int,
    marked: int,
    beside: int | None = None,
    glyphs: Glyphs = UNICODE,
) -> tuple[Line, ...]:
    """The heads and the rows, in exactly `height` lines of `width` cells.

    Args:
        heads: one for each column.
        rows: as many texts each.
        width: the cells of a line.
        height: the lines.
        chosen: the row that keys act on, in reverse and with a pointer.
        marked: the row with an asterisk.
        beside: a row with an equals sign, which others are compared with.
        glyphs: the signs that the terminal can show.
    """
    styles = [Style.CURSOR if place == chosen else Style.PLAIN for place in range(len(rows))]
    signs = [
        (
            Span(">" if place == chosen else " "),
            Span("*" if place == marked else " "),
            Span("=" if place == beside else " "),
        )
        for place in range(len(rows))
    ]
    columns = [Column("", signs, _SIGNS, names=True)]
    sizes = [
        max(map(cells, (head, *(row[place] for row in rows)))) for place, head in enumerate(heads)
    ]
    gap = _GAP if _SIGNS + sum(sizes) + _GAP * (len(sizes) - 1) <= width else 1
    room = width - _SIGNS - sum(sizes[:-1]) - gap * (len(sizes) - 1)
    for place, head in enumerate(heads):
        last = place == len(heads) - 1
        size = min(sizes[place], max(room, 0)) if last else sizes[place]
        texts = [shorten(row[place], size, glyphs) for row in rows]
        shown = [
            (Span(text + " " * (size - cells(text)), style),)
            for text, style in zip(texts, styles, strict=True)
        ]
        columns.append(Column(head, shown, size + gap, names=True))
    return table(columns, width, height)
