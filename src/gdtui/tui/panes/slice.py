"""The slice: the loss against one parameter, the tangent, and where the update lands."""

from gdtui.draw import numbers
from gdtui.draw.box import box, titled
from gdtui.draw.parabola import Parabola, parabola, signs
from gdtui.draw.text import Line
from gdtui.session.outlook import Surroundings
from gdtui.tui.cell import Cell, parameter, parameter_name
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Pane

REFUSED = "no update: without no_grad PyTorch refuses it"
_WILL = frozenset({"predict", "loss", "backward"})


class Slice(Pane):
    """One parameter moves and the others stay; `first` counts the parameters, row by row."""

    help = (
        "The loss against one parameter while the others stay as they are: a parabola. The line is "
        "its tangent, whose slope is the gradient; update goes down it by lr times the slope. Up "
        "and down choose the parameter, or the cursor of i."
    )

    def extent(self, moment: Moment) -> tuple[int, int]:
        """Targets, and the inputs with the bias."""
        targets, inputs = moment.snapshot.weight.shape
        return targets, inputs + 1

    def cell(self, moment: Moment, line: int, column: int) -> Cell:
        """One of the parameters."""
        return parameter(moment, line, column)

    def scroll(self, lines: int) -> None:
        """Choose another parameter."""
        if self.moment is not None:
            targets, places = self.extent(self.moment)
            self.first = max(0, min(self.first + lines, targets * places - 1))

    def paint(self, moment: Moment, width: int, height: int) -> tuple[Line, ...]:
        """The picture in its box, under what it says in numbers."""
        around = moment.around
        if around is None or len(around.places) != 1:
            return self.empty("slice", width, height)
        curve = Parabola(*around.of_step.along_first)
        ghost = None if around.batch is None else Parabola(*around.all_rows.along_first)
        name = parameter_name(moment, *around.places[0])
        said = self._said(moment, around, name, curve)
        picture = parabola(
            curve,
            ghost,
            None if around.update is None else curve.at + float(around.update[0]),
            width - 2,
            height - 2 - len(said),
            glyphs=self.glyphs,
        )
        said_of = (
            (0, "slice"),
            (1, f"loss against {name}"),
            (2, "all rows" if ghost is None else "this batch"),
            (3, "" if ghost is None else "dotted: all rows"),
        )
        title = titled(said_of, width, self.glyphs)
        words = (self.spoken(width, *wordings) for wordings in said)
        return box(title, (*words, *picture), width, height, self.glyphs, chosen=self.chosen)

    def _said(
        self, moment: Moment, around: Surroundings, name: str, curve: Parabola
    ) -> tuple[tuple[str, ...], ...]:
        """Where we stand, where the step leads, and where the curve is lowest, in numbers."""
        step = 0.0 if around.update is None else float(around.update[0])
        best, lowest = float(around.best[0]), curve.lowest
        at, landed, deepest, free = numbers.apart((curve.at, curve.at + step, lowest, best))
        here, there, low = signs(self.glyphs)
        slope = numbers.loss(curve.slope)
        stands = f"{here} {name} = {at}: loss {numbers.loss(curve.loss)}"
        change, update = numbers.rate(step), leads(moment, around).removeprefix("the ")
        lands = f"to {landed}: loss {_loss(curve, curve.at + step)}"
        bottom = f"{low} lowest here {deepest}: loss {_loss(curve, lowest)}"
        ahead: tuple[str, ...] = (
            f"{there} {update}: {around.how} = {change} leads {lands}, the others held",
            f"{there} {update}: {around.how} = {change} leads {lands}",
            f"{there} {update}: {change} {lands}",
        )
        if around.update is None:
            ahead = (f"{REFUSED}: k mends the loop", REFUSED)
        return (
            (f"{stands}, the tangent's slope is {slope}", f"{stands}, slope {slope}"),
            ahead,
            (f"{bottom}; best with all weights free {free}", f"{bottom}; best of all {free}"),
        )


def leads(moment: Moment, around: Surroundings) -> str:
    """What is drawn as the step ahead: after *update* the next batch is another one."""
    if moment.snapshot.position.phase in _WILL:
        return "the update"
    return "the next update" if around.batch is None else "this batch again"


def _loss(curve: Parabola, x: float) -> str:
    return numbers.loss(float(curve(x)))
