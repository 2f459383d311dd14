"""Gauge: where a rate stands between nothing and the limit beyond which it diverges."""

import math
from collections.abc import Sequence

from gdtui.draw.parabola import signs
from gdtui.draw.text import UNICODE, Glyphs, Line, Span, Style, fit

_END = 2.5  # of lr * eigenvalue, at the right edge
_WORDS = ((0.0, 0.1, "crawling"), (0.1, 1.0, "safe"), (1.0, 2.0, "oscillating"), (2.0, _END, ""))
_LAST = "diverging"


def gauge(
    reach: float, batch: float | None, width: int, *, glyphs: Glyphs = UNICODE
) -> tuple[Line, Line, Line]:
    """Three lines: the words, the scale with its marks, and its numbers.

    Args:
        reach: lr times the largest eigenvalue; 2 is the limit.
        batch: the same for the batch, or None.
        width: the cells of a line.
        glyphs: the signs that the terminal can show.
    """
    words, scale, ticks = [" "] * width, ["-" if glyphs.ascii else "─"] * width, [" "] * width
    for begin, end, word in _WORDS:
        _write(words, _cell(begin, width) if begin == 0 else _middle(begin, end, word, width), word)
        scale[_cell(begin, width)] = "+" if glyphs.ascii else "┼"
        _write(ticks, _cell(begin, width), f"{begin:g}")
    _write(words, width - len(_LAST), _LAST)
    here, there, _ = signs(glyphs)
    marks = [(there, Style.CHANGED, batch)] * (batch is not None) + [(here, Style.NOW, reach)]
    return (
        fit((Span("".join(words), Style.DIM),), width),
        fit(_marked(scale, marks, width), width),
        fit((Span("".join(ticks), Style.AXIS),), width),
    )


def _marked(
    scale: Sequence[str], marks: Sequence[tuple[str, Style, float | None]], width: int
) -> list[Span]:
    spans = [Span(sign, Style.AXIS) for sign in scale]
    for sign, style, reach in marks:
        if reach is not None and not math.isnan(reach):
            spans[_cell(reach, width)] = Span(sign, style)
    return spans


def _cell(reach: float, width: int) -> int:
    return int(min(max(reach, 0.0), _END) / _END * (width - 1) + 0.5)


def _middle(begin: float, end: float, word: str, width: int) -> int:
    return (_cell(begin, width) + _cell(end, width) - len(word)) // 2


def _write(cells: list[str], start: int, text: str) -> None:
    """Write a text where there is room for it."""
    start = max(0, min(start, len(cells) - len(text)))
    if all(cell == " " for cell in cells[max(start - 1, 0) : start + len(text) + 1]):
        cells[start : start + len(text)] = text
