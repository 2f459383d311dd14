"""Slope: the gradient of one parameter, as a sum over the rows and as a finite difference."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gdtui.explain.comparison import beside, bound
from gdtui.explain.explanation import Explanation, first_fitting
from gdtui.explain.sums import Sum
from gdtui.explain.writing import (
    Floats,
    count,
    factor,
    given,
    gradient,
    name,
    parameter_name,
    partial,
    precise,
    pred,
)

_DOT = "\N{MIDDLE DOT}"


@dataclass(frozen=True, eq=False)
class Slope:
    """What the gradient of one parameter is made of.

    x (n,) is the input's column in the batch, None for a bias; preds (n, t), None before *predict*,
    and targets (n, t) are all of the batch, `target` the one whose parameter it is. `number` tells
    the number of a row in the data, from 0. `grad` is what PyTorch has now, `before` what it had
    when the step began. `variant` is what the settings call a change in the loop.
    """

    input_name: str | None
    target_names: tuple[str, ...]
    target: int
    x: Floats | None
    preds: Floats | None
    targets: Floats
    number: Callable[[int], int]
    grad: np.floating | None
    before: np.floating | None
    phase: str | None
    sgd: bool
    lr: float
    variant: str = "plain"

    @property
    def sign(self) -> str:
        """That of the update: one that is flipped climbs."""
        return "+" if self.variant == "sign flipped" else "-"

    @property
    def how(self) -> str:
        """The update as it stands in the loop."""
        letter = self.parameter[0]
        if self.sgd:
            return "opt.step() with maximize=True" if self.sign == "+" else "opt.step()"
        if self.variant == "exact update":
            return f"{letter}.add_({letter}.grad, alpha=-lr)"
        return f"{letter} {self.sign}= {letter}.grad * lr"

    def change(self, grad: float) -> float:
        """What an update by this gradient adds."""
        return self.lr * grad if self.sign == "+" else -self.lr * grad

    @property
    def parameter(self) -> str:
        """The name of the parameter."""
        return parameter_name(self.target_names[self.target], self.input_name)

    @property
    def product(self) -> str:
        """How many elements the loss is the mean of: `5·2`."""
        return f"{len(self.targets)}{_DOT}{len(self.target_names)}"

    @cached_property
    def sum(self) -> Sum:
        """Residual times input of every row of the batch."""
        assert self.preds is not None  # noqa: S101  # asked for after predict
        x = self.x
        with np.errstate(all="ignore"):
            away = _wide(self.preds[:, self.target]) - _wide(self.targets[:, self.target])
            terms = away if x is None else away * _wide(x)

        def text(row: int) -> str:
            residual = factor(pred(float(away[row])))
            return residual if x is None else f"{residual}{_DOT}{factor(given(x[row]))}"

        return Sum(terms, text, lambda row: f"row {self.number(row) + 1}", "row")

    @cached_property
    def own(self) -> float:
        """What *backward* adds for this batch: 2/(n·t) times the sum."""
        with np.errstate(all="ignore"):
            return 2 / self.targets.size * self.sum.total

    @cached_property
    def rounding(self) -> float:
        """How far the engine's own may be from that."""
        size = 2 / self.targets.size * self.sum.size
        earlier = 0.0 if self.before is None else abs(float(self.before))
        return bound(self.targets.dtype, len(self.targets) + 5, size + earlier)

    @cached_property
    def difference(self) -> tuple[float, float, float]:
        """Two losses and the step h for (loss(w + h) - loss(w - h)) / 2h, all in float64."""
        assert self.preds is not None  # noqa: S101  # asked for after predict
        with np.errstate(all="ignore"):
            away = _wide(self.preds) - _wide(self.targets)
            x = np.ones(len(away)) if self.x is None else _wide(self.x)
            # the loss is a parabola in w: no h is too large, and one too small is lost in rounding
            ratio = np.sqrt((away[:, self.target] ** 2).sum() / (x * x).sum())
            known = np.isfinite(ratio) and 1e-300 < ratio < 1e300
            h = 10.0 ** round(float(np.log10(ratio)) - 2) if known else 1e-3
            others = np.delete(away, self.target, axis=1)
            rest = float((others * others).sum())
            up, down = (
                (float(((away[:, self.target] + step * x) ** 2).sum()) + rest) / away.size
                for step in (h, -h)
            )
        return up, down, h


def explain_gradient(slope: Slope, room: int) -> Explanation:
    """A gradient: how it came about if it is that of the batch, else why it is what it is."""
    if slope.grad is None:
        return _none(slope, room)
    left = float(slope.grad)
    if slope.phase not in ("backward", "update") and (left == 0 or slope.phase != "zero_grad"):
        return _before(slope, left, room) if slope.phase != "zero_grad" else _zero(slope, room)
    return _made(slope, float(slope.grad), room)


def _none(slope: Slope, room: int) -> Explanation:
    called = partial(slope.parameter)
    if slope.phase == "zero_grad":
        was = _was(slope)
        why = f"opt.zero_grad() sets every .grad to None; next backward makes a new one{was}"
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
    up, down, h = slope.difference
    with np.errstate(all="ignore"):
        finite = (up - down) / (2 * h)
    line = first_fitting(_wordings(slope, value, earlier, finite), room)
    lines = (
        f"how the batch loss changes with {slope.parameter}:",
        *_formula(slope),
        *_accumulated(slope, earlier, value),
        f"autograd: {beside(value, engine, slope.targets.dtype, slope.rounding)}",
        f"finite difference with h = {h:g}: (loss(w + h) - loss(w - h)) / 2h",
        f"  ({precise(up)} - {precise(down)}) / {2 * h:g} = {precise(finite)}",
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


def _wordings(slope: Slope, value: float, earlier: float, finite: float) -> Iterator[str]:
    called, fraction = partial(slope.parameter), f"2/({slope.product})"
    before = f"{gradient(earlier)} (earlier) + " if earlier else ""
    autograd, difference = gradient(float(slope.grad or 0.0)), gradient(finite)
    if gradient(value) == autograd == difference:
        tails = (" = autograd = finite difference", "")
    else:
        tails = (f"; autograd {autograd}, finite difference {difference}", "")
    for tail in tails:
        for text in slope.sum.wordings():
            yield f"{called} = {before}{fraction}{_DOT}[{text}] = {gradient(value)}{tail}"


def _was(slope: Slope) -> str:
    return "" if slope.preds is None else f"; this batch's was {gradient(slope.own)}"


def _next(slope: Slope) -> tuple[str, ...]:
    """What *backward* will add, once there are predictions."""
    if slope.preds is None or slope.phase not in ("predict", "loss"):
        return ()
    return ("what backward will find for this batch:", *_formula(slope), *_table(slope))


def _wide(values: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return values.astype(np.float64)
