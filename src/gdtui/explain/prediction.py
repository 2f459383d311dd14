"""Prediction: the sum that it is, and its residual."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from gdtui.explain.arithmetic import Operand, agreeing, datum, parameter
from gdtui.explain.comparison import beside, bound
from gdtui.explain.explanation import Explanation, first_fitting
from gdtui.explain.row import RowName, off
from gdtui.explain.sums import Result, Sum
from gdtui.explain.terms import Term, squared
from gdtui.explain.writing import Floats, factor, given, name, precise, pred

_DOT, _SQUARED = "\N{MIDDLE DOT}", "\N{SUPERSCRIPT TWO}"


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
            lambda place: Term((datum(self.x[place]), parameter(self.weight[place]))),
            lambda place: name(self.input_names[place]),
            "input",
            in_order=True,
            offset=parameter(self.bias),
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
    result, kept = Result(value, float, 2), (*filter(None, tails), "")
    for (text, written, _), _ in products.wordings(result):
        yield from (f"{called} = {text} = {written}{tail}" for tail in kept)


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
    parts = Operand(float(made), pred(float(made))), datum(target)
    minus = agreeing(parts, lambda one, other: one - other, value, 2)
    one, other = minus.operands
    arithmetic = f"{one} - {factor(other)} = {minus.result}"
    written = agreeing(
        [Operand(value, pred(value))], lambda away: away * away / elements, square / elements, 2
    )
    added = f"{squared(written.operands[0])} / {elements} = {pred(square / elements)}"
    rounding = bound(made.dtype, 1, abs(value))
    return Explanation(
        called,
        first_fitting(
            (
                f"{called} = pred - target = {arithmetic}: {off(value)}; adds {added} to the loss",
                f"{called} = {arithmetic}; adds {added} to the loss",
                f"{called} = {arithmetic}",
            ),
            room,
        ),
        (
            "the prediction minus its target",
            f"  {arithmetic}: {off(value)}",
            beside(value, engine, made.dtype, rounding),
            f"Its square, divided by the number of all predictions, adds {added} to the loss.",
            row.where,
        ),
        value,
        engine,
        rounding,
    )
