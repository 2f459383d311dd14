"""The contour: the loss over two parameters, and the path of the descent."""

from gdtui.draw import numbers
from gdtui.draw.box import box
from gdtui.draw.contour import Bowl, contour
from gdtui.draw.parabola import signs
from gdtui.draw.text import Line
from gdtui.session.outlook import Surroundings
from gdtui.tui.cell import Cell, parameter, parameter_name
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Pane
from gdtui.tui.panes.slice import leads

_REFUSED = "no update: PyTorch refuses it"


class Contour(Pane):
    """Two parameters move and the others stay; `first` is how far the second is from the first."""

    help = (
        "Rings of equal loss over two parameters, the others as they are now, and the way that the "
        "descent has come. Up and down choose the upright parameter; i with the arrows, or the "
        "slice, chooses the other. Long thin rings make a descent slow: standardising rounds them."
    )

    def extent(self, moment: Moment) -> tuple[int, int]:
        """Targets, and the inputs with the bias."""
        targets, inputs = moment.snapshot.weight.shape
        return targets, inputs + 1

    def cell(self, moment: Moment, line: int, column: int) -> Cell:
        """One of the parameters."""
        return parameter(moment, line, column)

    def scroll(self, lines: int) -> None:
        """Choose another upright parameter."""
        if self.moment is not None:
            targets, places = self.extent(self.moment)
            self.first = (self.first + lines) % (targets * places - 1)

    def paint(self, moment: Moment, width: int, height: int) -> tuple[Line, ...]:
        """The picture in its box, under what it says in numbers."""
        around = moment.around
        if around is None or len(around.places) != 2:
            return self.empty("contour", width, height)
        loss = around.all_rows
        along, upright = (parameter_name(moment, *place) for place in around.places)
        said = self._said(moment, around)
        picture = contour(
            Bowl(loss.at, loss.loss, loss.gradient, loss.hessian, loss.lowest),
            around.path,
            None if around.update is None else around.of_step.at + around.update,
            width - 2,
            height - 2 - len(said),
            glyphs=self.glyphs,
        )
        dot, arrow, up = f" {self.glyphs.dot} ", self.glyphs.arrow, self.glyphs.rose
        title = f"contour{dot}{along} {arrow}{dot}{upright} {up}"
        words = (self.spoken(width, *wordings) for wordings in said)
        return box(title, (*words, *picture), width, height, self.glyphs, chosen=self.chosen)

    def _said(self, moment: Moment, around: Surroundings) -> tuple[tuple[str, ...], ...]:
        loss, steps = around.all_rows, int(around.path_steps[-1])
        here, there, low = signs(self.glyphs)
        x, y = (numbers.number(float(value)) for value in loss.at)
        left, up = (numbers.number(float(value)) for value in loss.lowest)
        lowest = numbers.loss(float(loss.losses(loss.lowest)))
        where = f"{here} ({x}, {y}): loss {numbers.loss(loss.loss)}"
        after = f"{where} after {steps} step{'s' * (steps != 1)}"
        ahead = f"{there} after {leads(moment, around)}" if around.update is not None else _REFUSED
        bottom = f"{low} ({left}, {up}): loss {lowest}"
        return (
            (
                f"{after}; {ahead}",
                f"{where}; {ahead}",
                f"{here} {numbers.loss(loss.loss)}; {ahead}",
            ),
            (
                f"{bottom}, the lowest with the others as they are",
                f"{bottom}, others as they are",
                bottom,
            ),
        )
