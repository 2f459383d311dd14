"""BatchPlan: which rows a batch holds, and in which order an epoch takes them."""

from dataclasses import dataclass

import torch
from torch import Tensor

from gdtui.engine.settings import Settings


@dataclass(frozen=True)
class BatchPlan:
    """How `rows` rows are cut into batches; the last one may be smaller and counts like the others.

    `loader` is whether the tutorial would use a DataLoader: only then is the generator touched.
    """

    rows: int
    size: int
    shuffle: bool
    loader: bool

    @classmethod
    def of(cls, settings: Settings, rows: int) -> "BatchPlan":
        """The plan that these settings ask for."""
        whole = settings.batch_size is None
        size = rows if settings.batch_size is None else min(settings.batch_size, rows)
        return cls(rows, size, settings.shuffle, loader=settings.shuffle or not whole)

    @property
    def batches(self) -> int:
        """How many batches an epoch has."""
        return -(-self.rows // self.size)

    @property
    def tail(self) -> int:
        """How many rows the smaller last batch has; 0 where all are whole."""
        return self.rows % self.size

    @property
    def smallest(self) -> int:
        """How many rows the smallest batch has."""
        return self.tail or self.size

    @property
    def in_file_order(self) -> bool:
        """Whether every epoch is one batch of the rows as they stand in the file."""
        return not self.shuffle and self.size == self.rows

    def span(self, batch: int) -> slice:
        """The places of a batch (from 0) in the epoch's order."""
        return slice(batch * self.size, min((batch + 1) * self.size, self.rows))


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
