"""The two checkpoints in a session's folder: the newest, and the one before it."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

NEWEST, BEFORE = "checkpoint", "checkpoint-before"
LARGEST = 512 << 20
_UNFINISHED = "checkpoint-unfinished"
_PRIVATE = 0o600
_AT_ONCE = 1 << 20


def write_checkpoint(folder: Path, parts: Iterable[memoryview]) -> None:
    """Write the newest one; a reader finds it whole or the ones before it.

    Raises:
        OSError: it was not written.
    """
    unfinished = folder / _UNFINISHED
    with suppress(FileNotFoundError):
        unfinished.unlink()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        with os.fdopen(os.open(unfinished, flags, _PRIVATE), "wb", _AT_ONCE) as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
        raise
    with suppress(FileNotFoundError):
        (folder / NEWEST).replace(folder / BEFORE)
    unfinished.replace(folder / NEWEST)


def read_checkpoints(folder: Path) -> Iterator[bytes]:
    """What the files hold, the newest first; those that are no files of a sensible size are not."""
    for name in (NEWEST, BEFORE):
        with suppress(OSError), os.fdopen(_opened(folder / name), "rb") as file:
            told = os.fstat(file.fileno())
            if stat.S_ISREG(told.st_mode) and told.st_size <= LARGEST:
                yield file.read(LARGEST)


def _opened(path: Path) -> int:
    # a session may come from elsewhere: nothing in it may lead out of it, or keep us waiting
    return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
