"""Text: lines of styled spans, measured in the cells of a terminal."""

import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from gdtui.clean import clean


class Style(StrEnum):
    """What a piece of text means; the screen decides how that looks."""

    PLAIN = "plain"
    DIM = "dim"
    STRONG = "strong"
    TITLE = "title"
    CHANGED = "changed"
    STALE = "stale"
    GOOD = "good"
    BAD = "bad"
    AXIS = "axis"
    CURVE = "curve"
    GHOST = "ghost"
    FORECAST = "forecast"
    BEST = "best"
    NOW = "now"
    CURSOR = "cursor"
    NEXT = "next"
    KEY = "key"


class Span(NamedTuple):
    """A piece of text of one style, without a line break."""

    text: str
    style: Style = Style.PLAIN


Line = tuple[Span, ...]


class Glyphs(NamedTuple):
    """The signs that are not letters or digits, as a terminal can show them."""

    ellipsis: str
    arrow: str
    rose: str
    fell: str
    changed: str
    ran: str
    inside: str
    between: str
    dot: str
    ascii: bool


UNICODE = Glyphs("…", "→", "↑", "↓", "•", "▶", "▶", "│", "·", ascii=False)
ASCII = Glyphs("~", "->", "^", "v", "*", ">", ">", "|", "|", ascii=True)

# what terminals agree on as one cell: Latin, Greek, Cyrillic, boxes, shapes, braille
ONE_CELL = frozenset(
    chr(point)
    for first, last in (
        *((0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x2FF), (0x370, 0x377), (0x391, 0x3A1)),
        *((0x3A3, 0x3C9), (0x400, 0x482), (0x2026, 0x2026), (0x2190, 0x2193), (0x2202, 0x2202)),
        *((0x2500, 0x25FC), (0x2800, 0x28FF)),
    )
    for point in range(first, last + 1)
)
_LONGEST = 500  # letters of a name, whose end is to be seen
_TYPED = str.maketrans(
    {
        "\N{PARTIAL DIFFERENTIAL}": "d",
        "\N{MIDDLE DOT}": "*",
        "\N{SUPERSCRIPT TWO}": "^2",
        "\N{SQUARE ROOT}": "sqrt ",
        "\N{GREEK SMALL LETTER LAMDA}": "lambda ",
        "\N{HORIZONTAL ELLIPSIS}": "...",
    }
)


def typed(text: str, glyphs: Glyphs = UNICODE) -> str:
    """A text as this terminal can show it: in ASCII `d`, `*`, `^2` and `sqrt` for their signs."""
    if not glyphs.ascii:
        return text
    return text.translate(_TYPED).encode("ascii", "replace").decode("ascii")


def cells(text: str) -> int:
    """How many cells of a terminal a text takes: two for wide letters, none for combining marks."""
    return len(text) if text.isascii() or ONE_CELL.issuperset(text) else _cells(text)


def crop(text: str, width: int) -> str:
    """The start of a text in at most `width` cells; a wide letter is never cut in two."""
    if cells(text) <= width:
        return text
    taken = 0
    for place, char in enumerate(text):
        taken += _cell(char)
        if taken > width:
            return text[:place]
    return text


def crop_left(text: str, width: int) -> str:
    """The end of a text in at most `width` cells, beginning with a letter that has a cell."""
    for place in range(len(text)):
        if cells(text[place:]) <= width and _cell(text[place]):
            return text[place:]
    return ""


def shorten(text: str, width: int, glyphs: Glyphs = UNICODE) -> str:
    """A text in at most `width` cells; one that was cut ends in an ellipsis."""
    if cells(text) <= width:
        return text
    return crop(text, width - 1) + glyphs.ellipsis if width > 1 else crop(text, width)


@lru_cache(maxsize=1024)
def label(outside: str, width: int, glyphs: Glyphs = UNICODE) -> str:
    """A name from outside, made safe to show, in at most `width` cells.

    A name that is too long loses its middle, for names differ most at their ends. Where only ASCII
    can be shown, every other letter becomes a question mark.
    """
    # terminals disagree on the width that a variation selector gives to the letter before it
    name = clean(outside.replace("\ufe0f", ""), _LONGEST)
    if glyphs.ascii:
        name = name.encode("ascii", "replace").decode("ascii")
    if cells(name) <= width or width < 5:
        return crop(name, width)
    tail = crop_left(name, width // 2 - 1)
    return crop(name, width - 1 - cells(tail)) + glyphs.ellipsis + tail


def left(text: str, width: int) -> str:
    """A text at the left of exactly `width` cells, cut where it is longer."""
    text = crop(text, width)
    return text + " " * (width - cells(text))


def right(text: str, width: int) -> str:
    """A text at the right of exactly `width` cells, cut where it is longer."""
    text = crop(text, width)
    return " " * (width - cells(text)) + text


def fit(line: Iterable[Span], width: int) -> Line:
    """A line of exactly `width` cells: cropped or padded with blanks, without empty spans."""
    spans = [span for span in line if span.text]
    room = width - cells("".join([span.text for span in spans]))
    if room < 0:
        return _cropped(spans, width)
    return (*spans, Span(" " * room)) if room else tuple(spans)


def _cropped(spans: Iterable[Span], width: int) -> Line:
    """The start of a line that is longer than `width` cells; half of a wide letter is a blank."""
    shown: list[Span] = []
    for span in spans:
        text = crop(span.text, width)
        width -= cells(text)
        if text:
            shown.append(Span(text, span.style))
        if text != span.text:
            break
    return (*shown, Span(" " * width)) if width else tuple(shown)


def frame(lines: Iterable[Iterable[Span]], width: int, height: int) -> tuple[Line, ...]:
    """Exactly `height` lines of exactly `width` cells, cropped or filled with blank ones."""
    shown = [fit(line, width) for _, line in zip(range(height), lines, strict=False)]
    return (*shown, *(fit((), width) for _ in range(height - len(shown))))


def plain(line: Line) -> str:
    """The text of a line without its styles."""
    return "".join(span.text for span in line)


@lru_cache(maxsize=4096)
def _cells(text: str) -> int:
    return sum(map(_cell, text))


@lru_cache(maxsize=4096)
def _cell(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Mc"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
