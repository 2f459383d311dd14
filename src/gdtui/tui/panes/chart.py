"""The loss chart: the line of now, those left behind it, and the best possible loss."""

from gdtui.draw.axis import x_end
from gdtui.draw.box import box
from gdtui.draw.chart import Plot, plot
from gdtui.draw.kept import kept
from gdtui.draw.series import Series, columns
from gdtui.draw.text import Glyphs, Line, Style
from gdtui.session.curve import followed_by
from gdtui.session.questions import Per
from gdtui.session.snapshot import LossCurve, Snapshot
from gdtui.session.spot import PastLoss
from gdtui.tui.cell import Cell
from gdtui.tui.layout import Name
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Pane

_PHASES, _LOSS = 5, 2  # phases of a step, and how many of them make a loss


class Chart(Pane):
    """Batch losses, or their means over epochs, on a linear or a logarithmic axis."""

    help = (
        "The loss of each batch, or with E of each epoch; L makes the axis logarithmic. The dashed "
        "line is the best loss that any weights can reach; faint curves are futures left behind. "
        "F draws a dotted curve ahead: what full-batch descent from here will reach."
    )

    def __init__(self, name: Name, glyphs: Glyphs) -> None:
        super().__init__(name, glyphs)
        self.logarithmic = False
        self.per_epoch = False

    def extent(self, moment: Moment) -> tuple[int, int]:
        """A column for each loss or, where they are many, for each bucket of them.

        Below a bucket, line by line, are the losses that are in it.
        """
        curve = self._curve(moment)
        return 1 if curve.width == 1 else curve.width + 1, len(curve.lows)

    def cell(self, moment: Moment, line: int, column: int) -> Cell:
        """A loss, or the lowest and the highest of a bucket."""
        curve, unit = self._curve(moment), self._unit
        first = column * curve.width + 1
        if line:
            number = min(first + line - 1, curve.count)
            return Cell(f"loss of {unit} {number}", None, PastLoss(unit, number - 1, 1))
        low, high = str(curve.lows[column]), str(curve.highs[column])
        here = min(curve.width, curve.count - first + 1)
        spot = PastLoss(unit, first - 1, here)
        if here == 1:
            return Cell(f"loss of {unit} {first}", low, spot)
        return Cell(f"loss from {unit} {first} on, the highest of {here} is {high}", low, spot)

    def _pointed(self, curve: LossCurve) -> float | None:
        """The place of the cursor on the axis."""
        if self.cursor is None:
            return None
        line, column = self.cursor
        return float(column * curve.width + max(line, 1))

    def paint(self, moment: Moment, width: int, height: int) -> tuple[Line, ...]:
        """The curves in their box."""
        snapshot = moment.snapshot
        others = tuple(
            branch.epoch_losses if self.per_epoch else branch.batch_losses
            for branch in moment.branches
            if branch.number != snapshot.branch
        )
        ahead = self._ahead(moment)
        curves = _curves(
            snapshot.epoch_losses if self.per_epoch else _batches(snapshot),
            others,
            ahead,
            (width - 2, height - 2),
            log=self.logarithmic,
            best=snapshot.best_loss,
            cursor=self._pointed(self._curve(moment)),
            glyphs=self.glyphs,
        )
        inside = curves.at(self._place(snapshot))
        dot = f" {self.glyphs.dot} "
        title = (
            dot.join(("loss", "epochs" if self.per_epoch else "batches"))
            + self.logarithmic * f"{dot}log"
            + bool(ahead) * f"{dot}forecast"
        )
        return box(title, inside, width, height, self.glyphs, chosen=self.chosen)

    def turn_axis(self) -> None:
        """Logarithmic instead of linear, or back."""
        self.logarithmic = not self.logarithmic
        self.renew()

    def turn_curve(self) -> None:
        """Losses of epochs instead of batches, or back."""
        self.per_epoch = not self.per_epoch
        self.renew()

    @property
    def _unit(self) -> Per:
        return "epoch" if self.per_epoch else "batch"

    def _ahead(self, moment: Moment) -> tuple[Series, ...]:
        """The forecast; a batch's loss is that of the weights before it, so it comes one later."""
        told = moment.forecast
        if told is None:
            return ()
        steps = 1 if self.per_epoch else told.batches
        places = told.epochs * steps + 1
        return (Series(places, told.losses, told.losses, Style.FORECAST),)

    def _curve(self, moment: Moment) -> LossCurve:
        snapshot = moment.snapshot
        return snapshot.epoch_losses if self.per_epoch else snapshot.batch_losses

    def _place(self, snapshot: Snapshot) -> float:
        """How many batches or epochs are behind the moment of now."""
        position = snapshot.position
        return position.epochs if self.per_epoch else -(-position.moment // _PHASES)


@kept
def _curves(
    now: LossCurve,
    others: tuple[LossCurve, ...],
    ahead: tuple[Series, ...],
    size: tuple[int, int],
    *,
    log: bool,
    best: float | None,
    cursor: float | None,
    glyphs: Glyphs,
) -> Plot:
    """The chart without its box and the place of now; most phases change nothing else of it."""
    ends = [curve.count for curve in (now, *others)]
    right = float(x_end(max([*ends, *(each.x[-1] - 1 for each in ahead)])))
    curves = [
        _series(now, right, size[0], Style.CURVE),
        *ahead,
        *(_series(curve, right, size[0], Style.GHOST) for curve in others),
    ]
    return plot(curves, size, log=log, x_max=right, best=best, cursor=cursor, glyphs=glyphs)


def _series(curve: LossCurve, right: float, count: int, style: Style) -> Series:
    buckets = curve.lows, curve.highs, curve.width
    return columns(*buckets, right, count, total=curve.count, style=style)


def _batches(snapshot: Snapshot) -> LossCurve:
    """The losses with that of the batch under way, where it is the first beyond their end."""
    curve, loss = snapshot.batch_losses, snapshot.batch_loss
    steps, phases = divmod(snapshot.position.moment, _PHASES)
    if loss is None or phases < _LOSS or curve.count != steps:
        return curve
    return followed_by(curve, loss)
