"""Steepness: the length of the whole gradient, and the learning rate that multiplies it."""

from collections.abc import Sequence

import numpy as np

from gdtui.draw.numbers import rate
from gdtui.explain.comparison import beside, bound
from gdtui.explain.explanation import Explanation, first_fitting
from gdtui.explain.sums import Sum
from gdtui.explain.writing import Floats, factor, gradient, parameter_name, precise, weight

_SQUARED, _ROOT, _DOT = "\N{SUPERSCRIPT TWO}", "\N{SQUARE ROOT}", "\N{MIDDLE DOT}"


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
    every = np.column_stack(grads).astype(np.float64)
    flat, width = every.ravel(), every.shape[1]

    def called(place: int) -> str:
        target, column = divmod(place, width)
        input_name = None if column == width - 1 else input_names[column]
        return parameter_name(target_names[target], input_name)

    with np.errstate(all="ignore"):
        squares = Sum(
            flat * flat,
            lambda place: f"{factor(gradient(float(flat[place])))}{_SQUARED}",
            called,
            "gradient",
        )
        value = float(np.hypot.reduce(flat))
    rounding = bound(np.dtype(np.float64), flat.size + 4, value)
    wordings = (f"norm = {_ROOT}[{text}] = {gradient(value)}" for text in squares.wordings())
    lines = (
        "the length of the whole gradient: the root of the sum of the squares of all its numbers:",
        f"  {_ROOT}{precise(squares.total)} = {precise(value)}",
        beside(value, engine, np.dtype(np.float64), rounding),
        "Long: the loss is steep here. At the best weights it is 0.",
        "",
        *squares.table(),
    )
    return Explanation("norm", first_fitting(wordings, room), lines, value, engine, rounding)


def explain_rate(
    lr: float, steepest: tuple[str, float] | None, holds: float, room: int
) -> Explanation:
    """The learning rate: what update multiplies every gradient by.

    Args:
        lr: as chosen.
        steepest: the parameter with the largest gradient of now, and that gradient.
        holds: the rate of the step under way, which a new one does not change.
        room: cells for its line.
    """
    said = f"lr = {rate(lr)}: update takes lr{_DOT}grad away from every parameter"
    wordings = [said]
    if steepest is not None:
        name, grad = steepest
        step = f"{rate(holds)}{_DOT}{factor(gradient(grad))} = {weight(holds * grad)}"
        wordings.insert(0, f"{said}; the largest step now is that of {name}: {step}")
    waits = f"The step under way ends with {rate(holds)}, as it began." if holds != lr else ""
    lines = (*wordings[:1], *filter(None, (waits,)))
    return Explanation("lr", first_fitting(wordings, room), lines, lr, lr)
