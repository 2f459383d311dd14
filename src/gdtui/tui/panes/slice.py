"""The slice: the loss against one parameter, the tangent, and where the update lands."""

from gdtui.draw import numbers
from gdtui.draw.box import box, titled
from gdtui.draw.parabola import Parabola, parabola, signs
from gdtui.draw.text import Line
from gdtui.session.outlook import Surroundings
from gdtui.tui.cell import Cell, parameter, parameter_name
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Pane

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
            curve.at + float(around.update[0]),
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
        words = (self.spoken(line, width) for line in said)
        return box(title, (*words, *picture), width, height, self.glyphs, chosen=self.chosen)

    def _said(
        self, moment: Moment, around: Surroundings, name: str, curve: Parabola
    ) -> tuple[str, ...]:
        """Where we stand, where the step leads, and where the curve is lowest, in numbers."""
        step = float(around.update[0])
        lands, lowest = curve.at + step, curve.lowest
        here, there, low = signs(self.glyphs)
        will = moment.snapshot.position.phase in _WILL
        update, change = "update" if will else "next update", numbers.number(step, 6)
        best = float(around.best[0])
        at, landed, deepest, free = numbers.apart((curve.at, lands, lowest, best))
        lines = (
            f"{here} {name} = {at}: loss {numbers.loss(curve.loss)}",
            f"{there} {update}: {around.how} = {change} leads to {landed}",
            f"{low} lowest here {deepest}: loss {_loss(curve, lowest)}",
        )
        more = (
            f", the tangent's slope is {numbers.loss(curve.slope)}",
            f": loss {_loss(curve, lands)}, others held",
            f"; best with all weights free {free}",
        )
        return tuple(line + rest for line, rest in zip(lines, more, strict=True))


def _loss(curve: Parabola, x: float) -> str:
    return numbers.loss(float(curve(x)))
