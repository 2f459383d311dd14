"""Why: all about the number under the cursor, with the arithmetic as it was computed."""

from gdtui.draw.box import box
from gdtui.draw.strip import wrapped
from gdtui.draw.text import Glyphs, Line, Span, typed
from gdtui.draw.window import window
from gdtui.tui.desk import Desk
from gdtui.tui.layout import Name
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Edge


class Why(Edge):
    """In the room of all panes; follows the moment and the cursor. The strip says it in short."""

    def __init__(self, name: Name, glyphs: Glyphs) -> None:
        super().__init__(name, glyphs)
        self.first = 0

    def paint(self, moment: Moment | None, desk: Desk, width: int, height: int) -> tuple[Line, ...]:
        """The explanation in its box; until it comes only the number."""
        why = None if moment is None else desk.explained(moment.snapshot)
        title = "why"
        if why is None:
            return box(title, ((Span(desk.pointed),),), width, height, self.glyphs, chosen=True)
        lines = [
            shown
            for line in why.explanation.lines
            for shown in wrapped(typed(line, self.glyphs), width - 4)
        ]
        seen = window(self.first, height - 2, len(lines))
        self.first = seen.first
        dot = f" {self.glyphs.dot} "
        title = dot.join(
            filter(None, (title, typed(why.explanation.name, self.glyphs), seen.which()))
        )
        inside = [(Span(" "), Span(lines[place])) for place in seen.places]
        return box(title, inside, width, height, self.glyphs, chosen=True)

    def scroll(self, lines: int) -> None:
        """Move the window; painting keeps it inside."""
        self.first = max(0, self.first + lines)
        self.renew()
