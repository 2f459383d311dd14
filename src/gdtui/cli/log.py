"""Log: one line of JSON for each epoch, on the disk as soon as the epoch is done."""

import json
import math
import os
from pathlib import Path
from typing import Self

from gdtui.clean import clean
from gdtui.errors import UserError
from gdtui.session.snapshot import Snapshot
from gdtui.weights.atomic import shown


class Log:
    """A file of JSON lines, each written whole before the next epoch begins.

    Where a line cannot be written the log ends with the one before; `error` says so, and the
    training, which may have taken hours, goes on.
    """

    def __init__(self, path: Path, *, force: bool) -> None:
        self._path, self._length = path, 0
        self.error: UserError | None = None
        try:
            self._file = path.open("wb" if force else "xb", buffering=0)
        except OSError as error:
            raise self._refusal(error) from error

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._file.close()

    def write(self, epoch: int, now: Snapshot, batch_loss: float | None) -> None:
        """Write the line of an epoch that has just ended; what is not finite becomes null."""
        if self.error is not None:
            return
        values = {
            "epoch": epoch,
            "loss": _finite(now.full_loss),
            "batch_loss": _finite(batch_loss),
            "lr": now.settings.lr,
            "mode": now.settings.mode.value,
        }
        line = json.dumps(values, allow_nan=False).encode("ascii") + b"\n"
        left = memoryview(line)
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            self._file.truncate(self._length)
            self.error = self._refusal(error)
        self._length += len(line)

    def _refusal(self, error: OSError) -> UserError:
        why = clean(os.strerror(error.errno or 0))
        return UserError(f"{shown(self._path)}: cannot be written: {why}; choose another place")


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
