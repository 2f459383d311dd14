"""same_bits: whether the fast run and the loop agree in every bit, tried on real rows."""

import torch
from torch import Tensor
from torch.nn import functional

from gdtui.engine.fast_run import FastRun
from gdtui.engine.phase import PHASES
from gdtui.engine.rows import Rows
from gdtui.engine.settings import Mode
from gdtui.engine.start_loop import start_loop

_STEPS = 3  # the last ones of an epoch: every shape of batch occurs
_NOT_ROUND = 0.1


def same_bits(fast: FastRun, rows: Rows, w: Tensor, b: Tensor) -> bool:
    """Take a few steps both ways from w (t, d) and b (t,); compare as integers what comes.

    Where the order of a sum is at stake the gradients are compared themselves: a small rate hides
    their last bits.
    """
    return (not fast.in_parts or _same_sums(fast, rows, w, b)) and _same_steps(fast, rows, w, b)


def _same_sums(fast: FastRun, rows: Rows, w: Tensor, b: Tensor) -> bool:
    """From other weights too: whole numbers may add up to the same in any order."""
    starts, grads = (w, w + _NOT_ROUND), []
    for in_parts in (True, False):
        run = FastRun(rows, fast.plan, Mode.SGD, fast.lr, in_parts=in_parts)
        for start in starts:
            run.take(start.clone(), b.clone(), None, 0, 1)
            grads.append(run.weight_grad.clone())
    return all(map(bits_equal, grads[:2], grads[2:]))


def _same_steps(fast: FastRun, rows: Rows, w: Tensor, b: Tensor) -> bool:
    plan, mode = fast.plan, fast.mode
    count = min(_STEPS, plan.batches, fast.capacity)
    first = plan.batches - count
    fast_w, fast_b = w.clone(), b.clone()
    fast_losses = fast.take(fast_w, fast_b, None, first, count)

    loop_w, loop_b = torch.nn.Parameter(w.clone()), torch.nn.Parameter(b.clone())
    if mode is Mode.MANUAL:
        # as after a step of this loop: gradients are accumulated into zeros
        loop_w.grad, loop_b.grad = torch.zeros_like(w), torch.zeros_like(b)
    spans = [None if plan.in_file_order else plan.span(first + k) for k in range(count)]
    batches = [rows.at(span) for span in spans]
    loop = start_loop(mode, loop_w, loop_b, batches, fast.lr, variant=fast.variant)
    losses = []
    for x, _ in batches:
        made = [next(loop) for _ in PHASES[:2]]
        preds, loss = (each.detach() for each in made if each is not None)
        # what is shown in the middle of a run is computed so
        if not bits_equal(preds, functional.linear(x, loop_w.detach(), loop_b.detach())):
            return False
        losses.append(loss)
        for _ in PHASES[2:]:
            next(loop)
    return (
        bits_equal(fast_w, loop_w.detach())
        and bits_equal(fast_b, loop_b.detach())
        and bits_equal(fast_losses, torch.stack(losses))
    )


def bits_equal(one: Tensor, other: Tensor) -> bool:
    """Whether two tensors of one dtype and shape hold the same bits.

    `torch.equal` would call -0.0 and 0.0 equal and NaN unequal to itself.
    """
    as_int = torch.int32 if one.element_size() == 4 else torch.int64
    return torch.equal(one.contiguous().view(as_int), other.contiguous().view(as_int))
