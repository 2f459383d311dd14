"""Descent: one training under way, resumed phase by phase or run for many steps."""

import math
from collections.abc import Iterator
from dataclasses import replace

import torch
from torch import Tensor
from torch.nn import functional

from gdtui.engine.batch_plan import BatchPlan
from gdtui.engine.fast_run import FastRun
from gdtui.engine.loops import Batches
from gdtui.engine.orders import draw_orders
from gdtui.engine.parameters import beside, copied, leaf
from gdtui.engine.phase import PHASES, Phase
from gdtui.engine.ran import Ran
from gdtui.engine.rows import Rows
from gdtui.engine.same_bits import same_bits
from gdtui.engine.settings import Mode, Settings, Variant
from gdtui.engine.start_loop import start_loop
from gdtui.engine.state import State

_LOOP_STEPS = 64  # handed out at once where the plain loop runs many steps
_PRODUCTS = 1 << 28  # multiplications between two handings out of the fast run: some milliseconds
_OVERHEAD = 1 << 18  # multiplications that take as long as what any step costs besides them

Verified = dict[tuple[object, ...], bool]
"""For which plans, modes, devices and dtypes the fast run was compared, and what came out."""


class Descent:
    """One training under way with fixed settings; a changed setting makes a new one from `state()`.

    What the loop made last stays readable: `places`, `x`, `y`, `preds`, `loss`, and the parameters
    and gradients as they were when the step began; in a run also a step that is to be read.
    `phases_done` is 0 between steps, else 1 to 4.
    `refusal` is what PyTorch says where it does not do a mistake, after the first try.
    """

    def __init__(self, rows: Rows, settings: Settings, state: State, verified: Verified) -> None:
        self.rows, self.settings = rows, settings
        self.plan = BatchPlan.of(settings, len(rows))
        self.weight = leaf(state.weight, rows)
        self.bias = leaf(state.bias, rows)
        self.weight.grad = beside(state.weight_grad, self.weight)
        self.bias.grad = beside(state.bias_grad, self.bias)
        self.epoch, self.batch, self.phases_done = state.epoch, state.batch, 0
        self.places: Tensor | slice | None = None
        self.x, self.y = rows.x[:0], rows.y[:0]
        self.preds: Tensor | None = None
        self.loss: Tensor | None = None
        self.weight_before, self.bias_before = state.weight, state.bias
        self.weight_grad_before, self.bias_grad_before = state.weight_grad, state.bias_grad
        self._begun: tuple[int, int, Tensor] | None = None
        self._generator = torch.Generator()
        self._generator.set_state(state.rng)
        self._rng = state.rng
        self._drawn = False
        self._order: Tensor | None = None
        self._verified = verified
        self._fast: FastRun | None = None
        self._read_next = False
        self.refusal: str | None = None
        self._loop = start_loop(
            settings.mode,
            self.weight,
            self.bias,
            self._batches(),
            settings.lr,
            variant=settings.variant,
        )

    @property
    def finite(self) -> bool:
        """Whether every parameter is a finite number."""
        if math.isfinite(float(self.weight.detach().sum() + self.bias.detach().sum())):
            return True  # a sum is quicker, and finite only where all terms are
        return bool(torch.isfinite(self.weight).all() and torch.isfinite(self.bias).all())

    @property
    def is_refused(self) -> bool:
        """Whether PyTorch will not do the update of this loop."""
        return self.settings.variant is Variant.FORGOTTEN_NO_GRAD

    @property
    def runs_fast(self) -> bool:
        """Whether many steps may take the fast run from here: compared, not assumed."""
        if self.is_refused or self.settings.variant is Variant.SKIPPED_ZERO_GRAD:
            return False
        manual = self.settings.mode is Mode.MANUAL
        for parameter in (self.weight, self.bias):
            if parameter.grad is not None and parameter.grad.count_nonzero():
                return False
            # the loop adds a gradient to zeros, the fast run to nothing: only -0.0 could tell
            if manual and (torch.signbit(parameter) & (parameter == 0)).any():
                return False
        if not self._is_same(self._fast_run()) and self._fast_run().in_parts:
            self._fast = self._new_fast_run(in_parts=False)
        return self._is_same(self._fast_run())

    def state(self) -> State:
        """Copy what decides the future; only between steps."""
        return State.of(self.epoch, self.batch, self.weight, self.bias, self._rng_now())

    def begun(self) -> State | None:
        """Where the step began that is under way or, between steps, that was taken last.

        None where the loop has taken none. The step's settings decide what became of it.
        """
        if self._begun is None:
            return None
        epoch, batch, rng = self._begun
        grads = self.weight_grad_before, self.bias_grad_before
        return State(epoch, batch, self.weight_before, self.bias_before, *grads, rng)

    def changed(self, rows: Rows, settings: Settings, state: State) -> "Descent":
        """Go on from `state` with other rows or settings; what was made last stays readable."""
        changed = Descent(rows, settings, state, self._verified)
        if self._begun is not None:
            changed.places, changed.x, changed.y = self.places, self.x, self.y
            changed.preds, changed.loss = self.preds, self.loss
        changed.weight_before, changed.bias_before = self.weight_before, self.bias_before
        changed.weight_grad_before = self.weight_grad_before
        changed.bias_grad_before = self.bias_grad_before
        changed._begun = self._begun
        return changed

    def full_loss(self) -> Tensor:
        """Mean squared error over all rows at the parameters of now, a scalar."""
        with torch.no_grad():
            preds = functional.linear(self.rows.x, self.weight, self.bias)
            return functional.mse_loss(preds, self.rows.y)

    def advance(self) -> Phase | None:
        """Resume the loop for one phase; None where PyTorch refuses it, and nothing is done."""
        if self.refusal is not None:
            return None
        try:
            made = next(self._loop)
        except RuntimeError as error:
            if not self.is_refused or PHASES[self.phases_done] is not Phase.UPDATE:
                raise
            self.refusal = str(error)
            return None
        phase = PHASES[self.phases_done]
        if phase is Phase.PREDICT:
            self.preds, self.loss = made, None
        elif phase is Phase.LOSS:
            self.loss = made
        self.phases_done = (self.phases_done + 1) % len(PHASES)
        if self.phases_done == 0:
            self._finish_batches(1)
        return phase

    def run(self, steps: int) -> Iterator[Ran]:
        """Take whole steps, fast where the bits are the loop's, handing out their batch losses.

        At each handing out the caller may stop for good. Ends early after the first step that
        leaves a loss or a parameter that is not finite; the loop takes that step.
        """
        was_finite = self.finite
        fast = self.runs_fast
        while steps > 0:
            most = 1 if self._read_next else steps
            ran = self._some_steps(most) if fast else None
            if ran is None:
                ran = self._loop_steps(min(most, _LOOP_STEPS), until_not_finite=was_finite)
                fast = self.runs_fast
            self._read_next = False
            steps -= len(ran.losses)
            yield ran
            if was_finite and not ran.finite:
                return

    def read_next(self) -> None:
        """Let the next step of a run be readable, whichever way it is taken."""
        self._read_next = True

    def _some_steps(self, steps: int) -> Ran | None:
        if not self._read_next:
            return self._fast_steps(steps)
        self._begin_step()
        if (ran := self._fast_steps(1)) is None:
            return None
        # same_bits has compared this, too, with what the loop makes
        self.preds = functional.linear(self.x, self.weight_before, self.bias_before)
        self.loss = ran.losses[0]
        return replace(ran, readable=True)

    def _fast_steps(self, steps: int) -> Ran | None:
        """Some steps by the fast run; None, and nothing done, if not all of them stay finite."""
        fast, w, b = self._fast_run(), self.weight.detach(), self.bias.detach()
        before = self.epoch, self.batch, self._rng_now()
        fast.keep(w, b)
        most, losses = min(steps, max(fast.capacity, self._steps_at_once())), []
        while most:
            losses.append(self._take(fast, w, b, most))
            most -= len(losses[-1])
        taken = torch.cat(losses)
        if not self._finite_after(taken):
            self.epoch, self.batch, rng = before
            fast.take_back(w, b)
            self._generator.set_state(rng)
            self._drawn = False
            return None
        for parameter in (self.weight, self.bias):
            if self.settings.mode is Mode.SGD:
                parameter.grad = None
            elif parameter.grad is None:
                parameter.grad = torch.zeros_like(parameter)
        return Ran(taken, fast=True, finite=True, readable=False)

    def _take(self, fast: FastRun, w: Tensor, b: Tensor, most: int) -> Tensor:
        batches, first = self.plan.batches, self.batch
        epochs = 0 if first or self._drawn else min(most, fast.capacity) // batches
        if epochs:
            orders, count = draw_orders(self.plan, epochs, self._generator), epochs * batches
        else:
            self._draw_epoch()
            orders = None if self._order is None else self._order[None]
            count = min(most, batches - first)
        losses = fast.take(w, b, orders, first, count)
        self._finish_batches(count)
        return losses

    def _steps_at_once(self) -> int:
        """Steps handed out together: as many as keep both the handing out and a stop cheap."""
        products = 2 * self.plan.size * self.weight.numel()
        return max(1, _PRODUCTS // (products + _OVERHEAD))

    def _loop_steps(self, steps: int, *, until_not_finite: bool) -> Ran:
        losses: list[Tensor] = []
        finite = True
        while len(losses) < steps and (finite or not until_not_finite):
            for _ in PHASES:
                self.advance()
            assert self.loss is not None  # noqa: S101  the loss phase has just passed
            losses.append(self.loss.detach())
            finite = self._finite_after(losses[-1])
        return Ran(torch.stack(losses), fast=False, finite=finite, readable=True)

    def _finite_after(self, losses: Tensor) -> bool:
        losses_are = math.isfinite(float(losses.sum())) or bool(torch.isfinite(losses).all())
        return losses_are and self.finite

    def _is_same(self, fast: FastRun) -> bool:
        x, y = self.rows.x, self.rows.y
        how = self.settings.mode, self.settings.variant, fast.in_parts
        case = (*how, self.plan, x.shape, y.shape, x.dtype, x.device)
        if case not in self._verified:
            w, b = self.weight.detach(), self.bias.detach()
            self._verified[case] = self.finite and same_bits(fast, self.rows, w, b)
        return self._verified[case]

    def _fast_run(self) -> FastRun:
        if self._fast is None:
            self._fast = self._new_fast_run()
        return self._fast

    def _new_fast_run(self, *, in_parts: bool = True) -> FastRun:
        how = self.settings.mode, self.settings.lr, self.settings.variant
        return FastRun(self.rows, self.plan, *how, in_parts=in_parts)

    def _batches(self) -> Batches:
        while True:
            self._begin_step()
            yield self.x, self.y

    def _begin_step(self) -> None:
        self._draw_epoch()
        if self.plan.in_file_order:
            self.places = None
        else:
            span = self.plan.span(self.batch)
            self.places = span if self._order is None else self._order[span]
        self.x, self.y = self.rows.at(self.places)
        self.weight_before = self.weight.detach().clone()
        self.bias_before = self.bias.detach().clone()
        self.weight_grad_before = copied(self.weight.grad)
        self.bias_grad_before = copied(self.bias.grad)
        self._begun = self.epoch, self.batch, self._rng

    def _draw_epoch(self) -> None:
        if self._drawn:
            return
        self._rng = self._generator.get_state()
        orders = draw_orders(self.plan, 1, self._generator)
        self._order = None if orders is None else orders[0]
        self._drawn = True

    def _finish_batches(self, count: int) -> None:
        epochs, self.batch = divmod(self.batch + count, self.plan.batches)
        self.epoch += epochs
        self._drawn = self._drawn and epochs == 0

    def _rng_now(self) -> Tensor:
        """The generator's state before the draws of the current epoch."""
        drawn = self._drawn or not self.plan.loader
        return self._rng if drawn else self._generator.get_state()
