"""The two training loops, as the tutorial writes them; each resumption does one phase.

`mistakes` has the same with something wrong in it.

A loop yields after predict, loss, backward, update and zero_grad; the first two hand out what they
made. No `with` spans a `yield`: grad mode belongs to the thread and would leak to whoever resumes.
"""

from collections.abc import Generator, Iterable

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import SGD, Optimizer

Loop = Generator[Tensor | None, None, None]
Batches = Iterable[tuple[Tensor, Tensor]]


def mse(preds: Tensor, targets: Tensor) -> Tensor:
    """Mean squared error over all elements, as the tutorial's first half defines it."""
    diff = preds - targets
    return torch.sum(diff * diff) / diff.numel()


def manual(w: Tensor, b: Tensor, batches: Batches, lr: float) -> Loop:
    """Gradient descent from scratch: w (t, d) and b (t,) are changed in place."""
    for x, y in batches:
        preds = x @ w.t() + b
        yield preds
        loss = mse(preds, y)
        yield loss
        loss.backward()
        yield None
        with torch.no_grad():
            w -= w.grad * lr
            b -= b.grad * lr
        yield None
        w.grad.zero_()
        b.grad.zero_()
        yield None


def sgd(model: nn.Linear, opt: Optimizer, batches: Batches) -> Loop:
    """Gradient descent with PyTorch's own parts: the model's parameters are changed in place."""
    for x, y in batches:
        preds = model(x)
        yield preds
        loss = F.mse_loss(preds, y)
        yield loss
        loss.backward()
        yield None
        opt.step()
        yield None
        opt.zero_grad()
        yield None


def manual_exact_update(w: Tensor, b: Tensor, batches: Batches, lr: float) -> Loop:
    """Like `manual`, with the update of `torch.optim.SGD`: rounded once where a machine can."""
    for x, y in batches:
        preds = x @ w.t() + b
        yield preds
        loss = mse(preds, y)
        yield loss
        loss.backward()
        yield None
        with torch.no_grad():
            w.add_(w.grad, alpha=-lr)
            b.add_(b.grad, alpha=-lr)
        yield None
        w.grad.zero_()
        b.grad.zero_()
        yield None


def load_optimizer() -> None:
    """Let torch load what its first optimizer needs, which takes about a second."""
    parameter = nn.Parameter(torch.zeros(1))
    parameter.grad = torch.zeros(1)
    SGD([parameter]).step()
