"""The guide: what a tour tells, with the numbers of the moment filled in."""

from gdtui.draw.strip import broken
from gdtui.draw.text import Line, Span, Style, cells, fit, frame, left
from gdtui.tour.template import fill
from gdtui.tour.tour import Tour
from gdtui.tui.pane import Painted

_MORE = ". more  , back  N P chapter"


class Guide(Painted):
    """A heading, and below it a card or, of a long one, as much as there is room for."""

    tour: Tour | None = None
    first = 0

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """The tour painted."""
        if self.tour is None:
            return frame((), width, height)
        text = self._text(width)
        shown = text[self.first : self.first + height - 1]
        more = len(text) > self.first + height - 1
        lines = [self._heading(self.tour, width, more=more)]
        style = Style.STRONG if self.tour.text.startswith("question") else Style.PLAIN
        lines += [(Span(" "), Span(line, style)) for line in shown]
        return frame(lines, width, height)

    def scrolled(self) -> bool:
        """Go on in a card that is longer than there is room for, if it is."""
        width, height = self.size
        further = self.first + height - 1
        if height < 2 or len(self._text(width)) <= further:
            return False
        self.first = further
        self.renew()
        return True

    def _text(self, width: int) -> tuple[str, ...]:
        if self.tour is None or self.moment is None:
            return ()
        text = fill(self.tour.text, self.moment.opened, self.moment.snapshot)
        return broken(self._plain(text), width - 2)

    def _heading(self, tour: Tour, width: int, *, more: bool) -> Line:
        keys = f"  {_MORE if more else tour.hint} "
        title = left(f" {self._plain(tour.heading)}", max(0, width - cells(keys)))
        return fit((Span(title, Style.TITLE), Span(keys, Style.DIM)), width)

    def _plain(self, text: str) -> str:
        return text.encode("ascii", "replace").decode("ascii") if self.glyphs.ascii else text
