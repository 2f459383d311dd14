"""The parameters: w and b with the names of inputs and targets, and which of them changed."""

from gdtui.draw.box import box
from gdtui.draw.changes import signs
from gdtui.draw.matrix import Values, matrix, matrix_window
from gdtui.draw.text import Line
from gdtui.draw.window import window
from gdtui.tui.cell import Cell, parameter, raw_parameter
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Pane


def weights(moment: Moment, *, raw: bool = False) -> Values:
    """The weights of a moment and how they changed since the one before, or the raw ones."""
    now, before = moment.snapshot, moment.before
    if raw and now.settings.standardize and moment.raw is not None:
        return Values(moment.raw.weight, moment.raw.bias)
    if now.settings.standardize != before.settings.standardize:
        return Values(now.weight, now.bias)  # other numbers for the same predictions
    return Values(
        now.weight, now.bias, signs(now.weight, before.weight), signs(now.bias, before.bias)
    )


def title(pane: Pane, moment: Moment) -> str:
    """What the parameters are called, and for which inputs they are."""
    if not moment.snapshot.settings.standardize:
        return "parameters"
    kind = "for raw inputs" if pane.raw and moment.raw is not None else "standardised"
    return f"parameters {pane.glyphs.dot} {kind}"


class Parameters(Pane):
    """A line per target, a column per input."""

    help = (
        "The parameters: w has a line per target and a column per input, b is the bias. An arrow "
        "marks what rose or fell since the last key. i puts a cursor here, w edits the number."
    )

    def extent(self, moment: Moment) -> tuple[int, int]:
        """Targets, and the inputs with the bias."""
        targets, inputs = moment.snapshot.weight.shape
        return targets, inputs + 1

    def cell(self, moment: Moment, line: int, column: int) -> Cell:
        """One of the parameters."""
        return (raw_parameter if self.raw else parameter)(moment, line, column)

    def paint(self, moment: Moment, width: int, height: int) -> tuple[Line, ...]:
        """The matrix in its box."""
        opened = moment.opened
        line, place = self.cursor or (0, 0)
        self.first = window(self.first, height - 3, len(opened.target_names), line).first
        shown = matrix_window(0, opened.input_names, opened.target_names, width - 2, place)
        inside = matrix(
            weights(moment, raw=self.raw),
            opened.input_names,
            opened.target_names,
            width - 2,
            height - 2,
            first_input=shown.first,
            first_target=self.first,
            cursor=self.cursor,
            glyphs=self.glyphs,
        )
        return box(title(self, moment), inside, width, height, self.glyphs, chosen=self.chosen)
