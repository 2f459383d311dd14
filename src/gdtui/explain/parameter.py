"""A parameter: where it came from, old - lr times gradient, and what the next update will do."""

from dataclasses import dataclass

import numpy as np

from gdtui.draw.numbers import rate
from gdtui.explain.arithmetic import update_text, updated
from gdtui.explain.comparison import beside, bound
from gdtui.explain.explanation import Explanation, first_fitting
from gdtui.explain.slope import Slope
from gdtui.explain.writing import factor, precise, weight

_DOT = "\N{MIDDLE DOT}"


@dataclass(frozen=True, eq=False)
class Updating:
    """A parameter now and when its step began, with its slope; `lr` is the rate of that step.

    `changed` says what was done to it since the step was over, with the number that this gave.
    """

    slope: Slope
    now: np.floating
    before: np.floating
    initial: str
    changed: tuple[str, float] | None = None


def explain_parameter(of: Updating, room: int) -> Explanation:
    """A weight or a bias."""
    called, phase = of.slope.parameter, of.slope.phase
    if of.changed is not None:
        why, value = of.changed
        said = f"{called} = {weight(float(of.now))}: {why}"
        rounding = bound(of.now.dtype, 4, abs(value))
        more = (said, beside(value, float(of.now), of.now.dtype, rounding))
        line = first_fitting((said, f"{called} = {weight(float(of.now))}"), room)
        return Explanation(called, line, more, value, float(of.now), rounding)
    if phase is None:
        said = f"{called} = {weight(float(of.now))}: {of.initial}; no update has changed it"
        then = "predict uses it, backward finds its gradient, update takes lr times that away"
        line = first_fitting((f"{said}; {then}", said), room)
        return Explanation(called, line, (said, then), float(of.now), float(of.now))
    return _updated(of, room) if phase in ("update", "zero_grad") else _waiting(of, room)


def _updated(of: Updating, room: int) -> Explanation:
    slope = of.slope
    called, now, grad, lr = slope.parameter, float(of.now), _gradient(slope), slope.lr
    value = float(of.before) + slope.change(grad)
    size = abs(float(of.before)) + abs(lr * grad)
    rounding = bound(of.now.dtype, 4, size) + lr * slope.rounding
    written = updated(float(of.before), lr, grad, value, slope.sign)
    arithmetic = f"{update_text(written, slope.sign)} = {written.result}"
    rule = f"old {slope.sign} lr{_DOT}grad"
    tail = f"; {slope.how} changed it by {slope.change(grad):+.4g}"
    line = first_fitting(
        (
            f"{called} = {rule} = {arithmetic}{tail}",
            f"{called} = {rule} = {arithmetic}",
            f"{called} = {arithmetic}",
        ),
        room,
    )
    lines = (
        (
            f"the old number {'plus' if slope.sign == '+' else 'minus'} the learning rate times "
            f"its gradient: {slope.how}"
        ),
        "",
        f"  old       {precise(float(of.before))}",
        f"  lr        {rate(lr)}",
        f"  gradient  {precise(grad)}{_cleared(slope)}",
        (
            f"  new       {precise(float(of.before))} {slope.sign} "
            f"{rate(lr)}{_DOT}{factor(precise(grad))} = {precise(value)}"
        ),
        "",
        beside(value, now, of.now.dtype, rounding),
        "The predictions shown are still those of the old number.",
    )
    return Explanation(called, line, lines, value, now, rounding)


def _waiting(of: Updating, room: int) -> Explanation:
    slope, now = of.slope, float(of.now)
    called, said = slope.parameter, f"{slope.parameter} = {weight(float(of.now))}"
    grad = _gradient(slope)
    written = updated(now, slope.lr, grad, now + slope.change(grad), slope.sign)
    arithmetic = f"{update_text(written, slope.sign)} = {written.result}"
    phases = "update" if slope.phase == "backward" else "backward and update"
    next_phase = f"{phases} will make it"
    if slope.variant == "no_grad forgotten":
        next_phase = "PyTorch refuses the update, which would make it"
    rule = f"old {slope.sign} lr{_DOT}grad"
    line = first_fitting(
        (
            f"{said}; {next_phase} {rule} = {arithmetic}",
            f"{said}; update: {arithmetic}",
            said,
        ),
        room,
    )
    lines = (
        f"{said}: the predictions of this batch were made with it",
        "",
        f"{next_phase} {rule}",
        f"  = {arithmetic}",
    )
    return Explanation(called, line, lines, now, now)


def _gradient(slope: Slope) -> float:
    """The gradient that update uses: PyTorch's own while it is there, else computed again."""
    earlier = 0.0 if slope.before is None else float(slope.before)
    return slope.own + earlier if _is_cleared(slope) else float(slope.grad or 0.0)


def _cleared(slope: Slope) -> str:
    return " (computed again: zero_grad has cleared it)" if _is_cleared(slope) else ""


def _is_cleared(slope: Slope) -> bool:
    """Whether the gradient of the step is not there: not yet, or no more."""
    not_yet = slope.phase in ("predict", "loss")
    return not_yet or (slope.phase == "zero_grad" and not slope.grad)
