"""Raw: a parameter for the inputs as the file has them, from that of standardised ones."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gdtui.explain.arithmetic import Operand, agreeing, parameter
from gdtui.explain.explanation import Explanation, first_fitting
from gdtui.explain.sums import Sum
from gdtui.explain.terms import Term
from gdtui.explain.writing import Floats, factor, name, parameter_name, precise, weight

_DOT = "\N{MIDDLE DOT}"
_SHOWN = "Z shows the loop's own number, which can be edited"


@dataclass(frozen=True, eq=False)
class Folding:
    """The loop's weights (d,) and bias of a target, and its inputs' means and sigmas (d,)."""

    target_name: str
    input_names: Sequence[str]
    weight: Floats
    bias: float
    means: Floats
    sigmas: Floats


def explain_raw(of: Folding, column: int | None, room: int) -> Explanation:
    """A weight or, without a column, the bias of standardised inputs, as it is for raw ones."""
    return _bias(of, room) if column is None else _weight(of, column, room)


def _weight(of: Folding, column: int, room: int) -> Explanation:
    called = parameter_name(of.target_name, of.input_names[column])
    w, sigma = float(of.weight[column]), float(of.sigmas[column])
    with np.errstate(all="ignore"):
        value = float(np.float64(w) / sigma)
    operands = (Operand(w, weight(w)), Operand(sigma, weight(sigma)))
    written = agreeing(operands, lambda one, other: one / other if other else np.nan, value, 4)
    one, other = written.operands
    said = f"{called} for raw inputs = w / sigma = {factor(one)} / {other} = {written.result}"
    lines = (
        "The weight of the standardised input, divided by the sigma of its column:",
        f"  {factor(precise(w))} / {precise(sigma)} = {precise(value)}",
        f"{_SHOWN}.",
    )
    return Explanation(called, first_fitting((f"{said}; {_SHOWN}", said), room), lines, value)


def _bias(of: Folding, room: int) -> Explanation:
    called = parameter_name(of.target_name, None)
    with np.errstate(all="ignore"):
        raw = of.weight.astype(np.float64) / of.sigmas
        added = Sum(
            raw * of.means,
            lambda place: Term((parameter(raw[place]), parameter(of.means[place]))),
            lambda place: name(of.input_names[place]),
            "input",
            in_order=True,
        )
        value = of.bias - added.total
    operands = (Operand(of.bias, weight(of.bias)), Operand(added.total, weight(added.total)))
    written = agreeing(operands, lambda one, other: one - other, value, 4)
    one, other = written.operands
    rule = f"b - sum of w{_DOT}mean/sigma"
    said = f"{called} for raw inputs = {rule} = {one} - {factor(other)} = {written.result}"
    lines = (
        "The loop's bias without what the means of the inputs add to every prediction:",
        f"  {precise(of.bias)} - {factor(precise(added.total))} = {precise(value)}",
        f"{_SHOWN}.",
        "",
        f"each w/sigma times its mean (w/sigma{_DOT}mean):",
        *added.table(),
    )
    return Explanation(called, first_fitting((f"{said}; {_SHOWN}", said), room), lines, value)
