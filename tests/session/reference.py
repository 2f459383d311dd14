"""A training taken straight through, by autograd and a DataLoader: what a session must equal."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset

from gdtui.data.dataset import Dataset
from gdtui.engine.scaling import Scaling
from gdtui.engine.settings import Dtype, Mode, Settings, Variant
from gdtui.session.line import Alteration, Edit, Line, Origin, Stored

torch.set_num_threads(1)


def random_dataset(n: int, d: int, t: int, seed: int = 0) -> Dataset:
    draw = np.random.default_rng(seed)
    inputs, targets = draw.normal(size=(d, n)) * 10, draw.normal(size=(t, n)) * 10
    return Dataset(
        name="random",
        path=Path("random.csv"),
        input_names=tuple(f"x{k}" for k in range(d)),
        target_names=tuple(f"y{k}" for k in range(t)),
        input_columns=tuple(inputs),
        target_columns=tuple(targets),
        lines=range(2, n + 2),
    )


def stored(dtype: Dtype, weight: list[list[float]], bias: list[float]) -> Stored:
    return Stored(dtype, *(np.array(one, dtype.value).tobytes() for one in (weight, bias)))


@dataclass
class Reached:
    """What the straight training has at a moment."""

    weight: Tensor
    bias: Tensor
    weight_grad: Tensor | None
    bias_grad: Tensor | None
    loss: Tensor | None
    losses: list[float]


def straight(dataset: Dataset, line: Line, moment: int) -> Reached:
    """Train from the beginning of a line to a moment, phase by phase, as the tutorial would."""
    now = _first(dataset, line.origin)
    settings = line.origin.settings
    batches: list[Tensor] = []
    for passed in range(moment + 1):
        step, phase = divmod(passed, 5)
        if phase == 0:
            for change in line.changes_at(step):
                settings = _change(now, dataset, settings, change)
        if passed == moment:
            break
        x, y = _rows(dataset, settings)
        if phase == 0:
            batches = batches or list(_batches(len(x), settings))
            places = batches.pop(0)
            xb, yb = x[places], y[places]
            preds = xb @ now.weight.t() + now.bias
        elif phase == 1:
            diff = preds - yb
            loss = torch.sum(diff * diff) / diff.numel()
            if settings.mode is Mode.SGD:
                loss = nn.functional.mse_loss(preds, yb)
            now.loss = loss.detach()
        elif phase == 2:
            loss.backward()  # type: ignore[no-untyped-call]  # torch has no types here
        elif phase == 3:
            _update(now, settings)
        else:
            _zero(now, settings)
            now.losses.append(loss.item())
    now.weight_grad, now.bias_grad = now.weight.grad, now.bias.grad
    return now


def _first(dataset: Dataset, origin: Origin) -> Reached:
    torch.manual_seed(origin.seed)
    d, t = len(dataset.input_names), len(dataset.target_names)
    if origin.draws is Mode.MANUAL:
        weight, bias = torch.randn(t, d), torch.randn(t)
    else:
        layer = nn.Linear(d, t)
        weight, bias = layer.weight.detach(), layer.bias.detach()
    if origin.weight is not None:
        weight = torch.tensor(origin.weight, dtype=torch.float64)
        bias = torch.tensor(origin.bias, dtype=torch.float64)
    now = Reached(weight, bias, None, None, None, [])
    if origin.settings.standardize != origin.standardized:
        now.weight, now.bias = weight.double(), bias.double()
        _standardise(now, dataset, on=origin.settings.standardize)
    _hold(now, now.weight.to(_torch(origin.settings.dtype)), now.bias)
    return now


def _change(now: Reached, dataset: Dataset, old: Settings, change: Alteration) -> Settings:
    if isinstance(change, Edit):
        weight, bias = now.weight.detach().clone(), now.bias.detach().clone()
        if change.column is None:
            bias[change.target] = change.value
        else:
            weight[change.target, change.column] = change.value
        _hold(now, weight, bias)
        return old
    if isinstance(change, Stored):
        shapes = (change.weight, now.weight), (change.bias, now.bias)
        weight, bias = (
            torch.tensor(np.frombuffer(content, change.dtype.value)).reshape(like.shape)
            for content, like in shapes
        )
        _hold(now, weight.to(now.weight.dtype), bias.to(now.weight.dtype))
        return old
    new = change.settled(old)
    if new.standardize != old.standardize:
        _standardise(now, dataset, on=new.standardize)
    _hold(now, now.weight.detach().to(_torch(new.dtype)), now.bias.detach())
    return new


def _hold(now: Reached, weight: Tensor, bias: Tensor) -> None:
    """Make new leaves of a dtype, their gradients carried over."""
    grads = [
        None if old.grad is None else old.grad.to(weight.dtype) for old in (now.weight, now.bias)
    ]
    now.weight = weight.detach().clone().requires_grad_()
    now.bias = bias.detach().to(weight.dtype).clone().requires_grad_()
    now.weight.grad, now.bias.grad = grads


def _standardise(now: Reached, dataset: Dataset, *, on: bool) -> None:
    scaling = Scaling.of(dataset.input_columns)
    move = scaling.unfold if on else scaling.fold
    weight, bias = move(now.weight.detach().double().numpy(), now.bias.detach().double().numpy())
    _hold(
        now,
        torch.from_numpy(weight).to(now.weight.dtype),
        torch.from_numpy(bias).to(now.weight.dtype),
    )


def _rows(dataset: Dataset, settings: Settings) -> tuple[Tensor, Tensor]:
    inputs = dataset.inputs()
    if settings.standardize:
        scaling = Scaling.of(dataset.input_columns)
        inputs = (inputs - scaling.means) / scaling.sigmas
    dtype = _torch(settings.dtype)
    return torch.tensor(inputs, dtype=dtype), torch.tensor(dataset.targets(), dtype=dtype)


def _batches(rows: int, settings: Settings) -> Iterator[Tensor]:
    if settings.batch_size is None and not settings.shuffle:
        yield torch.arange(rows)
        return
    size = settings.batch_size or rows
    for (places,) in DataLoader(TensorDataset(torch.arange(rows)), size, settings.shuffle):
        yield places


def _update(now: Reached, settings: Settings) -> None:
    climbs = settings.variant is Variant.FLIPPED_SIGN
    if settings.mode is Mode.SGD:
        both = [now.weight, now.bias]
        torch.optim.SGD(both, lr=settings.lr, maximize=climbs).step()
        return
    with torch.no_grad():
        for parameter in (now.weight, now.bias):
            assert parameter.grad is not None
            if settings.variant is Variant.EXACT_UPDATE:
                parameter.add_(parameter.grad, alpha=-settings.lr)
            elif climbs:
                parameter.add_(parameter.grad * settings.lr)
            else:
                parameter.sub_(parameter.grad * settings.lr)


def _zero(now: Reached, settings: Settings) -> None:
    if settings.variant is Variant.SKIPPED_ZERO_GRAD:
        return
    for parameter in (now.weight, now.bias):
        if settings.mode is Mode.SGD:
            parameter.grad = None
        else:
            assert parameter.grad is not None
            parameter.grad.zero_()


def _torch(dtype: Dtype) -> torch.dtype:
    return torch.float64 if dtype is Dtype.FLOAT64 else torch.float32
