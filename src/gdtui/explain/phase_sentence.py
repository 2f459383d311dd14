"""A sentence about the phase just done, with the numbers that it had."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdtui.draw import numbers
from gdtui.explain.arithmetic import Operand, Written, agreeing, update_text, updated
from gdtui.explain.writing import (
    factor,
    given,
    gradient,
    name,
    parameter_name,
    partial,
    pred,
    weight,
)

Numbers = NDArray[np.floating]

_DOT, _SQUARED = "\N{MIDDLE DOT}", "\N{SUPERSCRIPT TWO}"
_TERMS = 4  # products written out in a prediction


@dataclass(frozen=True, eq=False)
class StepNumbers:
    """What one training step has made so far; None for what it has not.

    Rows are those of the batch, of which `x`, `y` and `preds` may hold only the first ones:
    x (k, d), y (k, t), preds (k, t); weights (t, d) and biases (t,) before and after the update.
    """

    input_names: Sequence[str]
    target_names: Sequence[str]
    rows: int
    first_row: int
    x: Numbers
    y: Numbers
    preds: Numbers | None
    loss: float | None
    weight: Numbers
    bias: Numbers
    weight_before: Numbers
    bias_before: Numbers
    weight_grad: Numbers | None
    lr: float
    sgd: bool


def phase_sentence(phase: str | None, step: StepNumbers) -> str:
    """Say what a phase did, for one number of it.

    Args:
        phase: predict, loss, backward, update, zero_grad, or None before the first one.
        step: the numbers; nan and inf are said as they are.
    """
    made = {
        "predict": _predict,
        "loss": _loss,
        "backward": _backward,
        "update": _update,
        "zero_grad": _zero_grad,
    }
    return made[phase](step) if phase is not None else _start(step)


def _start(step: StepNumbers) -> str:
    names = " and ".join(name(target) for target in step.target_names[:2])
    return (
        f"Nothing is done yet: s predicts {names} for the first batch with these weights, "
        "then come loss, backward, update and zero_grad."
    )


def _predict(step: StepNumbers) -> str:
    if step.preds is None or not len(step.preds):
        return ""
    x, w = step.x[0], step.weight_before[0]
    products = x.astype(float) * w.astype(float)
    shown = range(len(x))
    if len(x) > _TERMS:
        shown = range(_TERMS - 1)
    rest, bias = float(products[len(shown) :].sum()), float(step.bias_before[0])
    operands = [
        *(Operand(float(x[place]), given(x[place])) for place in shown),
        *(Operand(float(w[place]), weight(float(w[place]))) for place in shown),
        Operand(rest, pred(rest)),
        Operand(bias, weight(bias)),
    ]
    written = agreeing(operands, _dot, float(step.preds[0, 0]), 2)
    *factors, left, offset = written.operands
    terms = [
        f"{factor(factors[place])}{_DOT}{factor(factors[len(shown) + place])}" for place in shown
    ]
    if len(shown) < len(x):
        terms.append(f"\N{HORIZONTAL ELLIPSIS} {len(x) - len(shown)} more inputs, together {left}")
    arithmetic = " + ".join([*terms, factor(offset)])
    return (
        f"pred[row {step.first_row + 1},{name(step.target_names[0])}] = {arithmetic} = "
        f"{_result(written, step)}; the target is {given(step.y[0, 0])}"
    )


def _dot(*values: float) -> float:
    """Inputs times their weights, with what is added to them."""
    *factors, left, offset = values
    half = len(factors) // 2
    products = (x * w for x, w in zip(factors[:half], factors[half:], strict=True))
    return sum(products) + left + offset


def _loss(step: StepNumbers) -> str:
    if step.preds is None or step.loss is None:
        return ""
    error = float(step.preds[0, 0]) - float(step.y[0, 0])
    written = agreeing([Operand(error, pred(error))], _square, _square(error), 2)
    return (
        f"loss = sum of (pred - target){_SQUARED} / ({_count(step)}) = {numbers.loss(step.loss)}"
        f"; row {step.first_row + 1}, {name(step.target_names[0])} adds "
        f"{factor(written.operands[0])}{_SQUARED} = {_result(written, step)} to the sum"
    )


def _square(value: float) -> float:
    return value * value


def _backward(step: StepNumbers) -> str:
    if step.weight_grad is None:
        return ""
    target, column = steepest(step.weight_grad)
    grad = float(step.weight_grad[target, column])
    called = partial(weight_name(step, target, column))
    if grad == 0:
        return f"{called} = 0: this weight is where it should be"
    falls = "raising" if grad < 0 else "lowering"
    sign = "negative" if grad < 0 else "positive"
    does = "add" if grad < 0 else "take away"
    return (
        f"{called} = 2/({_count(step)}) {_DOT} sum (pred-target)"
        f"{_DOT}{name(step.input_names[column])} = {gradient(grad)}; {sign}: {falls} this weight "
        f"lowers the loss; update will {does} {numbers.rate(abs(grad) * step.lr)}"
    )


def _update(step: StepNumbers) -> str:
    if step.weight_grad is None:
        return ""
    target, column = steepest(step.weight_grad)
    how = "opt.step(): w - lr" if step.sgd else "w - lr"
    return (
        f"{weight_name(step, target, column)}: {how}{_DOT}grad = {subtraction(step)}"
        "; the predictions are still those of the old weights"
    )


def subtraction(step: StepNumbers, sign: str = "-") -> str:
    """The update of the steepest weight as arithmetic, with another sign where that was flipped."""
    assert step.weight_grad is not None  # noqa: S101  # there was an update
    at = steepest(step.weight_grad)
    before, after, grad = (
        float(values[at]) for values in (step.weight_before, step.weight, step.weight_grad)
    )
    written = updated(before, step.lr, grad, after, sign)
    return f"{update_text(written, sign)} = {_result(written, step)}"


def _zero_grad(step: StepNumbers) -> str:
    now = "None" if step.weight_grad is None else "0"
    return (
        f"Every grad is {now} again: backward adds to what it finds there, "
        "and the next step must begin with nothing."
    )


def steepest(grad: Numbers) -> tuple[int, int]:
    """The weight whose gradient is the largest; NaN counts as such."""
    target, column = np.unravel_index(int(np.argmax(np.abs(grad))), grad.shape)
    return int(target), int(column)


def weight_name(step: StepNumbers, target: int, column: int) -> str:
    """What a weight is called; clean."""
    return parameter_name(step.target_names[target], step.input_names[column])


def _count(step: StepNumbers) -> str:
    return f"{step.rows}{_DOT}{len(step.target_names)}"


def _result(written: Written, step: StepNumbers) -> str:
    """The result, and why the arithmetic does not give it, where it does not."""
    why = "" if written.exact else f" as {step.weight.dtype} rounds it"
    return f"{written.result}{why}"
