"""Settings: everything that decides a training besides the data and the first weights."""

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """The tutorial's two ways to write the loop."""

    MANUAL = "manual"
    SGD = "sgd"


class Dtype(StrEnum):
    """What training computes in."""

    FLOAT32 = "float32"
    FLOAT64 = "float64"


@dataclass(frozen=True)
class Settings:
    """How the next steps are taken.

    `batch_size` None is every row in file order, without a DataLoader and without a random draw,
    unless `shuffle` asks for one. `device` is a name that torch understands, never "auto".
    """

    mode: Mode = Mode.MANUAL
    lr: float = 1e-5
    batch_size: int | None = None
    shuffle: bool = False
    device: str = "cpu"
    dtype: Dtype = Dtype.FLOAT32
    standardize: bool = False
