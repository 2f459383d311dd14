"""Waiting: what is seen until the screen of the session is loaded."""

from textual.screen import Screen
from textual.strip import Strip

from gdtui.draw.text import Span, Style, fit
from gdtui.tui.sheet import strip
from gdtui.tui.terminal import FIRST_WORDS


class Waiting(Screen[None]):
    """The first words, where the status line will be."""

    def render_line(self, y: int) -> Strip:
        """The words in the first line."""
        name, words = FIRST_WORDS
        line = () if y else (Span(name, Style.TITLE), Span(words))
        return strip(fit(line, self.size.width), self.size.width)
