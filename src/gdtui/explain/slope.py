"""Slope: what the gradient of one parameter is made of: a sum over rows, and a small change."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gdtui.explain.arithmetic import Operand, datum
from gdtui.explain.comparison import bound
from gdtui.explain.finite import FiniteDifference
from gdtui.explain.sums import Sum
from gdtui.explain.terms import Term
from gdtui.explain.writing import (
    Floats,
    parameter_name,
    pred,
)

_DOT = "\N{MIDDLE DOT}"


@dataclass(frozen=True, eq=False)
class Slope:
    """What the gradient of one parameter is made of.

    x (n,) is the input's column in the batch, None for a bias; preds (n, t), None before *predict*,
    and targets (n, t) are all of the batch, `target` the one whose parameter it is. `number` tells
    the number of a row in the data, from 0. `grad` is what PyTorch has now, `before` what it had
    when the step began. `variant` is what the settings call a change in the loop, `later` whether
    steps were taken before this one.
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
    later: bool = False

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

        def term(row: int) -> Term:
            apart = float(away[row])
            residual = Operand(apart, pred(apart))
            return Term((residual,) if x is None else (residual, datum(x[row])))

        return Sum(terms, term, lambda row: f"row {self.number(row) + 1}", "row")

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
    def finite(self) -> FiniteDifference:
        """What a small change of the parameter does to the batch loss."""
        assert self.preds is not None  # noqa: S101  # asked for after predict
        with np.errstate(all="ignore"):
            away = _wide(self.preds) - _wide(self.targets)
        x = np.ones(len(away)) if self.x is None else _wide(self.x)
        return FiniteDifference.of(away, self.target, x)


def _wide(values: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return values.astype(np.float64)
