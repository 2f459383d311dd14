"""Atomic writing: a file appears whole or not at all.

The bytes go to a temporary file beside the target, from there to the disk, are read back and
compared, and only then get the target's name. A full disk, a kill or a power cut leaves the old
file as it was, or none.
"""

import errno
import itertools
import os
import stat
from contextlib import suppress
from pathlib import Path

from gdtui.clean import clean
from gdtui.errors import UserError

_PREFIX, _SUFFIX = ".gdtui-", ".tmp"
_DAY = 24 * 60 * 60
_LONGEST_PATH = 300

_REASONS = {
    errno.EACCES: "there is no permission to write there; choose another folder",
    errno.EPERM: "there is no permission to write there; choose another folder",
    errno.EROFS: "the file system is read-only; choose another folder",
    errno.ENOSPC: "the disk is full; free some space or choose another folder",
    errno.EDQUOT: "the disk quota is used up; free some space or choose another folder",
    errno.EFBIG: "it is larger than files may be here; raise `ulimit -f` or choose another folder",
    errno.EIO: "the disk reports an error; choose another folder",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.ELOOP: "it is a symbolic link that leads back to itself; choose another name",
    errno.ENOTDIR: "a part of its path is a file, not a folder; choose another folder",
    errno.ENOENT: "its folder does not exist; make the folder first",
    errno.EISDIR: "it is a folder; name a file in it",
    errno.EEXIST: "it exists already; choose another name, or replace it with --force",
}
_NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
_NO_FOLDER_SYNC = {errno.EINVAL, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP}


def shown(path: Path) -> str:
    """Show a path from outside in a sentence."""
    return clean(os.fspath(path), _LONGEST_PATH)


def check_target(path: Path, *, force: bool) -> None:
    """Refuse what can be seen, before anything is written, to make writing `path` fail.

    Raises:
        UserError: the folder is missing or closed, the name is impossible, the path is a folder or
            a device, or a file is there and `force` is false.
    """
    if "\0" in os.fspath(path):
        raise _refusal(path, "its name holds a NUL character; choose another name")
    try:
        _check(path, path.resolve(), force=force)
    except (OSError, RuntimeError) as error:
        raise _refusal(path, _reason(error)) from error


def write_atomically(path: Path, content: bytes, *, force: bool) -> None:
    """Write `content` to `path` so that the file is whole at every moment.

    A symbolic link stays one and its target is written. An existing file keeps its mode; a new one
    gets the usual mode. Own temporary files more than a day old in that folder are removed.

    Raises:
        UserError: the file cannot be written; the old one, if any, is untouched.
    """
    check_target(path, force=force)
    target = path.resolve()
    try:
        _write_beside_and_move(target, content, force=force)
        _sync_folder(target.parent)
    except OSError as error:
        raise _refusal(path, _reason(error)) from error
    except _ChangedOnDiskError as error:
        why = "what the disk gave back is not what was written; choose another disk"
        raise _refusal(path, why) from error


class _ChangedOnDiskError(Exception):
    pass


def _refusal(path: Path, why: str) -> UserError:
    return UserError(f"{shown(path)}: cannot be written: {why}")


def _reason(error: OSError | RuntimeError) -> str:
    # Python before 3.13 reports a loop of links as a RuntimeError without a number.
    number = error.errno if isinstance(error, OSError) else errno.ELOOP
    if number in _REASONS:
        return _REASONS[number]
    return f"{clean(os.strerror(number or 0))}; choose another folder"


def _check(path: Path, target: Path, *, force: bool) -> None:
    folder = target.parent
    if not folder.exists():
        raise _refusal(path, f"the folder {shown(folder)} does not exist; make it first")
    if not folder.is_dir():
        raise _refusal(path, f"{shown(folder)} is a file, not a folder; choose another folder")
    if not os.access(folder, os.W_OK | os.X_OK):
        why = f"there is no permission to write in {shown(folder)}; choose another folder"
        raise _refusal(path, why)
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise _refusal(path, _REASONS[errno.EISDIR])
    if not stat.S_ISREG(mode):
        raise _refusal(path, "it is a device or a pipe, not a file; choose another name")
    if not force:
        raise _refusal(path, _REASONS[errno.EEXIST])


def _write_beside_and_move(target: Path, content: bytes, *, force: bool) -> None:
    handle, temporary = _open_beside(target)
    try:
        try:
            _sweep(target.parent, older_than=os.fstat(handle).st_mtime - _DAY)
            with suppress(FileNotFoundError):
                os.fchmod(handle, stat.S_IMODE(target.stat().st_mode))
            _write_all(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)
        if temporary.read_bytes() != content:
            raise _ChangedOnDiskError
        _move(temporary, target, force=force)
    finally:
        with suppress(OSError):
            temporary.unlink()


def _open_beside(target: Path) -> tuple[int, Path]:
    for attempt in itertools.count():
        temporary = target.parent / f"{_PREFIX}{os.getpid()}-{attempt}{_SUFFIX}"
        with suppress(FileExistsError):
            # Mode 0o666 lets the kernel apply the umask, which a program cannot read safely.
            return os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), temporary
    raise AssertionError


def _sweep(folder: Path, older_than: float) -> None:
    # Ages are told by the file system's own clock: the mtime of the file just made.
    with suppress(OSError):
        for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            with suppress(OSError):
                found = left.lstat()
                if stat.S_ISREG(found.st_mode) and found.st_mtime < older_than:
                    left.unlink()


def _write_all(handle: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]


def _move(temporary: Path, target: Path, *, force: bool) -> None:
    if force:
        temporary.replace(target)
        return
    try:
        # A link, unlike a rename, fails when somebody else has made the file in the meantime.
        target.hardlink_to(temporary)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        try:
            temporary.replace(target)
        except BaseException:
            target.unlink()
            raise


def _sync_folder(folder: Path) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
