"""The rate: what it does in each direction, why some hardly move, and what is left to go."""

import math

from gdtui.draw import numbers
from gdtui.draw.box import box
from gdtui.draw.gauge import gauge
from gdtui.draw.table import Column, table
from gdtui.draw.text import Line, Span, Style, cells
from gdtui.session.outlook import Direction, Rates
from gdtui.tui.cell import input_name, parameter_name
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Pane

_SLOW = 1000.0  # epochs to a tenth that nobody waits for
_TINY = 1e-5  # of a distance, taken off in a step: six digits do not show it
_MOST = 6  # directions that are shown, half of them the steepest, half the flattest


class Rate(Pane):
    """Scrolls over the parameters and their distances to the best."""

    help = (
        "lr times the largest eigenvalue of the loss is how far a step goes in the steepest "
        "direction: 1 is just there, more overshoots, 2 and more never arrives. In flatter "
        "directions the same rate does less: the table says after how many epochs a tenth of the "
        "way is left. Standardised inputs (z) make the directions alike."
    )

    def scroll(self, lines: int) -> None:
        """Show other parameters."""
        if self.moment is not None:
            targets, inputs = self.moment.snapshot.weight.shape
            self.first = max(0, min(self.first + lines, targets * (inputs + 1) - 1))

    def paint(self, moment: Moment, width: int, height: int) -> tuple[Line, ...]:
        """The scale, the directions and the distances in their box."""
        told = moment.rates
        if told is None:
            return self.empty("rate", width, height)
        lines = [
            *self._scale(moment, told, width - 2),
            *_directions(moment, told, width - 2),
            *(self.spoken(width, said) for said in _reasons(moment, told)),
        ]
        room = height - 2 - len(lines)
        if room > 1:
            lines += _distances(moment, told, width - 2, room)
        dot = f" {self.glyphs.dot} "
        kind = "standardised inputs" if told.standardized else "inputs as they are"
        title = f"rate{dot}{kind}"
        return box(title, lines, width, height, self.glyphs, chosen=self.chosen)

    def _scale(self, moment: Moment, told: Rates, width: int) -> tuple[Line, ...]:
        """Lr against the limit, in words and on a scale."""
        reach = told.lr * 2 / told.limit if told.limit else math.inf
        batch = None if told.batch_limit is None else 2 * told.lr / told.batch_limit
        found = moment.snapshot.gauge
        words = "" if found is None else f": {found.words}"
        said = (
            f"lr {numbers.rate(told.lr)} of at most 2/λmax = "
            f"{numbers.rate(told.limit)} for all rows{words}"
        )
        lines: list[Line] = [self.spoken(width + 2, said, style=Style.STRONG)]
        if told.batch_limit is not None:
            limits = f"{numbers.rate(told.batch_limit)}, for any batch {numbers.rate(told.safe)}"
            lines.append((Span(f"for this batch at most {limits}"),))
        elif told.awaited:
            lines.append((Span("for this batch: working out ..."),))
        return (*lines, *gauge(reach, batch, width, glyphs=self.glyphs))


def _directions(moment: Moment, told: Rates, width: int) -> tuple[Line, ...]:
    """A line for each direction: how steep, what an epoch keeps, how long it takes, what it is."""
    shown = told.directions
    if len(shown) > _MOST:
        shown = (*shown[: _MOST // 2], *shown[-(_MOST // 2) :])
    rows = [
        (
            numbers.rate(each.eigenvalue),
            numbers.rate(told.lr * each.eigenvalue),
            _kept(each.factor, told.lr * each.eigenvalue),
            _epochs(each.epochs, "~" * _in_batches(moment)),
            _mostly(moment, each),
        )
        for each in shown
    ]
    heads = ("eigenvalue", "times lr", "kept per step", "epochs to 1/10", " mostly")
    columns = [
        Column(
            head,
            [(Span(f" {row[place]}" if place == len(heads) - 1 else row[place]),) for row in rows],
            max(cells(text) for text in (head, *(row[place] for row in rows))) + 2,
            names=place == len(heads) - 1,
        )
        for place, head in enumerate(heads)
    ]
    return table(columns, width, len(rows) + 1)


def _kept(factor: float, reach: float) -> str:
    return f"1 - {numbers.rate(reach)}" if 0 < reach < _TINY else f"{factor:.6g}"


def _mostly(moment: Moment, direction: Direction) -> str:
    return " ".join(
        f"{input_name(moment, place)} {100 * share:.0f}%"
        for place, share in direction.mostly
        if share >= 0.005
    )


def _reasons(moment: Moment, told: Rates) -> list[str]:
    """Why the slowest direction hardly moves, the way out, and the gap that is left."""
    snapshot, slowest = moment.snapshot, told.directions[-1]
    name = input_name(moment, slowest.mostly[0][0])
    condition = numbers.rate(told.condition_number)
    about = "about " if _in_batches(moment) else ""
    said = [f"condition number {condition}: the steepest direction over the flattest"]
    if slowest.eigenvalue == 0:
        said.append("one direction is flat: inputs depend on each other, and it never moves")
    elif slowest.epochs > _SLOW and not math.isinf(slowest.epochs):
        said.append(
            f"why {name} hardly moves: a tenth of its way is left after "
            f"{about}{_epochs(slowest.epochs)} epochs"
        )
    better = told.standardised
    if better is not None and not told.standardized:
        said.append(
            f"with z: condition number {numbers.rate(better.condition_number)}, at lr "
            f"{numbers.rate(better.lr)} the slowest takes {about}{_epochs(better.epochs)} epochs"
        )
    if snapshot.gap is not None:
        left = f"gap {numbers.loss(snapshot.gap)}"
        if not snapshot.gap:
            left = f"which is the same to {snapshot.settings.dtype}"
        said.append(
            f"loss {numbers.loss(snapshot.full_loss)}, best possible "
            f"{numbers.loss(snapshot.best_loss)}, {left}"
        )
    return said


def _distances(moment: Moment, told: Rates, width: int, height: int) -> tuple[Line, ...]:
    """Parameters with their best values, as many as there are lines for."""
    now = numbers.column(told.values)
    best = numbers.column(told.best)
    ways = zip(told.values, told.best, strict=True)
    apart = numbers.column([there - here for here, there in ways])
    names = [parameter_name(moment, *place) for place in told.places]
    heads = ("parameter", "now", "best", "to go")
    columns = [
        Column(
            head,
            [(Span(text),) for text in texts],
            max(map(cells, (head, *texts))) + 2,
            names=head == heads[0],
        )
        for head, texts in zip(heads, (names, now, best, apart), strict=True)
    ]
    return table(columns, width, height)


def _epochs(count: float, about: str = "") -> str:
    if math.isinf(count):
        return "never"
    return about + (numbers.count(math.ceil(count)) if count < 1e6 else f"{count:.1e}")


def _in_batches(moment: Moment) -> bool:
    """Whether the epochs are an estimate: counted as if each batch bent as all rows do."""
    return moment.snapshot.position.batches > 1
