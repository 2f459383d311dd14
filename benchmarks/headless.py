"""How fast training runs without a screen, against the tutorial's own scripts, in one run.

Every figure is the median of ratios taken pair by pair, interleaved, so that a noisy machine
disturbs both sides alike.
"""

import statistics
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  as every PyTorch text writes it
from torch.utils.data import DataLoader, TensorDataset

from figures import Figure, ratio, seconds, show
from gdtui.data.dataset import Dataset
from gdtui.engine.batch_plan import BatchPlan
from gdtui.engine.fast_run import FastRun
from gdtui.engine.loops import manual
from gdtui.engine.orders import draw_orders
from gdtui.engine.parameters import draw_parameters
from gdtui.engine.rows import Rows
from gdtui.engine.same_bits import bits_equal
from gdtui.engine.settings import Mode, Settings
from gdtui.session.actions import Step
from gdtui.session.line import Origin
from gdtui.session.session import Session

LR = 1e-5


def dataset(n: int, d: int, t: int) -> Dataset:
    """Random columns, as a reader would hand them over."""
    draw = np.random.default_rng(0)
    return Dataset(
        name="random",
        path=Path("random.csv"),
        input_names=tuple(f"x{k}" for k in range(d)),
        target_names=tuple(f"y{k}" for k in range(t)),
        input_columns=tuple(draw.normal(60, 20, n) for _ in range(d)),
        target_columns=tuple(draw.normal(80, 30, n) for _ in range(t)),
        lines=range(2, n + 2),
    )


def rows_of(data: Dataset) -> Rows:
    """The rows as training sees them."""
    return Rows.of(data.inputs(np.float32), data.targets(np.float32), "cpu")


def tutorial_sgd(rows: Rows, size: int | None, epochs: int) -> tuple[Tensor, Tensor]:
    """The tutorial's fit(), as printed there, without the prints."""
    torch.manual_seed(0)
    model = nn.Linear(rows.x.shape[1], rows.y.shape[1])
    opt = torch.optim.SGD(model.parameters(), lr=LR)
    loader = (
        DataLoader(TensorDataset(rows.x, rows.y), size, shuffle=True)
        if size
        else [(rows.x, rows.y)]
    )
    for _ in range(epochs):
        for xb, yb in loader:
            loss = F.mse_loss(model(xb), yb)
            loss.backward()
            opt.step()
            opt.zero_grad()
    return model.weight.detach(), model.bias.detach()


def tutorial_manual(rows: Rows, size: int | None, epochs: int) -> tuple[Tensor, Tensor]:
    """The tutorial's first half, on the batches of its second one."""
    torch.manual_seed(0)
    w = torch.randn(rows.y.shape[1], rows.x.shape[1], requires_grad=True)
    b = torch.randn(rows.y.shape[1], requires_grad=True)
    loader = (
        DataLoader(TensorDataset(rows.x, rows.y), size, shuffle=True)
        if size
        else [(rows.x, rows.y)]
    )
    for _ in range(epochs):
        for xb, yb in loader:
            preds = xb @ w.t() + b
            diff = preds - yb
            loss = torch.sum(diff * diff) / diff.numel()
            loss.backward()
            with torch.no_grad():
                w -= w.grad * LR
                b -= b.grad * LR
                w.grad.zero_()
                b.grad.zero_()
    return w.detach(), b.detach()


def bare(rows: Rows, mode: Mode, size: int | None, epochs: int) -> tuple[Tensor, Tensor]:
    """The fast run alone: no session, no history, no checkpoints."""
    generator = torch.Generator().manual_seed(0)
    w, b = draw_parameters(mode, rows.x.shape[1], rows.y.shape[1], generator)
    plan = BatchPlan.of(Settings(batch_size=size, shuffle=size is not None), len(rows))
    fast = FastRun(rows, plan, mode, LR)
    at_once = fast.capacity // plan.batches
    while epochs:
        if at_once:
            taken = min(at_once, epochs)
            orders = draw_orders(plan, taken, generator)
            fast.take(w, b, orders, 0, taken * plan.batches)
        else:
            taken, orders = 1, draw_orders(plan, 1, generator)
            for first in range(0, plan.batches, fast.capacity):
                fast.take(w, b, orders, first, min(fast.capacity, plan.batches - first))
        epochs -= taken
    return w, b


def session_of(data: Dataset, mode: Mode, size: int | None) -> Session:
    """A session: checkpoints, loss curves, and the last batch of every action by the loop."""
    settings = Settings(mode=mode, lr=LR, batch_size=size, shuffle=size is not None)
    return Session(data, Origin(0, mode, settings))


