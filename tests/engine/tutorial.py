"""The tutorial's two scripts, as a learner would type them: what the engine must equal."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  as every PyTorch text writes it
from torch.utils.data import DataLoader, TensorDataset

Trained = tuple[Tensor, Tensor, Tensor]


def train_manual(
    x: Tensor, y: Tensor, *, seed: int, lr: float, epochs: int, batch_size: int | None
) -> Trained:
    torch.manual_seed(seed)
    w = torch.randn(y.shape[1], x.shape[1]).to(x.dtype).requires_grad_()
    b = torch.randn(y.shape[1]).to(x.dtype).requires_grad_()
    loader = DataLoader(TensorDataset(x, y), batch_size, shuffle=True) if batch_size else [(x, y)]
    losses = []
    for _ in range(epochs):
        for xb, yb in loader:
            diff = xb @ w.t() + b - yb
            loss = torch.sum(diff * diff) / diff.numel()
            loss.backward()  # type: ignore[no-untyped-call]  # torch has no types here
            assert w.grad is not None
            assert b.grad is not None
            with torch.no_grad():
                w -= w.grad * lr
                b -= b.grad * lr
                w.grad.zero_()
                b.grad.zero_()
            losses.append(loss.detach())
    return w.detach(), b.detach(), torch.stack(losses)


def train_sgd(
    x: Tensor, y: Tensor, *, seed: int, lr: float, epochs: int, batch_size: int | None
) -> Trained:
    torch.manual_seed(seed)
    model = nn.Linear(x.shape[1], y.shape[1]).to(x.dtype)
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    loader = DataLoader(TensorDataset(x, y), batch_size, shuffle=True) if batch_size else [(x, y)]
    losses = []
    for _ in range(epochs):
        for xb, yb in loader:
            loss = F.mse_loss(model(xb), yb)
            loss.backward()  # type: ignore[no-untyped-call]  # torch has no types here
            opt.step()
            opt.zero_grad()
            losses.append(loss.detach())
    return model.weight.detach(), model.bias.detach(), torch.stack(losses)
