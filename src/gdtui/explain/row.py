"""Numbers of one row: an input, a prediction, its residual, a target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from gdtui.explain.arithmetic import Operand, agreeing
from gdtui.explain.comparison import beside, bound
from gdtui.explain.explanation import Explanation, first_fitting
from gdtui.explain.sums import Sum
from gdtui.explain.writing import Floats, factor, given, name, precise, pred, weight

_DOT, _SQUARED = "\N{MIDDLE DOT}", "\N{SUPERSCRIPT TWO}"


@dataclass(frozen=True)
class RowName:
    """A row by its number in the data, from 0, and by its line in the file."""

    number: int
    line: int
    file: str

    def __str__(self) -> str:
        return f"row {self.number + 1}"

    @property
    def where(self) -> str:
        """Where its numbers come from."""
        return f"{self} is line {self.line} of {self.file}"


@dataclass(frozen=True, eq=False)
class Standard:
    """What one input is standardised by, and the raw number that the file has."""

    raw: float
    mean: float
    sigma: float


def explain_input(
    row: RowName, input_name: str, x: np.floating, standard: Standard | None, room: int
) -> Explanation:
    """An input as training sees it: what the file says, or (raw - mean) / sigma of its column."""
    called = f"{row}, {name(input_name)}"
    if standard is None:
        line = f"{called} = {given(x)}: {row.where}"
        more = (f"an input: {row.where}; every prediction of the row has it times a weight",)
        return Explanation(called, line, more, float(x), float(x))
    value = (standard.raw - standard.mean) / standard.sigma
    arithmetic = (
        f"({given(standard.raw)} - {factor(weight(standard.mean))}) / {weight(standard.sigma)}"
    )
    rounding = bound(x.dtype, 1, abs(value))
    return Explanation(
        called,
        first_fitting(
            (
                f"{called} = (raw - mean) / sigma = {arithmetic} = {weight(value)}; {row.where}",
                f"{called} = {arithmetic} = {weight(value)}",
            ),
            room,
        ),
        (
            "an input, standardised: (raw - mean) / sigma of its column over all rows",
            f"  {arithmetic} = {weight(value)}",
            beside(value, float(x), x.dtype, rounding),
            "",
            f"{row.where}: {given(standard.raw)}",
        ),
        value,
        float(x),
        rounding,
    )


def explain_target(
    row: RowName, target_name: str, y: np.floating, prediction: float, room: int
) -> Explanation:
    """A target: where it stands in the file, and how far the prediction is from it."""
    called = f"target[{row},{name(target_name)}]"
    off = f"; the prediction {pred(prediction)} is {_off(prediction - float(y))}"
    return Explanation(
        called,
        first_fitting(
            (f"{called} = {given(y)}: {row.where}{off}", f"{called} = {given(y)}: {row.where}"),
            room,
        ),
        (f"what the prediction should be: {row.where}{off}",),
        float(y),
        float(y),
    )


@dataclass(frozen=True, eq=False)
class Predicting:
    """What one prediction is made of.

    x (d,) is the row; weight (d,) and bias are those it was made with. `now` is what the weights of
    now give, where they have changed since.
    """

    row: RowName
    input_names: Sequence[str]
    target_name: str
    x: Floats
    weight: Floats
    bias: np.floating
    target: np.floating
    made: np.floating
    now: float | None = None

    @property
    def called(self) -> str:
        """Its name."""
        return f"pred[{self.row},{name(self.target_name)}]"

    @property
    def sum(self) -> Sum:
        """Each input times its weight, and the bias."""
        with np.errstate(all="ignore"):
            terms = self.x.astype(np.float64) * self.weight.astype(np.float64)
        return Sum(
            terms,
            lambda place: (
                f"{given(self.x[place])}{_DOT}{factor(weight(float(self.weight[place])))}"
            ),
            lambda place: name(self.input_names[place]),
            "input",
            in_order=True,
            offset=(weight(float(self.bias)), float(self.bias)),
        )


def explain_prediction(made_of: Predicting, room: int) -> Explanation:
    """A prediction: the sum of the inputs times their weights, plus the bias."""
    products, called = made_of.sum, made_of.called
    value, made = products.total, made_of.made
    rounding = bound(made.dtype, len(products.terms) + 2, products.size)
    away = float(made) - float(made_of.target)
    aim = f"the target is {given(made_of.target)}"
    old = (
        "" if made_of.now is None else f"; with the weights of now it would be {pred(made_of.now)}"
    )
    lines = (
        f"each input times its weight, and the bias, together {precise(value)}",
        beside(value, float(made), made.dtype, rounding),
        f"{aim}, so the residual is {pred(away)}",
        *(("It was made with the weights before the update" + old,) if old else ()),
        made_of.row.where,
        "",
        *products.table(),
    )
    line = first_fitting(_predicted(called, products, value, (old, f"; {aim}")), room)
    return Explanation(called, line, lines, value, float(made), rounding)


def _predicted(called: str, products: Sum, value: float, tails: tuple[str, str]) -> Iterator[str]:
    for text in products.wordings():
        for tail in (*filter(None, tails), ""):
            yield f"{called} = {text} = {pred(value)}{tail}"


def explain_residual(
    row: RowName,
    target_name: str,
    made: np.floating,
    target: np.floating,
    *,
    elements: int,
    room: int,
) -> Explanation:
    """A residual: prediction minus target, and what its square adds to the loss of `elements`."""
    called = f"residual[{row},{name(target_name)}]"
    with np.errstate(all="ignore"):
        value = float(made) - float(target)
        engine = float(made - target)
        square = value * value
    arithmetic = f"{pred(float(made))} - {factor(given(target))} = {pred(value)}"
    written = agreeing(
        [Operand(value, pred(value))], lambda away: away * away / elements, square / elements, 2
    )
    added = f"{factor(written.operands[0])}{_SQUARED} / {elements} = {pred(square / elements)}"
    rounding = bound(made.dtype, 1, abs(value))
    return Explanation(
        called,
        first_fitting(
            (
                f"{called} = pred - target = {arithmetic}: {_off(value)}; adds {added} to the loss",
                f"{called} = {arithmetic}; adds {added} to the loss",
                f"{called} = {arithmetic}",
            ),
            room,
        ),
        (
            "the prediction minus its target",
            f"  {arithmetic}: {_off(value)}",
            beside(value, engine, made.dtype, rounding),
            f"Its square, divided by the number of all predictions, adds {added} to the loss.",
            row.where,
        ),
        value,
        engine,
        rounding,
    )


def _off(residual: float) -> str:
    if residual == 0:
        return "exact"
    return f"{pred(abs(residual))} too {'high' if residual > 0 else 'low'}"