def observed(data: Dataset, mode: Mode, size: int | None, epochs: int) -> tuple[Tensor, Tensor]:
    """The weights that a session reaches."""
    shown = session_of(data, mode, size).apply(Step("epoch", epochs))
    return torch.from_numpy(shown.weight), torch.from_numpy(shown.bias)


def plain_loop(rows: Rows, steps: int) -> None:
    """Full-batch manual steps without a generator."""
    w = torch.ones(rows.y.shape[1], rows.x.shape[1], requires_grad=True)
    b = torch.ones(rows.y.shape[1], requires_grad=True)
    for _ in range(steps):
        preds = rows.x @ w.t() + b
        diff = preds - rows.y
        loss = torch.sum(diff * diff) / diff.numel()
        loss.backward()
        with torch.no_grad():
            w -= w.grad * LR
            b -= b.grad * LR
        w.grad.zero_()
        b.grad.zero_()


def drained_generator(rows: Rows, steps: int) -> None:
    """The same steps, phase by phase."""
    w = nn.Parameter(torch.ones(rows.y.shape[1], rows.x.shape[1]))
    b = nn.Parameter(torch.ones(rows.y.shape[1]))
    batches = ((rows.x, rows.y) for _ in range(steps))
    for _ in manual(w, b, batches, LR):
        pass


def assert_same(one: tuple[Tensor, Tensor], other: tuple[Tensor, Tensor]) -> None:
    """Make sure that what is compared computes the same."""
    assert bits_equal(one[0], other[0]), "the weights differ"
    assert bits_equal(one[1], other[1]), "the biases differ"


def small(rounds: int) -> Iterator[Figure]:
    """The tutorial's sizes."""
    data = dataset(15, 3, 2)
    rows, epochs = rows_of(data), 300
    for mode, tutorial, target in (
        (Mode.SGD, tutorial_sgd, 10.0),
        (Mode.MANUAL, tutorial_manual, 7.5),
    ):
        assert_same(tutorial(rows, 5, epochs), bare(rows, mode, 5, epochs))
        assert_same(tutorial(rows, 5, epochs), observed(data, mode, 5, epochs))
        figure, _ = ratio(
            partial(tutorial_sgd, rows, 5, epochs), partial(bare, rows, mode, 5, epochs), rounds
        )
        what = f"15x3->2 batch 5, {mode}: tutorial's fit() / fast run, same bits"
        yield Figure(what, figure, f">= {target}")
    for n, d, t, size, epochs, target in (
        (15, 3, 2, 5, 5000, 1.10),
        (640, 100, 1000, 64, 300, 1.05),
    ):
        data = dataset(n, d, t)
        session, rows, step = session_of(data, Mode.SGD, size), rows_of(data), Step("epoch", epochs)
        figure, _ = ratio(
            partial(session.apply, step), partial(bare, rows, Mode.SGD, size, epochs), rounds
        )
        what = f"{n}x{d}->{t} batch {size}: session with history / fast run"
        yield Figure(what, figure, f"<= {target}")
    rows = rows_of(dataset(5, 3, 2))
    figure, _ = ratio(
        partial(drained_generator, rows, 1000), partial(plain_loop, rows, 1000), rounds
    )
    yield Figure("5x3->2: phase generator, drained / plain loop", figure, "<= 1.1")


def large(rounds: int) -> Iterator[Figure]:
    """A million rows of a hundred inputs, and the share of memory bandwidth."""
    n, d, t = 1_000_000, 100, 2
    data = dataset(n, d, t)
    rows = rows_of(data)
    assert_same(tutorial_sgd(rows, None, 2), bare(rows, Mode.SGD, None, 2))
    figure, each = ratio(
        partial(tutorial_sgd, rows, None, 3), partial(bare, rows, Mode.SGD, None, 3), rounds
    )
    yield Figure("1e6x100->2 full batch: tutorial / fast run, same bits", figure, ">= 1.05")
    read = statistics.median(seconds(rows.x.sum) for _ in range(5))
    moved, stream = 4 * (n * d + 6 * n * t) / (each / 3), 4 * n * d / read
    note = f"{each / 3 * 1e3:.0f} ms a step, {moved / 1e9:.1f} GB/s"
    yield Figure(
        "1e6x100->2: share of the bandwidth that a plain sum reaches", moved / stream, "", note
    )


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """All of them, with one thread."""
    torch.set_num_threads(1)
    yield from small(5 if quick else 15)
    if not quick:
        yield from large(5)


if __name__ == "__main__":
    show(figures(quick="--quick" in sys.argv))
