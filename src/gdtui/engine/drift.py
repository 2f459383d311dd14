"""drift: how far one step on a device is from the same step in float64 on the CPU."""

import torch

from gdtui.engine.phase import PHASES
from gdtui.engine.rows import Rows
from gdtui.engine.settings import Mode
from gdtui.engine.start_loop import start_loop

_MOST_ROWS = 1 << 16


def drift(rows: Rows, mode: Mode, lr: float, weight: torch.Tensor, bias: torch.Tensor) -> float:
    """Take a step on the first rows (at most 65,536) both ways from the same parameters.

    Args:
        rows: on their device, in their dtype.
        mode: which loop takes the step.
        lr: learning rate.
        weight: (t, d), on any device.
        bias: (t,), likewise.

    Returns:
        The largest difference of a parameter, relative to the largest parameter in float64; NaN
        where a step leaves a parameter that is not finite.
    """
    some = Rows(rows.x[:_MOST_ROWS], rows.y[:_MOST_ROWS])
    exact_rows = Rows(some.x.to("cpu", torch.float64), some.y.to("cpu", torch.float64))
    there = _stepped(some, mode, lr, weight, bias)
    exact = _stepped(exact_rows, mode, lr, weight, bias)
    scale = exact.abs().max().clamp_min(torch.finfo(torch.float64).tiny)
    return float((there - exact).abs().max() / scale)


def _stepped(
    rows: Rows, mode: Mode, lr: float, weight: torch.Tensor, bias: torch.Tensor
) -> torch.Tensor:
    """All parameters after one step, in float64 on the CPU."""
    w, b = (
        torch.nn.Parameter(tensor.detach().to(rows.x.device, rows.x.dtype, copy=True))
        for tensor in (weight, bias)
    )
    loop = start_loop(mode, w, b, iter([rows.at(None)]), lr)
    for _ in PHASES:
        next(loop)
    parameters = torch.cat((w.detach().flatten(), b.detach()))
    return parameters.to("cpu", torch.float64)
