"""The two training loops, as the tutorial writes them; each resumption does one phase.

A loop yields after predict, loss, backward, update and zero_grad; the first two hand out what they
made. No `with` spans a `yield`: grad mode belongs to the thread and would leak to whoever resumes.
"""

from collections.abc import Generator, Iterable

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import SGD, Optimizer

from gdtui.engine.settings import Mode

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


def start_loop(mode: Mode, w: nn.Parameter, b: nn.Parameter, batches: Batches, lr: float) -> Loop:
    """Make the loop of a mode over these parameters, before its first phase."""
    if mode is Mode.MANUAL:
        return manual(w, b, batches, lr)
    targets, inputs = w.shape
    model = nn.Linear(inputs, targets, device="meta")
    model.weight, model.bias = w, b
    return sgd(model, SGD(model.parameters(), lr=lr), batches)


def load_optimizer() -> None:
    """Let torch load what its first optimizer needs, which takes about a second."""
    parameter = nn.Parameter(torch.zeros(1))
    parameter.grad = torch.zeros(1)
    SGD([parameter]).step()
