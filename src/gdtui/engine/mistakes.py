"""The classic mistakes: the two loops with one thing wrong in each, and nothing else changed."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import Optimizer

from gdtui.engine.loops import Batches, Loop, mse


def manual_skipped_zero_grad(w: Tensor, b: Tensor, batches: Batches, lr: float) -> Loop:
    """The gradients of all steps add up."""
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
        # zero_grad is skipped
        yield None


def sgd_skipped_zero_grad(model: nn.Linear, opt: Optimizer, batches: Batches) -> Loop:
    """The gradients of all steps add up."""
    for x, y in batches:
        preds = model(x)
        yield preds
        loss = F.mse_loss(preds, y)
        yield loss
        loss.backward()
        yield None
        opt.step()
        yield None
        # zero_grad is skipped
        yield None


def manual_flipped_sign(w: Tensor, b: Tensor, batches: Batches, lr: float) -> Loop:
    """The update climbs."""
    for x, y in batches:
        preds = x @ w.t() + b
        yield preds
        loss = mse(preds, y)
        yield loss
        loss.backward()
        yield None
        with torch.no_grad():
            w += w.grad * lr
            b += b.grad * lr
        yield None
        w.grad.zero_()
        b.grad.zero_()
        yield None


def sgd_flipped_sign(model: nn.Linear, opt: Optimizer, batches: Batches) -> Loop:
    """The update climbs: `opt` was made with maximize=True."""
    for x, y in batches:
        preds = model(x)
        yield preds
        loss = F.mse_loss(preds, y)
        yield loss
        loss.backward()
        yield None
        # opt has maximize=True
        opt.step()
        yield None
        opt.zero_grad()
        yield None


def manual_forgotten_no_grad(w: Tensor, b: Tensor, batches: Batches, lr: float) -> Loop:
    """The update raises: a leaf that requires grad cannot be changed in place."""
    for x, y in batches:
        preds = x @ w.t() + b
        yield preds
        loss = mse(preds, y)
        yield loss
        loss.backward()
        yield None
        # no_grad is forgotten
        w -= w.grad * lr
        b -= b.grad * lr
        yield None
        w.grad.zero_()
        b.grad.zero_()
        yield None


def manual_old_loss(w: Tensor, b: Tensor, batches: Batches, lr: float) -> Loop:
    """The loss after the update is of the predictions from before it."""
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
        # to be printed: old preds
        loss = mse(preds, y)
        yield loss
        w.grad.zero_()
        b.grad.zero_()
        yield None


def sgd_old_loss(model: nn.Linear, opt: Optimizer, batches: Batches) -> Loop:
    """The loss after the update is of the predictions from before it."""
    for x, y in batches:
        preds = model(x)
        yield preds
        loss = F.mse_loss(preds, y)
        yield loss
        loss.backward()
        yield None
        opt.step()
        # to be printed: old preds
        loss = F.mse_loss(preds, y)
        yield loss
        opt.zero_grad()
        yield None
