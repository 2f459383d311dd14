"""Small trainings for the engine's tests."""

import torch
from torch import Tensor

from gdtui.engine.descent import Descent
from gdtui.engine.parameters import draw_parameters
from gdtui.engine.phase import PHASES
from gdtui.engine.rows import TORCH_DTYPE, Rows
from gdtui.engine.settings import Dtype, Mode, Settings
from gdtui.engine.state import State

torch.set_num_threads(1)


def random_rows(n: int, d: int, t: int, *, dtype: Dtype = Dtype.FLOAT32, seed: int = 0) -> Rows:
    generator = torch.Generator().manual_seed(seed)
    x = torch.randn(n, d, generator=generator) * 10
    y = torch.randn(n, t, generator=generator) * 10
    return Rows(x.to(TORCH_DTYPE[dtype]), y.to(TORCH_DTYPE[dtype]))


def begin(rows: Rows, settings: Settings, seed: int = 0) -> Descent:
    generator = torch.Generator().manual_seed(seed)
    shape = rows.x.shape[1], rows.y.shape[1]
    weight, bias = draw_parameters(settings.mode, *shape, generator)
    state = State(0, 0, weight, bias, None, None, generator.get_state())
    return Descent(rows, settings, state, {})


def minibatches(mode: Mode, size: int | None, lr: float = 1e-4) -> Settings:
    return Settings(mode=mode, lr=lr, batch_size=size, shuffle=size is not None)


def run(descent: Descent, steps: int) -> Tensor:
    return torch.cat([ran.losses for ran in descent.run(steps)])


def loop(descent: Descent, steps: int) -> Tensor:
    losses = []
    for _ in range(steps):
        for _ in PHASES:
            descent.advance()
        assert descent.loss is not None
        losses.append(descent.loss.detach())
    return torch.stack(losses)
