"""Strip: a sentence over a few lines."""

from gdtui.draw.text import UNICODE, Glyphs, Line, Span, Style, cells, crop, frame, shorten


def strip(
    sentence: str,
    width: int,
    height: int = 2,
    *,
    style: Style = Style.PLAIN,
    glyphs: Glyphs = UNICODE,
) -> tuple[Line, ...]:
    """A sentence broken between words into exactly `height` lines of `width` cells.

    A word longer than a line is broken anywhere; what does not fit ends in an ellipsis.
    """
    lines: list[str] = []
    rest = sentence.strip()
    while rest and len(lines) < height - 1:
        line = _first_line(rest, width)
        lines.append(line.rstrip())
        rest = rest[len(line) :].lstrip()
    lines.append(shorten(rest, width, glyphs))
    return frame(((Span(line, style),) for line in lines), width, height)


def broken(text: str, width: int) -> tuple[str, ...]:
    """A text broken between words into as many lines of at most `width` cells as it needs."""
    lines, rest = [], text.strip()
    while rest:
        line = _first_line(rest, width)
        lines.append(line.rstrip())
        rest = rest[len(line) :].lstrip()
    return tuple(lines)


def wrapped(text: str, width: int) -> tuple[str, ...]:
    """The same, with the indentation of the text before each line; nothing is one empty line."""
    indent = " " * min(len(text) - len(text.lstrip()), width // 2)
    return tuple(indent + line for line in broken(text, width - len(indent))) or ("",)


def _first_line(text: str, width: int) -> str:
    """The words of a text that fit into a line, or as much of its first word, at least a letter."""
    if cells(text) <= width:
        return text
    head = crop(text, width)
    if text[len(head)] == " ":
        return head
    return head[: head.rfind(" ") + 1] or head or text[0]
