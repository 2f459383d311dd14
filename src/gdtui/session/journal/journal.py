"""Journal: the file that a session appends a line to before it shows anything."""

import fcntl
import os
import shlex
import shutil
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Self

from gdtui.errors import UserError
from gdtui.session.journal.first_line import keep_first_line, mended
from gdtui.session.journal.holder import hold
from gdtui.session.journal.reading import Read, parse_journal
from gdtui.session.journal.record import seal
from gdtui.weights.atomic import shown

NAME, CLOSED = "journal.jsonl", "closed"
_sync = getattr(os, "fdatasync", os.fsync)  # macOS has but one of them
_PRIVATE = 0o600


class Journal:
    """One session's file, locked by the kernel for as long as this process lives."""

    def __init__(self, descriptor: int, path: Path, length: int = 0, checksum: int = 0) -> None:
        self.path = path
        self._descriptor, self._length, self._checksum = descriptor, length, checksum
        self._unsynced, self._torn = Event(), False

    @classmethod
    def make(cls, folder: Path) -> Self:
        """Make a folder of a session, which must not exist, and an empty journal in it.

        Raises:
            OSError: that cannot be done.
        """
        folder.mkdir(0o700)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
        journal = cls(os.open(folder / NAME, flags, _PRIVATE), folder / NAME)
        fcntl.flock(journal._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        hold(folder)
        return journal

    @classmethod
    def reopen(cls, path: Path) -> tuple[Self, Read, Path | None]:
        """Go on with a journal; what is not good behind its good prefix is put aside in a file.

        Returns:
            The journal, what it says, and the file of what was put aside, if anything was.

        Raises:
            UserError: another process has it, or it cannot be read or written.
        """
        try:
            descriptor = os.open(path, os.O_RDWR)
        except OSError as error:
            what = f"{shown(path)}: cannot be opened: {error.strerror}"
            copy = resume_by("--copy", path.parent)
            raise UserError(f"{what}; {copy} needs only to read it") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            raise UserError(
                f"{shown(path.parent)} is open in another window; close it there, take it over: "
                f"{resume_by('--take-over', path.parent)}, or resume a copy: "
                f"{resume_by('--copy', path.parent)}"
            ) from error
        try:
            hold(path.parent)
            content = _whole(descriptor)
            good = mended(content, path)
            read = parse_journal(good, path)
            aside = _put_aside(path, content[read.length :]) if read.rest else None
            os.ftruncate(descriptor, read.length)
            if good != content:
                _put_aside(path, content)
                os.pwrite(descriptor, good[: read.length], 0)
        except OSError as error:
            os.close(descriptor)
            raise UserError(f"{shown(path)}: cannot be mended: {error.strerror}") from error
        except UserError:
            os.close(descriptor)
            raise
        os.lseek(descriptor, 0, os.SEEK_END)
        return cls(descriptor, path, read.length, read.checksum), read, aside

    @property
    def end(self) -> tuple[int, int]:
        """How long it is, and the checksum over all of its lines."""
        return self._length, self._checksum

    def append(self, values: dict[str, object]) -> None:
        """Add a line by one write; where that fails the file stays as it was.

        Raises:
            OSError: the line was not written.
        """
        if self._torn:
            self._roll_back()
        if not os.fstat(self._descriptor).st_nlink:
            self._make_again()
        line, checksum = seal(values, self._checksum)
        if not self._length:
            keep_first_line(self.path, line)
        try:
            # where a full disk takes a part, another write says what is the matter
            _write(self._descriptor, line)
        except OSError:
            self._torn = True
            self._roll_back()
            raise
        self._length, self._checksum = self._length + len(line), checksum

    def _roll_back(self) -> None:
        os.ftruncate(self._descriptor, self._length)
        os.lseek(self._descriptor, self._length, os.SEEK_SET)
        self._torn = False

    def _make_again(self) -> None:
        """Somebody removed the file: what was in it can still be read, and is written anew."""
        content = os.pread(self._descriptor, self._length, 0)
        self.path.parent.mkdir(0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _PRIVATE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _write(descriptor, content)
        except OSError:
            self.path.unlink()
            os.close(descriptor)
            raise
        os.dup2(descriptor, self._descriptor, inheritable=False)
        os.close(descriptor)
        hold(self.path.parent)

    def sync(self) -> None:
        """Have the thread that calls `sync_when_asked` bring what was written to the disk."""
        self._unsynced.set()

    def sync_when_asked(self) -> None:
        """Wait until somebody asked for it, and bring what was written to the disk.

        Raises:
            OSError: the disk did not take it.
        """
        self._unsynced.wait()
        self._unsynced.clear()
        _sync(self._descriptor)

    def release(self) -> None:
        """Close the file, which unlocks it."""
        os.close(self._descriptor)


def resume_by(option: str, folder: Path) -> str:
    """The command that resumes the session in a folder with an option."""
    return f"gdtui resume {option} {shlex.quote(shown(folder))}"


def mark_open(folder: Path) -> None:
    """Take that word back."""
    with suppress(OSError):
        (folder / CLOSED).unlink()


def forget(folder: Path) -> None:
    """Remove a session, as far as that can be done."""
    shutil.rmtree(folder, ignore_errors=True)


def mark_closed(folder: Path) -> None:
    """Leave word in a session's folder that the user ended it."""
    with suppress(OSError):
        os.close(os.open(folder / CLOSED, os.O_WRONLY | os.O_CREAT, _PRIVATE))


def _write(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def _whole(descriptor: int) -> bytes:
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


def _put_aside(path: Path, rest: bytes) -> Path:
    number = 1
    while os.path.lexists(aside := path.with_name(f"put-aside-{number}")):
        number += 1
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    try:
        _write(descriptor, rest)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return aside
