"""Rows: the data as training sees it, on its device and in its dtype."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gdtui.engine.settings import Dtype

Floats = NDArray[np.floating]
TORCH_DTYPE = {Dtype.FLOAT32: torch.float32, Dtype.FLOAT64: torch.float64}


@dataclass(frozen=True, eq=False)
class Rows:
    """Inputs x (n, d) and targets y (n, t), contiguous; never written to."""

    x: Tensor
    y: Tensor

    @classmethod
    def of(cls, inputs: Floats, targets: Floats, device: str) -> "Rows":
        """Move arrays (n, d) and (n, t), which nobody else may change, to a device."""
        return cls(
            _owned(torch.from_numpy(inputs)).to(device),
            _owned(torch.from_numpy(targets)).to(device),
        )

    def __len__(self) -> int:
        return len(self.x)

    def at(self, places: Tensor | slice | None) -> tuple[Tensor, Tensor]:
        """A batch: freshly laid out rows, as a DataLoader makes them; None is all of them."""
        if places is None:
            return self.x, self.y
        if isinstance(places, slice):
            return self.x[places].clone(), self.y[places].clone()
        places = places.to(self.x.device)
        return self.x[places], self.y[places]


def _owned(tensor: Tensor) -> Tensor:
    # numpy aligns to 16 bytes, torch to 64; the last bit of a matrix product depends on it
    return tensor if tensor.data_ptr() % 64 == 0 else tensor.clone()
