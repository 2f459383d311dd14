"""A sentence about a mistake that is made on purpose: what goes wrong, when it shows."""

from dataclasses import dataclass

import numpy as np

from gdtui.draw import numbers
from gdtui.explain.arithmetic import Operand, agreeing
from gdtui.explain.phase_sentence import StepNumbers, steepest, subtraction, weight_name
from gdtui.explain.writing import factor, gradient

_LARGE = 1e6

_DIVERGED = {
    "zero_grad skipped": "the gradients add up: zero_grad was skipped, and every step is longer",
    "sign flipped": "the update climbs, and the steeper it gets the longer its steps",
    "rate x20": "at 20 times the rate every update leaps further beyond the minimum",
}


@dataclass(frozen=True)
class Course:
    """How the training goes: the loss of all rows now, whether it grows, whether it diverged.

    `left` is whether the step began with gradients that had not been cleared. Of smaller batches
    `epochs` are the loss of the last epoch but one, and of the last.
    """

    loss: float
    grows: bool
    diverged: bool
    left: bool = False
    epochs: tuple[float, float] | None = None


def mistake_sentence(variant: str, phase: str | None, step: StepNumbers, course: Course) -> str:
    """Say what a mistake does in a phase; nothing where the usual sentence is true as it is.

    Args:
        variant: how the settings call the mistake.
        phase: predict, loss, backward, update, zero_grad, or None before the first one.
        step: the numbers of the step.
        course: where it has led.
    """
    if course.diverged and variant in _DIVERGED:
        return f"diverged: {_DIVERGED[variant]}; u takes a key back, k ends the mistake"
    said = {
        ("zero_grad skipped", "backward"): _added_up,
        ("zero_grad skipped", "zero_grad"): _not_cleared,
        ("sign flipped", "backward"): _will_climb,
        ("sign flipped", "update"): _climbed,
        ("sign flipped", "zero_grad"): _grows_by_climbing,
        ("no_grad forgotten", "backward"): _will_be_refused,
        ("old loss printed", "update"): _printed,
        ("old loss printed", "zero_grad"): _printed,
        ("rate x20", "zero_grad"): _grows_by_leaping,
    }.get((variant, phase or ""), _left_over if phase == "backward" else None)
    # sgd has no gradients any more after zero_grad
    bare = step.weight_grad is None and phase != "zero_grad"
    return "" if said is None or bare else said(step, course)


def refusal_sentence(message: str) -> str:
    """Explain what PyTorch says to an update outside `torch.no_grad()`."""
    return (
        f"PyTorch refuses: {message.rstrip('.')}. "
        "Without no_grad it tracks updates too; no step. k mends it"
    )


def _added_up(step: StepNumbers, course: Course) -> str:
    if not course.left:
        target, column, grad = _steepest(step)
        return (
            f"grad of {weight_name(step, target, column)} = {gradient(grad)}, still of this step "
            "alone: zero_grad will be skipped, and the next backward adds to it"
        )
    return f"{_parts(step)}: the gradients add up: zero_grad was skipped"


def _left_over(step: StepNumbers, course: Course) -> str:
    """The first step after skipped ones still begins with their gradients."""
    if not course.left:
        return ""
    return f"{_parts(step)}: what was skipped is still in it, until zero_grad"


def _parts(step: StepNumbers) -> str:
    """A gradient as what this step has added to what was left, where all its rows are known."""
    target, column, grad = _steepest(step)
    total = f"grad of {weight_name(step, target, column)} = "
    if step.preds is None or len(step.x) < step.rows:
        return f"{total}{gradient(grad)}"
    with np.errstate(all="ignore"):
        terms = (step.preds[:, target].astype(float) - step.y[:, target]) * step.x[:, column]
        own = float(terms.sum()) * 2 / (step.rows * len(step.target_names))
    left = grad - own
    parts = (Operand(own, gradient(own)), Operand(left, gradient(left)))
    written = agreeing(parts, lambda one, other: one + other, grad, 1, 6)
    one, other = written.operands
    return f"{total}{one} of this step + {factor(other)} left from before = {written.result}"


def _not_cleared(step: StepNumbers, course: Course) -> str:
    if step.weight_grad is None:
        return ""
    if course.grows and course.left:
        why = "zero_grad was skipped, old gradients carry the step too far"
        return f"the loss grows: {why}; {_from_to(step, course)}"
    target, column, grad = _steepest(step)
    return (
        f"zero_grad is skipped: the grad of {weight_name(step, target, column)} stays "
        f"{gradient(grad)}, and the next backward adds to it"
    )


def _will_climb(step: StepNumbers, course: Course) -> str:
    del course
    target, column, grad = _steepest(step)
    falls, does = ("raising", "lower") if grad < 0 else ("lowering", "raise")
    return (
        f"grad of {weight_name(step, target, column)} = {gradient(grad)}: {falls} this weight "
        f"lowers the loss, but the sign is flipped: update will {does} it by "
        f"{numbers.rate(abs(grad) * step.lr)}"
    )


def _climbed(step: StepNumbers, course: Course) -> str:
    del course
    target, column, _ = _steepest(step)
    return (
        f"{weight_name(step, target, column)}: w + lr\N{MIDDLE DOT}grad = "
        f"{subtraction(step, '+')}: the sign is flipped, the update climbs"
    )


def _grows_by_climbing(step: StepNumbers, course: Course) -> str:
    if not course.grows:
        return ""
    return f"the loss grows: the update climbs; {_from_to(step, course)}"


def _grows_by_leaping(step: StepNumbers, course: Course) -> str:
    if not course.grows:
        return ""
    why = "at 20 times the rate the update leaps beyond the minimum"
    return f"the loss grows: {why}; {_from_to(step, course)}"


def _will_be_refused(step: StepNumbers, course: Course) -> str:
    del step, course
    return (
        "Next: w -= w.grad * lr outside torch.no_grad(), which would make the update itself a part "
        "of what is differentiated; s shows what PyTorch says to that"
    )


def _printed(step: StepNumbers, course: Course) -> str:
    if step.loss is None:
        return ""
    return (
        f"The loss that would be printed, {_loss(step.loss)}, is of the predictions made before "
        f"the update; with the new weights it is {_loss(course.loss)} over all rows"
    )


def _from_to(step: StepNumbers, course: Course) -> str:
    if course.epochs is not None:
        before, after = map(_loss, course.epochs)
        return f"{before} in the last epoch but one, {after} in the last"
    before, after = _loss(step.loss), _loss(course.loss)
    return f"{before} in this batch before the update, {after} over all rows after it"


def _loss(loss: float | None) -> str:
    if loss is None:
        return "None"
    return f"{loss:.2f}" if abs(loss) < _LARGE else f"{loss:.4g}"


def _steepest(step: StepNumbers) -> tuple[int, int, float]:
    assert step.weight_grad is not None  # noqa: S101  # asked before
    target, column = steepest(step.weight_grad)
    return target, column, float(step.weight_grad[target, column])
