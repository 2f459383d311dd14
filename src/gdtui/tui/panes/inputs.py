"""Parameters and gradients in one: a line per input, where columns do not fit beside each other."""

from gdtui.draw.box import box, titled
from gdtui.draw.matrix import inputs_table, inputs_window, targets_window
from gdtui.draw.text import Line
from gdtui.tui.cell import Cell, gradient, parameter, raw_parameter
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Pane
from gdtui.tui.panes.gradients import gradients, norm
from gdtui.tui.panes.parameters import weights


class Inputs(Pane):
    """Name, weight and gradient per target; scrolls over the inputs."""

    help = (
        "The parameters with their gradients, a line per input and one for the bias; arrows scroll."
    )

    def extent(self, moment: Moment) -> tuple[int, int]:
        """The inputs with the bias; for each target its weight and its gradient."""
        targets, inputs = moment.snapshot.weight.shape
        return inputs + 1, 2 * targets

    def cell(self, moment: Moment, line: int, column: int) -> Cell:
        """One of the parameters, or its gradient."""
        target, is_gradient = divmod(column, 2)
        made = gradient if is_gradient else raw_parameter if self.raw else parameter
        return made(moment, target, line)

    def paint(self, moment: Moment, width: int, height: int) -> tuple[Line, ...]:
        """The table in its box; the title says which inputs are seen."""
        opened = moment.opened
        place, column = self.cursor or (None, None)
        shown = inputs_window(self.first, len(opened.input_names), height - 2, place)
        target = None if column is None else column // 2
        targets = targets_window(0, opened.target_names, width - 2, target)
        self.first = shown.first
        inside = inputs_table(
            weights(moment, raw=self.raw),
            gradients(moment),
            opened.input_names,
            opened.target_names,
            width - 2,
            height - 2,
            first_input=shown.first,
            first_target=targets.first,
            cursor=None if place is None or column is None else (column, place),
            glyphs=self.glyphs,
        )
        said = (
            (0, f"parameters {shown.which()}".rstrip()),
            (2, _kind(moment, raw=self.raw)),
            (3, targets.how_many("targets")),
            (1, norm(moment)),
        )
        title = titled(said, width, self.glyphs)
        return box(title, inside, width, height, self.glyphs, chosen=self.chosen)


def _kind(moment: Moment, *, raw: bool) -> str:
    if not moment.snapshot.settings.standardize:
        return ""
    return "raw" if raw and moment.raw is not None else "standardised"
