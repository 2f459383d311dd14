"""The order in which an epoch takes the rows: the draws of PyTorch's DataLoader."""

import torch
from torch import Tensor

from gdtui.engine.batch_plan import BatchPlan


def draw_orders(plan: BatchPlan, epochs: int, generator: torch.Generator) -> Tensor | None:
    """Draw the order of rows for the next epochs, (epochs, n) int64; None is file order.

    The draws are those of `DataLoader`: per epoch one int64 for its workers' base seed and, when it
    shuffles, a second one that seeds the sampler's own `randperm` (torch/utils/data/sampler.py).
    """
    if not plan.loader:
        return None
    if not plan.shuffle:
        torch.empty(epochs, dtype=torch.int64).random_(generator=generator)
        return None
    draws = torch.empty(epochs, 2, dtype=torch.int64).random_(generator=generator)
    sampler = torch.Generator()
    orders = []
    for seed in draws[:, 1].tolist():
        sampler.manual_seed(seed)
        orders.append(torch.randperm(plan.rows, generator=sampler))
    return torch.stack(orders)
