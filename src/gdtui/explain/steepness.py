"""Steepness: the length of the whole gradient."""

import math
from collections.abc import Sequence

import numpy as np

from gdtui.explain.arithmetic import Operand
from gdtui.explain.comparison import beside, bound
from gdtui.explain.explanation import Explanation, first_fitting
from gdtui.explain.sums import Result, Sum
from gdtui.explain.terms import Term
from gdtui.explain.writing import Floats, gradient, parameter_name, precise

_SQUARED, _ROOT = "\N{SUPERSCRIPT TWO}", "\N{SQUARE ROOT}"


def explain_norm(
    input_names: Sequence[str],
    target_names: Sequence[str],
    grads: tuple[Floats, Floats] | None,
    engine: float | None,
    room: int,
) -> Explanation:
    """The length of the whole gradient: the root of the sum of the squares of all its numbers.

    Args:
        input_names: d names.
        target_names: t names.
        grads: those of the weights (t, d) and of the biases (t,), None where there are none.
        engine: the norm that the session has.
        room: cells for its line.
    """
    if grads is None or engine is None:
        why = "None: there are no gradients, so they have no length"
        return Explanation("norm", f"norm = {why}", (why,))
    if engine == 0:
        zeros = "norm = 0: every gradient is 0, cleared by zero_grad or at the best weights"
        return Explanation("norm", first_fitting((zeros,), room), (zeros,), 0.0, engine)
    every = np.column_stack(grads).astype(np.float64)
    flat, width = every.ravel(), every.shape[1]

    def called(place: int) -> str:
        target, column = divmod(place, width)
        input_name = None if column == width - 1 else input_names[column]
        return parameter_name(target_names[target], input_name)

    with np.errstate(all="ignore"):
        squares = Sum(
            flat * flat,
            lambda place: Term((_gradient(float(flat[place])),), square=True),
            called,
            "gradient",
        )
        value = float(np.hypot.reduce(flat))
    rounding = bound(np.dtype(np.float64), flat.size + 4, value)
    result = Result(value, math.sqrt, 1, 6)
    wordings = (
        f"norm = {_ROOT}[{text}] = {said}" for (text, said, _), _ in squares.wordings(result)
    )
    lines = (
        "the length of the whole gradient: the root of the sum of the squares of all its numbers:",
        f"  {_ROOT}{precise(squares.total)} = {precise(value)}",
        beside(value, engine, np.dtype(np.float64), rounding),
        "Long: the loss is steep here. At the best weights it is 0.",
        "",
        *squares.table(),
    )
    return Explanation("norm", first_fitting(wordings, room), lines, value, engine, rounding)


def _gradient(value: float) -> Operand:
    return Operand(value, gradient(value))
