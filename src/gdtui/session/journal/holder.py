"""Holder: which process has a session, as the kernel knows it.

A journal is locked by flock, which does not tell by whom. So who has it also locks an empty file
beside it in the way that does, and never opens that file again: closing it would unlock it.
"""

import fcntl
import os
import struct
import sys
from contextlib import suppress
from pathlib import Path
from signal import Signals

TAKEN_OVER = Signals.SIGUSR1
"""What asks the process that holds a session to leave it to another window: it ends at once."""

_NAME = "holder"
# l_type, l_whence, l_start, l_len, l_pid of struct flock; macOS has them in another order
_FLOCK = "qqihh" if sys.platform == "darwin" else "hhqqi"
_PID, _TYPE = (2, 3) if sys.platform == "darwin" else (4, 0)


def hold(folder: Path) -> None:
    """Let it be known, for as long as this process lives, that it has the session in a folder."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
    # where that cannot be, a session can be kept nevertheless, but not taken over
    with suppress(OSError):
        fcntl.lockf(os.open(folder / _NAME, flags, 0o600), fcntl.LOCK_EX | fcntl.LOCK_NB)


def holder(folder: Path) -> int | None:
    """The process that has the session in a folder; None where that is not known.

    To be called by other processes only.
    """
    try:
        descriptor = os.open(folder / _NAME, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        asked = [0] * 5
        asked[_TYPE] = fcntl.F_WRLCK
        told = fcntl.fcntl(descriptor, fcntl.F_GETLK, struct.pack(_FLOCK, *asked))
    except OSError:
        return None
    finally:
        os.close(descriptor)
    found = struct.unpack(_FLOCK, told)
    return found[_PID] if found[_TYPE] != fcntl.F_UNLCK and found[_PID] > 0 else None
