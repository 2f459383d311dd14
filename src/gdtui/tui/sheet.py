"""The sheet of styles: what a meaning looks like, in the sixteen colours of the user's own palette.

Nothing is said by colour alone. Bright magenta is the one colour that can be read on dark and on
light ground in the common palettes; no kind of colour-blindness takes it for the plain letters.
"""

from rich.segment import Segment
from rich.style import Style as Look
from textual.strip import Strip

from gdtui.draw.text import Line, Style

SHEET = {
    Style.PLAIN: Look(),
    Style.DIM: Look(dim=True),
    Style.STRONG: Look(bold=True),
    Style.TITLE: Look(bold=True),
    Style.CHANGED: Look(bold=True, color="bright_magenta"),
    Style.STALE: Look(dim=True, italic=True),
    Style.GOOD: Look(bold=True),
    Style.BAD: Look(bold=True, reverse=True),
    Style.AXIS: Look(dim=True),
    Style.CURVE: Look(color="bright_magenta"),
    Style.GHOST: Look(dim=True),
    Style.FORECAST: Look(),
    Style.BEST: Look(),
    Style.NOW: Look(bold=True),
    Style.CURSOR: Look(reverse=True),
    Style.NEXT: Look(underline=True),
    Style.KEY: Look(bold=True, color="bright_magenta"),
}


def strip(line: Line, width: int) -> Strip:
    """A line of `width` cells as Textual paints it."""
    return Strip([Segment(span.text, SHEET[span.style]) for span in line], width)
