"""Opening: what a session is asked to begin with, in plain values that can be sent and kept."""

import os
from dataclasses import dataclass
from typing import Literal

from gdtui.data.bundled import BUNDLED, Start, bundled
from gdtui.data.dataset import Dataset
from gdtui.data.reading import read_csv
from gdtui.errors import UserError


@dataclass(frozen=True)
class Opening:
    """The data, its columns, and how training begins; each field is an option of `gdtui fit`.

    None leaves a choice to the data: to a bundled set's own start, else to the defaults. `targets`
    None asks for no targets at all. `init` is the path of a file of weights.
    """

    data: str = "crops"
    inputs: tuple[str, ...] = ()
    targets: tuple[str, ...] | None = ()
    drop: tuple[str, ...] = ()
    missing: Literal["error", "drop"] | None = None
    mode: Literal["manual", "sgd"] | None = None
    lr: float | Literal["auto"] | None = None
    batch_size: int | Literal["all"] | None = None
    shuffle: bool | None = None
    seed: int | None = None
    device: str = "cpu"
    dtype: Literal["float32", "float64"] = "float32"
    threads: int = 1
    standardize: bool = False
    init: str | None = None

    @property
    def is_bundled(self) -> bool:
        """Whether `data` names a bundled set: a slash or a suffix makes it a path."""
        return self.data in BUNDLED

    @property
    def notes(self) -> tuple[str, ...]:
        """What should be said about these choices before anything is read."""
        if self.is_bundled and os.path.lexists(self.data):
            return (f"{self.data} is the bundled dataset; for the file write ./{self.data}",)
        return ()

    def read(self) -> tuple[Dataset, Start]:
        """Read the data, without loading torch, and tell where its training starts.

        Raises:
            UserError: it cannot be used.
        """
        if self.is_bundled:
            return bundled(
                self.data,
                inputs=self.inputs,
                targets=self.targets or (),
                drop=self.drop,
                missing=self.missing,
            )
        return self._read_file(), Start()

    def _read_file(self) -> Dataset:
        try:
            return read_csv(
                self.data,
                inputs=self.inputs,
                targets=self.targets,
                drop=self.drop,
                missing=self.missing or "error",
            )
        except UserError as error:
            if os.path.lexists(self.data) or os.sep in self.data or "." in self.data:
                raise
            raise UserError(
                f"{error.sentence}; the bundled datasets are {', '.join(BUNDLED)}", *error.more
            ) from error
