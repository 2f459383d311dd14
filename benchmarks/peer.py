"""One peer: trains the same model on the same data whenever a line comes: `peer.py NAME CASE`.

It says `ready` when all is loaded and warm, and then for each line the seconds of a whole training
and the full loss that it came to. Runs without gdtui where it is not gdtui.
"""

import logging
import os
import sys
import time
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch

Array = NDArray[np.float32]


class Case(NamedTuple):
    """A linear regression: its data, where the weights begin, and how long it is trained."""

    x: Array
    y: Array
    weight: Array
    bias: Array
    lr: float
    size: int
    epochs: int


SIZES = {
    "15x3->2 batch 5": (15, 3, 2, 1e-5, 5, 500),
    "10000x10->1 batch 50": (10_000, 10, 1, 1e-6, 50, 5),
}
"""Rows, inputs, targets, rate, batch size and epochs."""


def case(name: str) -> Case:
    """The same numbers in every process."""
    n, d, t, lr, size, epochs = SIZES[name]
    draw = np.random.default_rng(0)
    x, y = draw.normal(60, 20, (n, d)), draw.normal(80, 30, (n, t))
    weight, bias = draw.normal(size=(t, d)), draw.normal(size=t)
    x, y, weight, bias = (each.astype(np.float32) for each in (x, y, weight, bias))
    return Case(x, y, weight, bias, lr, size, epochs)


Parameters = tuple[Array, Array]
Train = Callable[[], Parameters]


def tutorial(case: Case) -> Train:
    """The loop of the PyTorch tutorials."""
    import torch
    from torch.nn import functional
    from torch.utils.data import DataLoader, TensorDataset

    torch.set_num_threads(1)
    data = TensorDataset(torch.from_numpy(case.x), torch.from_numpy(case.y))

    def train() -> Parameters:
        model = _linear(case)
        opt = torch.optim.SGD(model.parameters(), lr=case.lr)
        for _ in range(case.epochs):
            for xb, yb in DataLoader(data, case.size, shuffle=True):
                loss = functional.mse_loss(model(xb), yb)
                loss.backward()
                opt.step()
                opt.zero_grad()
        return _numpy(model)

    return train


def lightning(case: Case) -> Train:
    """Lightning's Trainer with all that can be left out left out."""
    import lightning
    import torch
    from torch.nn import functional
    from torch.utils.data import DataLoader, TensorDataset

    torch.set_num_threads(1)
    logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
    data = TensorDataset(torch.from_numpy(case.x), torch.from_numpy(case.y))

    class Module(lightning.LightningModule):
        def __init__(self) -> None:
            super().__init__()
            self.model = _linear(case)

        def training_step(self, batch: "tuple[torch.Tensor, torch.Tensor]") -> "torch.Tensor":
            xb, yb = batch
            return functional.mse_loss(self.model(xb), yb)

        def configure_optimizers(self) -> "torch.optim.Optimizer":
            return torch.optim.SGD(self.parameters(), lr=case.lr)

    def train() -> Parameters:
        module = Module()
        trainer = lightning.Trainer(accelerator="cpu", max_epochs=case.epochs, barebones=True)
        trainer.fit(module, DataLoader(data, case.size, shuffle=True))
        return _numpy(module.model)

    return train


def skorch(case: Case) -> Train:
    """The regressor of skorch without its callbacks and without a part for validation."""
    import torch
    from skorch import NeuralNetRegressor

    torch.set_num_threads(1)

    def train() -> Parameters:
        net = NeuralNetRegressor(
            _linear(case),
            optimizer=torch.optim.SGD,
            lr=case.lr,
            max_epochs=case.epochs,
            batch_size=case.size,
            iterator_train__shuffle=True,
            train_split=None,
            callbacks="disable",
            verbose=0,
        )
        net.fit(case.x, case.y)
        return _numpy(net.module_)

    return train


def keras(case: Case) -> Train:
    """Keras on torch; it has no tensors of its own."""
    os.environ["KERAS_BACKEND"] = "torch"
    import keras
    import torch

    torch.set_num_threads(1)

    def train() -> Parameters:
        dense = keras.layers.Dense(case.y.shape[1])
        model = keras.Sequential([keras.Input((case.x.shape[1],)), dense])
        dense.set_weights([case.weight.T, case.bias])
        model.compile(keras.optimizers.SGD(case.lr), "mse")
        model.fit(case.x, case.y, case.size, case.epochs, verbose=0)
        weight, bias = dense.get_weights()
        return weight.T, bias

    return train


