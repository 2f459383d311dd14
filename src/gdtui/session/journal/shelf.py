"""Shelf: the folder in which every session has one of its own."""

import fcntl
import os
import re
import shutil
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from gdtui.clean import clean
from gdtui.errors import UserError
from gdtui.session.journal.checkpoint_files import read_checkpoints, write_checkpoint
from gdtui.session.journal.first_line import keep_first_line, mended
from gdtui.session.journal.journal import CLOSED, NAME, Journal
from gdtui.session.journal.plain_file import read_plain_file
from gdtui.session.journal.reading import LARGEST_JOURNAL
from gdtui.weights.atomic import shown

_LONGEST_NAME = 40
_KEY, _KEY_LENGTH = "key", 32


@dataclass(frozen=True)
class Kept:
    """A session on the shelf: its folder, when a line was last written to it, how it ended."""

    folder: Path
    last_written: float
    closed: bool
    in_use: bool


@dataclass(frozen=True)
class Shelf:
    """The sessions in a folder, which need not exist."""

    folder: Path

    def sessions(self) -> tuple[Kept, ...]:
        """All sessions, the one used last first."""
        try:
            folders = [entry for entry in self.folder.iterdir() if not entry.is_symlink()]
        except OSError:
            return ()
        found = []
        for folder in folders:
            try:
                told = (folder / NAME).lstat()
            except OSError:
                continue
            if stat.S_ISREG(told.st_mode):
                closed, in_use = (folder / CLOSED).exists(), is_locked(folder / NAME)
                found.append(Kept(folder, told.st_mtime, closed, in_use))
        return tuple(sorted(found, key=lambda kept: (-kept.last_written, kept.folder.name)))

    def last(self) -> Path:
        """The folder of the session used last, which may be in use.

        Raises:
            UserError: there is none.
        """
        for kept in self.sessions():
            return kept.folder
        raise UserError(f"there is no session to resume in {shown(self.folder)}")

    def make(self, name: str, stamp: str) -> Journal:
        """Make a session named after its data and a time.

        Raises:
            OSError: that cannot be done.
        """
        self.folder.mkdir(0o700, parents=True, exist_ok=True)
        plain = re.sub(r"[^A-Za-z0-9._]+", "-", name).strip("-.")[:_LONGEST_NAME] or "data"
        for number in count(1):
            again = "" if number == 1 else f"-{number}"
            try:
                return Journal.make(self.folder / f"{plain}-{stamp}{again}")
            except FileExistsError:
                continue
        raise AssertionError

    @property
    def known_key(self) -> bytes | None:
        """What marks checkpoints as written here, if any ever was."""
        try:
            found = read_plain_file(self.folder / _KEY, _KEY_LENGTH)
        except OSError:
            return None
        return found if len(found) == _KEY_LENGTH else None

    def key(self, fresh: Callable[[], bytes]) -> bytes:
        """The same; a fresh one where there is none yet.

        Raises:
            OSError: there is none, and none can be left here.
        """
        if (known := self.known_key) is not None:
            return known
        path = self.folder / _KEY
        with suppress(FileNotFoundError):
            path.unlink()
        self.folder.mkdir(0o700, parents=True, exist_ok=True)
        key = fresh()
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key)
        return key

    def copy(self, journal: Path, name: str, stamp: str) -> Path:
        """Put a copy of a session on the shelf, also of one in use; the path of its journal.

        Raises:
            UserError: that cannot be done.
        """
        try:
            content = mended(read_plain_file(journal, LARGEST_JOURNAL), journal)
            made = self.make(name, stamp)
            made.release()
            # a line that is being written does not belong to it yet
            made.path.write_bytes(content[: content.rfind(b"\n") + 1])
            keep_first_line(made.path, content[: content.find(b"\n") + 1])
            for checkpoint in reversed([*read_checkpoints(journal.parent)]):
                write_checkpoint(made.path.parent, [memoryview(checkpoint)])
        except OSError as error:
            what = f"{shown(journal)}: cannot be copied to {shown(self.folder)}"
            raise UserError(f"{what}: {error.strerror}") from error
        return made.path

    def remove(self, name: str) -> None:
        """Remove a session by the name of its folder, or by that name as it is shown.

        Raises:
            UserError: there is no such session, or it is in use.
        """
        sessions = self.sessions()
        named = [one for one in sessions if one.folder.name == name]
        named = named or [one for one in sessions if shown(Path(one.folder.name)) == name]
        if not named:
            raise UserError(f"there is no session {clean(name)}; see gdtui sessions")
        if len(named) > 1:
            raise UserError(f"{clean(name)} is shown for {len(named)} sessions; it must be one")
        (kept,) = named
        if kept.in_use:
            raise UserError(f"the session {clean(name)} is in use; close it first")
        try:
            shutil.rmtree(kept.folder)
        except OSError as error:
            raise UserError(f"{shown(kept.folder)}: not removed: {error.strerror}") from error


def journal_at(path: Path) -> Path:
    """The journal that a path names, by itself or by its folder."""
    return path / NAME if path.is_dir() else path


def is_locked(path: Path) -> bool:
    """Whether a process has this journal open for writing."""
    try:
        # a pipe that nobody writes to would keep us waiting
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
