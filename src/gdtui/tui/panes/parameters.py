"""The parameters: w and b with the names of inputs and targets, and which of them changed."""

from gdtui.draw.box import box
from gdtui.draw.changes import signs
from gdtui.draw.matrix import Values, matrix
from gdtui.draw.text import Line
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Pane


def weights(moment: Moment) -> Values:
    """The weights of a moment, and how they changed since the one before."""
    now, before = moment.snapshot, moment.before
    return Values(
        now.weight, now.bias, signs(now.weight, before.weight), signs(now.bias, before.bias)
    )


class Parameters(Pane):
    """A line per target, a column per input."""

    def paint(self, moment: Moment, width: int, height: int) -> tuple[Line, ...]:
        """The matrix in its box."""
        opened = moment.opened
        inside = matrix(
            weights(moment),
            opened.input_names,
            opened.target_names,
            width - 2,
            height - 2,
            first_target=self.first,
            glyphs=self.glyphs,
        )
        return box("parameters", inside, width, height, self.glyphs, chosen=self.chosen)
