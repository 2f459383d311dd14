"""The weights beside a journal whose lines cannot bear them: those of the last rest."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any

from gdtui.session.journal.plain import plain_stored, stored_of
from gdtui.session.journal.record import seal, unseal
from gdtui.session.line import Stored

_NAME, _UNFINISHED = "weights", "weights-unfinished"
_LARGEST = 512 << 20


def write_stored(folder: Path, digest: str, stored: Stored) -> None:
    """Keep weights with the digest that the journal has of the parameters there.

    Raises:
        OSError: they were not written; those before stay.
    """
    line, _ = seal({"digest": digest, "stored": plain_stored(stored)}, 0)
    unfinished = folder / _UNFINISHED
    with suppress(FileNotFoundError):
        unfinished.unlink()
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / _NAME)


def read_stored(folder: Path, digest: str) -> Stored | None:
    """The weights that were kept with this digest, if any were."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    with suppress(OSError), os.fdopen(os.open(folder / _NAME, flags), "rb") as file:
        told = os.fstat(file.fileno())
        if not (stat.S_ISREG(told.st_mode) and told.st_size <= _LARGEST):
            return None
        for values, _, _ in unseal(file.read(_LARGEST)):
            with suppress(ValueError, TypeError, KeyError, AttributeError):
                plain: Any = values["stored"]
                if values["digest"] == digest:
                    return stored_of(plain)
    return None
