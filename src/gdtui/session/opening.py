"""Opening: what a session is asked to begin with, in plain values that can be sent and kept."""

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gdtui.errors import UserError

if TYPE_CHECKING:  # what is asked for is sent before anything that reads it is loaded
    from gdtui.data.bundled import Start
    from gdtui.data.dataset import Dataset
    from gdtui.session.wire import Done


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
        from gdtui.data.bundled import BUNDLED  # noqa: PLC0415  # see above

        return self.data in BUNDLED

    @property
    def notes(self) -> tuple[str, ...]:
        """What should be said about these choices before anything is read."""
        if os.path.lexists(self.data) and self.is_bundled:
            return (f"{self.data} is the bundled dataset; for the file write ./{self.data}",)
        return ()

    def read(self) -> "tuple[Dataset, Start]":
        """Read the data, without loading torch, and tell where its training starts.

        Raises:
            UserError: it cannot be used.
        """
        from gdtui.data.bundled import Start, bundled  # noqa: PLC0415  # see above

        if self.is_bundled:
            return bundled(
                self.data,
                inputs=self.inputs,
                targets=self.targets or (),
                drop=self.drop,
                missing=self.missing,
            )
        return self._read_file(), Start()

    def _read_file(self) -> "Dataset":
        from gdtui.data.bundled import BUNDLED  # noqa: PLC0415  # see above
        from gdtui.data.reading import read_csv  # noqa: PLC0415  # the same

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


@dataclass(frozen=True)
class Keep:
    """Keep a journal in a folder of its own under `shelf`, or go on with the one in `folder`.

    The folder may be told by the journal in it.
    """

    shelf: str
    folder: str | None = None


@dataclass(frozen=True)
class Open:
    """The first message down: what to open, and what to do again before anything else.

    Numbers up to `number` were given in the life of a process before this one. With nothing `done`
    and a folder to `keep`, what its journal says is done again.
    """

    opening: Opening
    done: "tuple[Done, ...]" = ()
    number: int = 0
    keep: Keep | None = None
