"""The strip: one sentence with real numbers about the phase just done, or what is to be said."""

from gdtui.draw.strip import strip
from gdtui.draw.text import Line, Span, Style, fit, typed
from gdtui.session.telling import tell
from gdtui.tui.desk import Desk
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Edge


class Strip(Edge):
    """Two lines under the panes; with a cursor they say why its number is what it is."""

    def paint(self, moment: Moment | None, desk: Desk, width: int, height: int) -> tuple[Line, ...]:
        """The sentence, broken between words."""
        said = typed(desk.said or _said(moment, desk), self.glyphs)
        style = Style.STRONG if desk.said else Style.PLAIN
        lines = strip(said, width - 2, height, style=style, glyphs=self.glyphs)
        return tuple(fit((Span(" "), *line), width) for line in lines)


def _said(moment: Moment | None, desk: Desk) -> str:
    if moment is None:
        return ""
    if desk.spot is None:
        return moment.snapshot.ended or tell(moment.opened, moment.snapshot)
    why = desk.explained(moment.snapshot)
    return desk.pointed if why is None else why.explanation.line
