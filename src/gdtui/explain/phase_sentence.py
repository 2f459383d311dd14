"""A sentence about the phase just done, with the numbers that it had."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdtui.clean import clean

Numbers = NDArray[np.floating]

_TERMS = 4  # products written out in a prediction
_NAME = 12


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
    names = " and ".join(clean(name, _NAME) for name in step.target_names[:2])
    return (
        f"Nothing is done yet: s predicts {names} for the first batch with these weights, "
        "then come loss, backward, update and zero_grad."
    )


def _predict(step: StepNumbers) -> str:
    if step.preds is None or not len(step.preds):
        return ""
    terms = [
        f"{_plain(x)}\N{MIDDLE DOT}{_factor(w)}"
        for x, w in zip(step.x[0], step.weight_before[0], strict=True)
    ]
    if len(terms) > _TERMS:
        terms = [*terms[: _TERMS - 1], "..."]
    bias = f"{step.bias_before[0]:.4f}"
    arithmetic = " + ".join([*terms, f"({bias})" if bias.startswith("-") else bias])
    return (
        f"pred[row {step.first_row + 1},{_target(step)}] = {arithmetic} = {step.preds[0, 0]:.2f}"
        f"; the target is {_plain(step.y[0, 0])}"
    )


def _loss(step: StepNumbers) -> str:
    if step.preds is None or step.loss is None:
        return ""
    count = _product(step.rows, len(step.target_names))
    error = float(step.preds[0, 0]) - float(step.y[0, 0])
    return (
        f"loss = sum of (pred - target)\N{SUPERSCRIPT TWO} / ({count}) = {step.loss:.2f}"
        f"; row {step.first_row + 1}, {_target(step)} adds ({error:.2f})\N{SUPERSCRIPT TWO}"
        f" = {error * error:.2f} to the sum"
    )


def _backward(step: StepNumbers) -> str:
    if step.weight_grad is None:
        return ""
    target, column = steepest(step.weight_grad)
    grad = float(step.weight_grad[target, column])
    name = clean(step.input_names[column], _NAME)
    count = _product(step.rows, len(step.target_names))
    if grad == 0:
        return f"{_partial(step, target, column)} = 0: this weight is where it should be"
    falls = "raising" if grad < 0 else "lowering"
    sign = "negative" if grad < 0 else "positive"
    does = "add" if grad < 0 else "take away"
    return (
        f"{_partial(step, target, column)} = 2/({count}) \N{MIDDLE DOT} sum (pred-target)"
        f"\N{MIDDLE DOT}{name} = {grad:.1f}; {sign}: {falls} this weight lowers the loss; "
        f"update will {does} {abs(grad) * step.lr:.4g}"
    )


def _update(step: StepNumbers) -> str:
    if step.weight_grad is None:
        return ""
    target, column = steepest(step.weight_grad)
    grad = float(step.weight_grad[target, column])
    how = "opt.step(): w - lr\N{MIDDLE DOT}grad" if step.sgd else "w - lr\N{MIDDLE DOT}grad"
    return (
        f"{weight_name(step, target, column)}: {how} = {step.weight_before[target, column]:.4f} - "
        f"{step.lr:g}\N{MIDDLE DOT}({grad:.1f}) = {step.weight[target, column]:.4f}"
        "; the predictions are still those of the old weights"
    )


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
    names = step.target_names[target], step.input_names[column]
    return f"w[{clean(names[0], _NAME)},{clean(names[1], _NAME)}]"


def _partial(step: StepNumbers, target: int, column: int) -> str:
    return (
        f"\N{PARTIAL DIFFERENTIAL}loss/\N{PARTIAL DIFFERENTIAL}{weight_name(step, target, column)}"
    )


def _target(step: StepNumbers) -> str:
    return clean(step.target_names[0], _NAME)


def _product(rows: int, targets: int) -> str:
    return f"{rows}\N{MIDDLE DOT}{targets}"


def _plain(value: float) -> str:
    return f"{value:.6g}"


def _factor(value: float) -> str:
    return f"({value:.4f})" if value < 0 else f"{value:.4f}"
