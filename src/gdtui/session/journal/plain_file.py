"""read_plain_file: a file that may come from elsewhere, read without ever waiting for it."""

import errno
import os
import stat
from pathlib import Path


def read_plain_file(path: Path, largest: int) -> bytes:
    """All that is in a file.

    Args:
        path: may name anything.
        largest: how many bytes it may have.

    Raises:
        OSError: it cannot be read, is no plain file, or is larger.
    """
    # a pipe that nobody writes to would keep us waiting
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
        told = os.fstat(file.fileno())
        if not stat.S_ISREG(told.st_mode):
            raise OSError(errno.EINVAL, "it is no plain file")
        # it may still grow while it is read
        content = b"" if told.st_size > largest else file.read(largest + 1)
    if max(told.st_size, len(content)) > largest:
        raise OSError(errno.EFBIG, f"it is larger than {largest >> 20} MB")
    return content
