"""Cell: the number under the cursor, by its name in the model."""

from typing import NamedTuple

from gdtui.clean import clean
from gdtui.tui.moment import Moment

_NAME = 20


class Cell(NamedTuple):
    """A number as Python writes it, shortest in its own dtype; `text` is None where there is none.

    `parameter` are target and input (None for the bias) of what can be edited.
    """

    name: str
    text: str | None
    parameter: tuple[int, int | None] | None = None


def parameter(moment: Moment, target: int, place: int) -> Cell:
    """A weight, or the bias at the place after the last input."""
    shot, inputs = moment.snapshot, len(moment.opened.input_names)
    values = shot.bias[target] if place == inputs else shot.weight[target, place]
    return Cell(
        parameter_name(moment, target, place),
        str(values),
        (target, None if place == inputs else place),
    )


def gradient(moment: Moment, target: int, place: int) -> Cell:
    """The gradient of a parameter; there may be none."""
    shot, inputs = moment.snapshot, len(moment.opened.input_names)
    grads = shot.bias_grad if place == inputs else shot.weight_grad
    name = f"grad of {parameter_name(moment, target, place)}"
    if grads is None:
        return Cell(name, None)
    return Cell(name, str(grads[target] if place == inputs else grads[target, place]))


def in_batch(moment: Moment, row: int, column: int) -> Cell:
    """An input of a row of the batch or, after the inputs, a prediction."""
    inputs, names = len(moment.opened.input_names), moment.opened
    seen = moment.rows(row, 1)
    number = int(seen.numbers[0]) + 1
    if column < inputs:
        name = f"row {number}, {clean(names.input_names[column], _NAME)}"
        return Cell(name, str(seen.inputs[0, column]))
    target = column - inputs
    name = f"prediction of row {number}, {clean(names.target_names[target], _NAME)}"
    return Cell(name, None if seen.preds is None else str(seen.preds[0, target]))


def parameter_name(moment: Moment, target: int, place: int) -> str:
    """What a parameter is called: `w[apples,temp]`, `b[apples]`."""
    names = moment.opened
    aim = clean(names.target_names[target], _NAME)
    if place == len(names.input_names):
        return f"b[{aim}]"
    return f"w[{aim},{clean(names.input_names[place], _NAME)}]"
