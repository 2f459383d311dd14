"""The strip: one sentence with real numbers about the phase just done, or what is to be said."""

from gdtui.draw.strip import strip
from gdtui.draw.text import Line, Span, Style, fit
from gdtui.session.telling import tell
from gdtui.tui.desk import Desk
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Edge

_ASCII = str.maketrans({"∂": "d", "·": "*", "²": "^2"})


class Strip(Edge):
    """Two lines under the panes."""

    def paint(self, moment: Moment | None, desk: Desk, width: int, height: int) -> tuple[Line, ...]:
        """The sentence, broken between words."""
        said = desk.said or ("" if moment is None else tell(moment.opened, moment.snapshot))
        if self.glyphs.ascii:
            said = said.translate(_ASCII).encode("ascii", "replace").decode("ascii")
        style = Style.STRONG if desk.said else Style.PLAIN
        lines = strip(said, width - 2, height, style=style, glyphs=self.glyphs)
        return tuple(fit((Span(" "), *line), width) for line in lines)
