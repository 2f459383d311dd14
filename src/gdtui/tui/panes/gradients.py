"""The gradients as PyTorch has them: numbers, zeros or None, with their norm in the title."""

from gdtui.draw import numbers
from gdtui.draw.box import box, titled
from gdtui.draw.changes import signs
from gdtui.draw.matrix import Values, matrix, matrix_window
from gdtui.draw.text import Line
from gdtui.draw.window import window
from gdtui.tui.cell import Cell, gradient
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Pane


def gradients(moment: Moment) -> Values:
    """The gradients of a moment, and how they changed since the one before."""
    now, before = moment.snapshot, moment.before
    return Values(
        now.weight_grad,
        now.bias_grad,
        signs(now.weight_grad, before.weight_grad),
        signs(now.bias_grad, before.bias_grad),
    )


def norm(moment: Moment) -> str:
    """The norm of all gradients, as a title says it."""
    length = moment.snapshot.grad_norm
    return "None" if length is None else f"norm {numbers.number(length, 1, 6)}"


class Gradients(Pane):
    """A line per target under the one of the parameters; the heads are theirs."""

    help = (
        "The gradients: how the loss changes with each parameter. backward fills them, update uses "
        "them, zero_grad clears them: to 0 in manual mode, to None in sgd mode, as PyTorch does. "
        "With i a cursor asks each one which rows it comes from."
    )

    def extent(self, moment: Moment) -> tuple[int, int]:
        """Targets, and the inputs with the bias."""
        targets, inputs = moment.snapshot.weight.shape
        return targets, inputs + 1

    def cell(self, moment: Moment, line: int, column: int) -> Cell:
        """One of the gradients."""
        return gradient(moment, line, column)

    def paint(self, moment: Moment, width: int, height: int) -> tuple[Line, ...]:
        """The matrix in its box, without heads."""
        opened = moment.opened
        line, place = self.cursor or (0, 0)
        self.first = window(self.first, height - 2, len(opened.target_names), line).first
        shown = matrix_window(0, opened.input_names, opened.target_names, width - 2, place)
        inside = matrix(
            gradients(moment),
            opened.input_names,
            opened.target_names,
            width - 2,
            height - 1,
            first_input=shown.first,
            first_target=self.first,
            cursor=self.cursor,
            decimals=None,
            glyphs=self.glyphs,
        )[1:]
        kind = "standardised" if moment.snapshot.made_by.standardize else ""
        title = titled(((0, "gradients"), (1, norm(moment)), (2, kind)), width, self.glyphs)
        return box(title, inside, width, height, self.glyphs, chosen=self.chosen)
