"""Code: the source of the running loop, with the lines just run and the one that comes next."""

from collections.abc import Collection, Sequence

from gdtui.draw.text import UNICODE, Glyphs, Line, Span, Style, cells, frame, shorten


def code(
    lines: Sequence[str],
    ran: Collection[int],
    upcoming: Collection[int],
    width: int,
    height: int,
    *,
    wrong: Collection[int] = (),
    glyphs: Glyphs = UNICODE,
) -> tuple[Line, ...]:
    """The part of a source that holds the lines just run, in exactly `height` lines of `width`.

    Where that lets the longest one fit, all are indented half as far.

    Args:
        lines: the source, as a screen shows it.
        ran: the places of the lines just run, marked and strong.
        upcoming: the places of the lines that the next phase will run.
        width: the cells of a line.
        height: the lines.
        wrong: the places of lines that are a mistake, marked by themselves.
        glyphs: the signs that the terminal can show.
    """
    room = max(width - 2, 0)
    closer = [_closer(line) for line in lines]
    if max(map(cells, closer), default=0) <= room < max(map(cells, lines), default=0):
        lines = closer
    first = _first(len(lines), sorted(ran), sorted(upcoming), height)
    shown = range(first, min(first + height, len(lines)))
    return frame(
        (
            (
                Span(glyphs.ran if place in ran else " ", Style.KEY),
                Span("!", Style.BAD) if place in wrong else Span(" "),
                *_text(shorten(lines[place], room, glyphs), _style(place, ran, upcoming)),
            )
            for place in shown
        ),
        width,
        height,
    )


def _first(lines: int, ran: list[int], upcoming: list[int], height: int) -> int:
    """Where to begin so that the lines just run are seen, then the next ones, then the start."""
    first = 0
    for places in (upcoming, ran):
        if places:
            first = min(max(first, places[-1] - height + 1), places[0])
    return max(0, min(first, lines - height))


def _closer(line: str) -> str:
    """A line with half of its indentation."""
    return line[(len(line) - len(line.lstrip(" "))) // 2 :]


def _text(line: str, style: Style) -> Line:
    """A line; what is underlined is its text, not its indentation."""
    text = line.lstrip(" ")
    if style is not Style.NEXT or text == line:
        return (Span(line, style),)
    return Span(line[: -len(text)]), Span(text, style)


def _style(place: int, ran: Collection[int], upcoming: Collection[int]) -> Style:
    if place in ran:
        return Style.STRONG
    return Style.NEXT if place in upcoming else Style.PLAIN
