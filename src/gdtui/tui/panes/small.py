"""What a screen says that is too small for anything else."""

from gdtui.draw.text import Line, Span, frame
from gdtui.tui.desk import Desk
from gdtui.tui.layout import HEIGHT, WIDTH
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Edge


class Small(Edge):
    """One line: the size that is needed, and the key that still works."""

    def paint(self, moment: Moment | None, desk: Desk, width: int, height: int) -> tuple[Line, ...]:
        """The line, short enough for most."""
        del moment, desk
        said = f"needs {WIDTH}x{HEIGHT}; q quits"
        return frame([(Span(said),)], width, height)
