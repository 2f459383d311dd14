"""The parameters: drawn first as the tutorial's two scripts draw them, then leaves of the loops."""

import math

import torch
from torch import Tensor
from torch.nn import init

from gdtui.engine.settings import Mode


def draw_parameters(
    mode: Mode, inputs: int, targets: int, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Draw weight (t, d) and bias (t,) in float32 on the CPU.

    Manual is `torch.randn(t, d)`, `torch.randn(t)`; sgd is what `nn.Linear(d, t)` draws for itself.
    """
    weight, bias = torch.empty(targets, inputs), torch.empty(targets)
    if mode is Mode.MANUAL:
        weight.normal_(generator=generator)
        bias.normal_(generator=generator)
    else:
        init.kaiming_uniform_(weight, a=math.sqrt(5), generator=generator)
        bound = 1 / math.sqrt(inputs)
        init.uniform_(bias, -bound, bound, generator=generator)
    return weight, bias
