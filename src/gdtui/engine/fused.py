"""rounds_once: whether this machine's `add_(grad, alpha=-lr)` is a fused multiply-add."""

import torch

_FACTOR = {torch.float32: 1 + 2.0**-12, torch.float64: 1 + 2.0**-27}
_SIZES = (1, 3, 64)  # what vector instructions do, and what they leave over


def rounds_once(dtype: torch.dtype, device: torch.device | str = "cpu") -> bool:
    """Try it: the square of the factor needs more bits than a number of the dtype has.

    Args:
        dtype: float32 or float64.
        device: where the training computes.
    """
    factor = _FACTOR[dtype]
    for size in _SIZES:
        grad = torch.full((size,), factor, dtype=dtype, device=device)
        weight = grad * factor
        fused = weight.clone().add_(grad, alpha=-factor)
        if not torch.equal(fused, weight - grad * factor):
            return True
    return False
