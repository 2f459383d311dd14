"""The parameters: drawn first as the tutorial's two scripts draw them, then leaves of the loops."""

import math

import torch
from torch import Tensor, nn
from torch.nn import init

from gdtui.engine.rows import Rows
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


def leaf(values: Tensor, rows: Rows) -> nn.Parameter:
    """A parameter with these values, where the rows are and in their dtype."""
    # made on the device: a parameter that is moved there afterwards is no leaf and never trains
    return nn.Parameter(values.to(rows.x.device, rows.x.dtype, copy=True))


def copied(grad: Tensor | None) -> Tensor | None:
    """A gradient that stays as it is, if there is one."""
    return None if grad is None else grad.clone()


def beside(grad: Tensor | None, parameter: nn.Parameter) -> Tensor | None:
    """A copy of a gradient laid out as its parameter is, if there is one."""
    if grad is None:
        return None
    return torch.empty_like(parameter, requires_grad=False).copy_(grad)
