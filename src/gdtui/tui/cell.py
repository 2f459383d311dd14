"""Cell: the number under the cursor, by its name in the model."""

from math import sqrt
from typing import NamedTuple

from gdtui.draw.text import label
from gdtui.session.spot import (
    Gradient,
    InData,
    OfInput,
    OfTarget,
    Parameter,
    RawParameter,
    Spot,
    What,
    Whole,
)
from gdtui.tui.moment import Moment

_NAME = 20
_OF_TARGET: tuple[What, ...] = ("prediction", "residual", "target")


class Cell(NamedTuple):
    """A number as Python writes it, shortest in its own dtype; `text` is None where there is none.

    `spot` tells the session which number it is.
    """

    name: str
    text: str | None
    spot: Spot

    @property
    def parameter(self) -> Parameter | None:
        """What can be edited."""
        return self.spot if isinstance(self.spot, Parameter) else None


def parameter(moment: Moment, target: int, place: int) -> Cell:
    """A weight, or the bias at the place after the last input."""
    shot, inputs = moment.snapshot, len(moment.opened.input_names)
    values = shot.bias[target] if place == inputs else shot.weight[target, place]
    spot = Parameter(target, None if place == inputs else place)
    return Cell(parameter_name(moment, target, place), str(values), spot)


def raw_parameter(moment: Moment, target: int, place: int) -> Cell:
    """The same as it is for raw inputs, where a moment has such numbers; these cannot be edited."""
    told, inputs = moment.raw, len(moment.opened.input_names)
    if told is None or not moment.snapshot.settings.standardize:
        return parameter(moment, target, place)
    value = told.bias[target] if place == inputs else told.weight[target, place]
    spot = RawParameter(target, None if place == inputs else place)
    return Cell(f"{parameter_name(moment, target, place)} for raw inputs", str(value), spot)


def gradient(moment: Moment, target: int, place: int) -> Cell:
    """The gradient of a parameter; there may be none."""
    shot, inputs = moment.snapshot, len(moment.opened.input_names)
    grads = shot.bias_grad if place == inputs else shot.weight_grad
    name = f"grad of {parameter_name(moment, target, place)}"
    spot = Gradient(target, None if place == inputs else place)
    if grads is None:
        return Cell(name, None, spot)
    return Cell(name, str(grads[target] if place == inputs else grads[target, place]), spot)


def in_batch(moment: Moment, row: int, place: int) -> Cell:
    """A number of a row of the batch: an input, or then for each target three.

    These are its prediction, its residual and itself. A row that is not known yet has no text.
    """
    names, seen = moment.opened, moment.rows(row, 1)
    known = seen.first == row and len(seen.numbers) == 1
    called = f"row {int(seen.numbers[0]) + 1}" if known else f"row {row + 1} of the batch"
    if place < len(names.input_names):
        text = str(seen.inputs[0, place]) if known else None
        return Cell(
            f"{called}, {label(names.input_names[place], _NAME)}", text, OfInput(row, place)
        )
    target, which = divmod(place - len(names.input_names), len(_OF_TARGET))
    what = _OF_TARGET[which]
    name = f"{what} of {called}, {label(names.target_names[target], _NAME)}"
    spot = OfTarget(what, row, target)
    if not known or (seen.preds is None and what != "target"):
        return Cell(name, None, spot)
    values = {"target": seen.targets, "prediction": seen.preds}.get(what)
    if values is None:
        assert seen.preds is not None  # noqa: S101  # as just looked up
        values = seen.preds - seen.targets
    return Cell(name, str(values[0, target]), spot)


def in_data(moment: Moment, row: int, place: int) -> Cell:
    """A number of a row of the data: an input, or after them a target."""
    names, told = moment.opened, moment.data
    column = (*names.input_names, *names.target_names)[place]
    name, spot = label(column, _NAME), InData(row, place)
    if told is None or not 0 <= row - told.first < len(told.lines):
        return Cell(f"row {row + 1}, {name}", None, spot)
    at, inputs = row - told.first, len(names.input_names)
    value = told.inputs[at, place] if place < inputs else told.targets[at, place - inputs]
    return Cell(f"line {told.lines[at]}, {name}", str(value), spot)


def wholes(moment: Moment) -> tuple[Cell, ...]:
    """The numbers of which a moment has one."""
    shot = moment.snapshot
    root = sqrt(shot.full_loss) if shot.full_loss >= 0 else None
    values = {
        Whole.RATE: shot.chosen.lr,
        Whole.BATCH_LOSS: shot.batch_loss,
        Whole.FULL_LOSS: shot.full_loss,
        Whole.ROOT: root,
        Whole.NORM: shot.grad_norm,
        Whole.BEST: shot.best_loss,
    }
    return tuple(
        Cell(str(spot), None if value is None else str(value), spot)
        for spot, value in values.items()
    )


def parameter_name(moment: Moment, target: int, place: int) -> str:
    """What a parameter is called: `w[apples,temp]`, `b[apples]`."""
    names = moment.opened
    aim = label(names.target_names[target], _NAME)
    if place == len(names.input_names):
        return f"b[{aim}]"
    return f"w[{aim},{label(names.input_names[place], _NAME)}]"


def input_name(moment: Moment, place: int) -> str:
    """An input, or `bias` at the place after the last one."""
    names = moment.opened.input_names
    return "bias" if place == len(names) else label(names[place], _NAME)
