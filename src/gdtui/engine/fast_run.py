"""FastRun: whole steps by the closed-form gradient, with the bits of the loop.

With `g = 2/(m*t) * (preds - y)` the gradients are `g.t() @ x` and `g.sum(0)`: a few operations into
buffers made once, instead of autograd and a DataLoader. Whether the bits are those of the loop is
not assumed here: `same_bits` compares them before a run.
"""

from collections.abc import Iterator
from typing import NamedTuple

import torch
from torch import Tensor

from gdtui.engine.batch_plan import BatchPlan
from gdtui.engine.rows import Rows
from gdtui.engine.settings import Mode, Variant

_ALIGNMENT = 64  # bytes; a matrix product of operands less aligned has other last bits
_NUMBERS = 1 << 16  # gathered at once: what stays in a core's cache
_STEPS = 384  # whose losses are computed at once
_LARGE = 1 << 24  # bytes of inputs that no cache holds
_PART = 1 << 18  # numbers of a part of them that stays in a core's cache


class _Step(NamedTuple):
    """The views and buffers of one step with m rows."""

    x: Tensor
    y: Tensor
    residual: Tensor
    g: Tensor
    g_t: Tensor
    scale: float


class FastRun:
    """Takes whole steps for one plan, mode, rate and variant; owns its buffers and nothing else.

    `capacity` is how many steps it gathers at once: whole epochs if one fits, else part of one.
    `in_parts` is whether it fetches the inputs from memory once a step, some rows after the others,
    for both of its products, instead of all of them twice: where they are many, and it is allowed.
    `weight_grad` is that of the last step, in manual mode times the rate.
    """

    def __init__(
        self,
        rows: Rows,
        plan: BatchPlan,
        mode: Mode,
        lr: float,
        variant: Variant = Variant.PLAIN,
        *,
        in_parts: bool = True,
    ) -> None:
        self.plan, self.mode, self.lr, self.variant = plan, mode, lr, variant
        large = rows.x.nbytes >= _LARGE and rows.x.device.type == "cpu"
        self.in_parts = in_parts and large and plan.in_file_order
        self._rows = rows
        inputs, targets = rows.x.shape[1], rows.y.shape[1]
        slot = _aligned_rows(plan.size, inputs, targets, rows.x.element_size())
        capacity = max(1, min(_STEPS, _NUMBERS // (slot * (inputs + targets))))
        self.capacity = 1 if self.in_parts else capacity - capacity % min(plan.batches, capacity)
        self._places = rows.x.new_zeros((self.capacity, slot), dtype=torch.int64)
        aligned = _aligned_rows(plan.size, targets, targets, rows.y.element_size())
        self._residuals = rows.y.new_empty(self.capacity, aligned * targets)
        self.weight_grad = rows.x.new_empty(targets, inputs)
        self._bias_grad = rows.x.new_empty(targets)
        self._kept = rows.x.new_empty(targets, inputs), rows.x.new_empty(targets)
        self._g = {m: rows.y.new_empty(m, targets) for m in (plan.size, plan.smallest)}
        self._x = self._y = rows.x.new_empty(0)
        if not plan.in_file_order:
            self._x = rows.x.new_empty(self.capacity * slot, inputs)
            self._y = rows.y.new_empty(self.capacity * slot, targets)
        self._steps = [self._step(place, plan.size) for place in range(self.capacity)]
        self._tails = {
            place: self._step(place, plan.tail) for place in range(self.capacity) if plan.tail
        }
        self._parts = [*self._cut(self._steps[0])] if self.in_parts else []

    def take(self, w: Tensor, b: Tensor, orders: Tensor | None, first: int, count: int) -> Tensor:
        """Take `count` steps from batch `first`, changing w (t, d) and b (t,) in place.

        Args:
            w: the weight, a plain tensor.
            b: the bias, likewise.
            orders: (epochs, n) for the epochs that the steps touch; None is file order.
            first: the batch, from 0, in the first of these epochs.
            count: within an epoch any number; beyond its end at most `capacity`, of whole epochs.

        Returns:
            The batch losses (count,) in the training dtype.
        """
        with torch.inference_mode():
            losses = [
                self._take_at_once(w, b, orders, start, min(self.capacity, first + count - start))
                for start in range(first, first + count, self.capacity)
            ]
            return losses[0] if len(losses) == 1 else torch.cat(losses)

    def keep(self, w: Tensor, b: Tensor) -> None:
        """Keep parameters, to take back what comes: a copy into memory that is there is quicker."""
        for kept, one in zip(self._kept, (w, b), strict=True):
            kept.copy_(one)

    def take_back(self, w: Tensor, b: Tensor) -> None:
        """Let parameters be what was kept last."""
        for kept, one in zip(self._kept, (w, b), strict=True):
            one.copy_(kept)

    def _take_at_once(
        self, w: Tensor, b: Tensor, orders: Tensor | None, first: int, count: int
    ) -> Tensor:
        plan = self.plan
        tails = range(plan.batches - 1 - first, count, plan.batches) if plan.tail else range(0)
        if not plan.in_file_order:
            self._gather(orders, first, count)
        steps = self._steps[:count]
        for place in tails:
            steps[place] = self._tails[place]
        self._descend(w, b, steps)
        return self._losses(count, tails)

    def _descend(self, w: Tensor, b: Tensor, steps: list[_Step]) -> None:
        addmm, mul, mm, total = torch.addmm, torch.mul, torch.mm, torch.sum
        w_t, w_grad, b_grad = w.t(), self.weight_grad, self._bias_grad
        # a minus that is turned round is exact
        lr = -self.lr if self.variant is Variant.FLIPPED_SIGN else self.lr
        parts = self._parts
        twice = self.mode is Mode.MANUAL and self.variant is not Variant.EXACT_UPDATE
        for x, y, residual, g, g_t, scale in steps:
            if parts:
                self._sweep(w_t, b)
            else:
                addmm(b, x, w_t, out=residual)
                residual.sub_(y)
                mul(residual, scale, out=g)
                mm(g_t, x, out=w_grad)
            total(g, 0, out=b_grad)
            if twice:
                w.sub_(w_grad.mul_(lr))
                b.sub_(b_grad.mul_(lr))
            else:
                w.add_(w_grad, alpha=-lr)
                b.add_(b_grad, alpha=-lr)

    def _sweep(self, w_t: Tensor, b: Tensor) -> None:
        """The residuals and the gradient of w, part after part in the order of the rows."""
        w_grad = self.weight_grad
        for part, (x, y, residual, g, g_t, scale) in enumerate(self._parts):
            torch.addmm(b, x, w_t, out=residual)
            residual.sub_(y)
            torch.mul(residual, scale, out=g)
            if part:
                w_grad.addmm_(g_t, x)
            else:
                torch.mm(g_t, x, out=w_grad)

    def _cut(self, step: _Step) -> Iterator[_Step]:
        """The parts of a step, each aligned as the whole."""
        width = step.x.shape[1] + step.y.shape[1]
        rows = max(_ALIGNMENT, _PART // width // _ALIGNMENT * _ALIGNMENT)
        for start in range(0, len(step.x), rows):
            here = slice(start, start + rows)
            g = step.g[here]
            yield _Step(step.x[here], step.y[here], step.residual[here], g, g.t(), step.scale)

    def _gather(self, orders: Tensor | None, first: int, count: int) -> None:
        plan, places = self.plan, self._places
        whole = plan.rows // plan.size
        if orders is None:
            orders = torch.arange(plan.rows).expand(-(-count // plan.batches), -1)
        if first == 0 and count % plan.batches == 0:
            epochs = count // plan.batches
            by_epoch = places[:count].view(epochs, plan.batches, -1)
            cut = whole * plan.size
            by_epoch[:, :whole, : plan.size] = orders[:, :cut].view(epochs, whole, plan.size)
            by_epoch[:, whole:, : plan.tail] = orders[:, None, cut:]
        else:
            order = orders[0]
            for place in range(count):
                batch = order[plan.span(first + place)]
                places[place, : len(batch)] = batch
        used = places[:count].view(-1)
        torch.index_select(self._rows.x, 0, used, out=self._x[: len(used)])
        torch.index_select(self._rows.y, 0, used, out=self._y[: len(used)])

    def _losses(self, count: int, tails: range) -> Tensor:
        targets = self._rows.y.shape[1]
        squares = self._residuals[:count, : self.plan.size * targets]
        squares.mul_(squares)
        losses = squares.mean(1)
        if tails:
            every = slice(tails.start, None, self.plan.batches)
            losses[every] = squares[every, : self.plan.tail * targets].mean(1)
        return losses

    def _step(self, place: int, m: int) -> _Step:
        if self.plan.in_file_order:
            x, y = self._rows.x, self._rows.y
        else:
            start = place * self._places.shape[1]
            x, y = self._x[start : start + m], self._y[start : start + m]
        g = self._g[m]
        residual = self._residuals[place, : y.numel()].view_as(y)
        return _Step(x, y, residual, g, g.t(), 2 / y.numel())


def _aligned_rows(size: int, inputs: int, targets: int, itemsize: int) -> int:
    """The fewest rows >= size after which the next batch is aligned, in x and in y."""
    slot = size
    while slot * inputs * itemsize % _ALIGNMENT or slot * targets * itemsize % _ALIGNMENT:
        slot += 1
    return slot
