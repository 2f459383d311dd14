"""BatchPlan: how an epoch's rows are cut into batches."""

from dataclasses import dataclass

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
