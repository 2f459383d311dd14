"""A box around lines, with a title in its upper edge."""

from collections.abc import Iterable, Sequence

from gdtui.draw.text import UNICODE, Glyphs, Line, Span, Style, cells, frame, shorten

_UNICODE, _ASCII = tuple("╭─╮│╰╯"), tuple("+-+|++")
_EDGES = 6  # cells of the upper edge that are no title


def titled(parts: Iterable[tuple[int, str]], width: int, glyphs: Glyphs = UNICODE) -> str:
    """The title of a box so many cells wide: whole parts that fit, in their order.

    Each has the number of its importance: those with the lowest come first, the first of all in
    any case. Empty ones are left out.
    """
    wanted = [(rank, place, part) for place, (rank, part) in enumerate(parts) if part]
    shown: dict[int, str] = {}
    for _, place, part in sorted(wanted):
        more = {**shown, place: part}
        said = _in_order(more, glyphs)
        if not shown or cells(said) <= width - _EDGES:
            shown = more
    return _in_order(shown, glyphs)


def _in_order(parts: dict[int, str], glyphs: Glyphs) -> str:
    return f" {glyphs.dot} ".join(parts[place] for place in sorted(parts))


def box(
    title: str,
    lines: Sequence[Line],
    width: int,
    height: int,
    glyphs: Glyphs = UNICODE,
    *,
    chosen: bool = False,
) -> tuple[Line, ...]:
    """Exactly `height` lines of `width` cells: the edge, and inside it as many lines as fit.

    Args:
        title: shortened where it does not fit.
        lines: what is inside, cropped or filled.
        width: cells, both edges included.
        height: lines, both edges included.
        glyphs: the signs that the terminal can show.
        chosen: whether the keys of the arrows go to this one; its title is then strong.
    """
    if width < 4 or height < 2:
        return frame(lines, width, height)
    left, edge, right, side, lower_left, lower_right = _ASCII if glyphs.ascii else _UNICODE
    name = shorten(title, width - _EDGES, glyphs)
    style = Style.CURSOR if chosen else Style.TITLE
    rest = edge * (width - 5 - cells(name))
    top = (
        (Span(left + edge, Style.AXIS), Span(f" {name} ", style), Span(rest + right, Style.AXIS))
        if name
        else (Span(left + edge * (width - 2) + right, Style.AXIS),)
    )
    upright = Span(side, Style.AXIS)
    inside = [(upright, *line, upright) for line in frame(lines, width - 2, height - 2)]
    bottom = (Span(lower_left + edge * (width - 2) + lower_right, Style.AXIS),)
    return (top, *inside, bottom)