def scikit_learn(case: Case) -> Train:
    """A regressor for each target; it takes a step for each row instead of each batch."""
    from sklearn.linear_model import SGDRegressor

    rate = case.lr * 2 / (case.size * case.y.shape[1])
    draw = np.random.default_rng(1)

    def train() -> Parameters:
        models = []
        for target in range(case.y.shape[1]):
            model = SGDRegressor(penalty=None, learning_rate="constant", eta0=rate, shuffle=False)
            model.partial_fit(case.x[:1], case.y[:1, target])
            model.coef_[:], model.intercept_[:] = case.weight[target], case.bias[target]
            models.append(model)
        for _ in range(case.epochs):
            order = draw.permutation(len(case.x))
            for begin in range(0, len(order), case.size):
                rows = order[begin : begin + case.size]
                xb, yb = case.x[rows], case.y[rows]
                for target, model in enumerate(models):
                    model.partial_fit(xb, yb[:, target])
        return (
            np.array([model.coef_ for model in models]),
            np.array([model.intercept_[0] for model in models]),
        )

    return train


def numpy(case: Case) -> Train:
    """The gradient by hand."""
    draw = np.random.default_rng(1)

    def train() -> Parameters:
        w, b = case.weight.copy(), case.bias.copy()
        for _ in range(case.epochs):
            order = draw.permutation(len(case.x))
            for begin in range(0, len(order), case.size):
                rows = order[begin : begin + case.size]
                xb, yb = case.x[rows], case.y[rows]
                grad = (xb @ w.T + b - yb) * np.float32(2 / yb.size)
                w -= np.float32(case.lr) * (grad.T @ xb)
                b -= np.float32(case.lr) * grad.sum(0)
        return w, b

    return train


def gdtui_sgd(case: Case) -> Train:
    """A session as the app and `gdtui fit` have it: history, checkpoints and curves included."""
    return _gdtui(case, "sgd")


def gdtui_manual(case: Case) -> Train:
    """The same with the loop by hand."""
    return _gdtui(case, "manual")


def _gdtui(case: Case, mode: str) -> Train:
    from pathlib import Path

    from gdtui.data.dataset import Dataset
    from gdtui.engine.settings import Mode, Settings
    from gdtui.engine.threads import use_threads
    from gdtui.session.actions import Step
    from gdtui.session.line import Origin
    from gdtui.session.session import Session

    use_threads(1)
    data = Dataset(
        name="random",
        path=Path("random.csv"),
        input_names=tuple(f"x{k}" for k in range(case.x.shape[1])),
        target_names=tuple(f"y{k}" for k in range(case.y.shape[1])),
        input_columns=tuple(case.x.T.astype(np.float64)),
        target_columns=tuple(case.y.T.astype(np.float64)),
        lines=range(2, len(case.x) + 2),
    )
    settings = Settings(mode=Mode(mode), lr=case.lr, batch_size=case.size, shuffle=True)
    weight = tuple(tuple(map(float, row)) for row in case.weight)
    origin = Origin(0, settings.mode, settings, weight, tuple(map(float, case.bias)))

    def train() -> Parameters:
        shown = Session(data, origin).apply(Step("epoch", case.epochs))
        return shown.weight, shown.bias

    return train


PEERS: dict[str, Callable[[Case], Train]] = {
    "the tutorial's loop": tutorial,
    "Lightning": lightning,
    "skorch": skorch,
    "Keras, torch backend": keras,
    "scikit-learn partial_fit": scikit_learn,
    "numpy": numpy,
    "gdtui, sgd": gdtui_sgd,
    "gdtui, manual": gdtui_manual,
}


def _linear(case: Case) -> "torch.nn.Linear":
    import torch

    model = torch.nn.Linear(case.x.shape[1], case.y.shape[1])
    with torch.no_grad():
        model.weight.copy_(torch.from_numpy(case.weight))
        model.bias.copy_(torch.from_numpy(case.bias))
    return model


def _numpy(model: "torch.nn.Linear") -> Parameters:
    return model.weight.detach().numpy(), model.bias.detach().numpy()


def loss(case: Case, parameters: Parameters) -> float:
    """Mean squared error over all rows, in float64."""
    weight, bias = (each.astype(np.float64) for each in parameters)
    return float(np.mean((case.x @ weight.T + bias - case.y) ** 2))


def main() -> None:
    """Serve."""
    warnings.simplefilter("ignore")
    asked = case(sys.argv[2])
    try:
        train = PEERS[sys.argv[1]](asked)
    except ImportError as error:
        print(f"not installed: {error}", flush=True)
        return
    train()
    print("ready", flush=True)
    for _ in sys.stdin:
        begin = time.perf_counter()
        parameters = train()
        print(time.perf_counter() - begin, loss(asked, parameters), flush=True)


if __name__ == "__main__":
    main()
