"""Gradient: how it came about, or why there is none; beside autograd's and a finite difference."""

from collections.abc import Iterator

import numpy as np

from gdtui.explain.arithmetic import Operand
from gdtui.explain.comparison import beside
from gdtui.explain.explanation import Explanation, first_fitting
from gdtui.explain.slope import Slope
from gdtui.explain.sums import Result
from gdtui.explain.writing import (
    count,
    factor,
    gradient,
    name,
    partial,
    precise,
)

_DOT = "\N{MIDDLE DOT}"


def explain_gradient(slope: Slope, room: int) -> Explanation:
    """A gradient: how it came about if it is that of the batch, else why it is what it is."""
    if slope.grad is None:
        return _none(slope, room)
    left = float(slope.grad)
    if slope.phase not in ("backward", "update", "zero_grad"):
        return _before(slope, left, room)
    cleared = slope.phase == "zero_grad" and not _is_kept(slope)
    return _zero(slope, room) if cleared and left == 0 else _made(slope, left, room)


def _is_kept(slope: Slope) -> bool:
    """Whether zero_grad was to clear it and did not."""
    return slope.phase == "zero_grad" and slope.variant == "zero_grad skipped"


def _none(slope: Slope, room: int) -> Explanation:
    called = partial(slope.parameter)
    if slope.phase == "zero_grad":
        was = _was(slope)
        why = f"opt.zero_grad() sets every .grad to None; next backward makes a new one{was}"
    elif slope.later:
        why = "opt.zero_grad() set it to None after the last update; backward makes a new one"
    else:
        why = "there is no gradient yet; backward makes it"
    said = f"{called} = None: {why}"
    return Explanation(
        called, first_fitting((said, f"{called} = None"), room), (said, *_next(slope))
    )


def _zero(slope: Slope, room: int) -> Explanation:
    called = partial(slope.parameter)
    why = "zero_grad set it to 0, because the next backward adds to what it finds here"
    said = f"{called} = 0: {why}{_was(slope)}"
    line = first_fitting((said, f"{called} = 0: {why}", f"{called} = 0"), room)
    return Explanation(called, line, (said,), 0.0, 0.0)


def _before(slope: Slope, left: float, room: int) -> Explanation:
    called = partial(slope.parameter)
    if left == 0:
        why = "0: zero_grad cleared it after the last update; backward will add this batch's to it"
    else:
        why = f"{gradient(left)}: left from the steps before; backward will add this batch's to it"
    said = f"{called} = {why}"
    line = first_fitting((said, f"{called} = {why.partition(';')[0]}"), room)
    before = left if slope.before is None else float(slope.before)
    return Explanation(called, line, (said, *_next(slope)), before, left)


def _made(slope: Slope, engine: float, room: int) -> Explanation:
    called, value, earlier = partial(slope.parameter), slope.own, 0.0
    if slope.before is not None:
        earlier = float(slope.before)
        value += earlier
    line = first_fitting(_wordings(slope, value, earlier), room)
    lines = (
        f"how the batch loss changes with {slope.parameter}:",
        *_formula(slope),
        *_accumulated(slope, earlier, value),
        *(("zero_grad is skipped: it stays, and the next backward adds to it",) * _is_kept(slope)),
        f"autograd: {beside(value, engine, slope.targets.dtype, slope.rounding)}",
        *_finite(slope, earlier),
        *_meaning(slope, engine),
        *_table(slope),
    )
    return Explanation(called, line, lines, value, engine, slope.rounding)


def _formula(slope: Slope) -> tuple[str, ...]:
    times = "" if slope.input_name is None else f"{_DOT}{name(slope.input_name)}"
    return (
        (
            f"2/(n{_DOT}t) {_DOT} sum over {count(len(slope.targets), 'row')} of "
            f"(pred - target){times}"
        ),
        f"  = 2/({slope.product}) {_DOT} {factor(precise(slope.sum.total))} = {precise(slope.own)}",
    )


def _table(slope: Slope) -> tuple[str, ...]:
    return ("", "the terms of the sum, biggest first:", *slope.sum.table())


def _accumulated(slope: Slope, earlier: float, value: float) -> tuple[str, ...]:
    if not earlier:
        return ()
    return (
        f"  {precise(earlier)} was here before: backward added to it, for nobody had zeroed it",
        f"  {precise(earlier)} + {factor(precise(slope.own))} = {precise(value)}: accumulated",
    )


def _meaning(slope: Slope, engine: float) -> Iterator[str]:
    if engine == 0 or not np.isfinite(engine):
        return
    sign, falls = ("negative", "raising") if engine < 0 else ("positive", "lowering")
    adds = slope.change(engine) > 0
    does = "add" if adds else "take away"
    tense = "added" if adds else "took away"
    acts = f"update {tense}" if slope.phase != "backward" else f"update will {does}"
    yield f"{sign}: {falls} it lowers the loss; {acts} {abs(engine) * slope.lr:.4g}"


def _wordings(slope: Slope, value: float, earlier: float) -> Iterator[str]:
    called, fraction = partial(slope.parameter), f"2/({slope.product})"
    others = (Operand(earlier, gradient(earlier)),) if earlier else ()
    per = 2 / slope.targets.size

    def compute(total: float, *before: float) -> float:
        return per * total + sum(before)

    kept = "; not cleared: zero_grad is skipped" if _is_kept(slope) else ""
    tails = f"{_checked(slope, value, earlier)}{kept}", kept
    result = Result(value, compute, 1, 6, others)
    for (text, written, before), tail in slope.sum.wordings(result, tails):
        added = "".join(f"{one} (earlier) + " for one in before)
        yield f"{called} = {added}{fraction}{_DOT}[{text}] = {written}{tail}"


def _checked(slope: Slope, value: float, earlier: float) -> str:
    """What autograd and the finite difference say to it, in few words."""
    autograd, finite = gradient(float(slope.grad or 0.0)), slope.finite
    if gradient(value) != autograd:
        return f"; autograd {autograd}, finite diff. {finite.text}"
    if earlier:
        return f" = autograd; finite diff. of this batch {finite.text}"
    if finite.agrees_with(value):
        return " = autograd = finite diff."
    return f" = autograd; finite diff. {finite.text}"


def _finite(slope: Slope, earlier: float) -> Iterator[str]:
    of = " of this batch's own part" if earlier else ""
    yield f"finite difference{of} with h = {slope.finite.h:g}: (loss(w + h) - loss(w - h)) / 2h"
    yield f"  {slope.finite.arithmetic}"


def _was(slope: Slope) -> str:
    return "" if slope.preds is None else f"; this batch's was {gradient(slope.own)}"


def _next(slope: Slope) -> tuple[str, ...]:
    """What *backward* will add, once there are predictions."""
    if slope.preds is None or slope.phase not in ("predict", "loss"):
        return ()
    return ("what backward will find for this batch:", *_formula(slope), *_table(slope))
