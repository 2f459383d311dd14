"""Keeping: what the session says passes here, and is in the journal before it goes on."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import sleep

from gdtui.clean import clean
from gdtui.session.journal.journal import Journal
from gdtui.session.journal.plain import plain_action, plain_stored
from gdtui.session.journal.reading import Covered
from gdtui.session.journal.stored_file import write_stored
from gdtui.session.line import Stored
from gdtui.session.wire import Applied, Done, Kept, Saving, Shown, Up

_BETWEEN_SYNCS = 0.2  # seconds
_SMALL = 4096  # bytes of parameters that each line can bear


class Keeping:
    """Writes a line for each Applied before it says it; makes the journal for the first of them.

    Where a line cannot be written that is said once, and what is missing is tried again with the
    next one. `digest` and `stored` tell the parameters, the latter if they take at most so many
    bytes; `make` raises OSError where it fails.
    """

    def __init__(
        self,
        say: Callable[[Up], None],
        make: Callable[[], Journal],
        header: dict[str, object],
        *,
        digest: Callable[[], str],
        stored: Callable[[int | None], Stored | None],
        machine: dict[str, str],
    ) -> None:
        self._say, self._make, self._digest, self._stored = say, make, digest, stored
        self._missing: dict[object, dict[str, object]] = {"header": header}
        self._journal: Journal | None = None
        self._failed = self._unsynced_said = False
        self._unsynced: OSError | None = None
        self._last: tuple[int, int, str] | None = None
        self._too_large = False
        self.machine = machine

    def go_on(self, journal: Journal) -> None:
        """Write to a journal that has a header and what was done so far."""
        self._missing.clear()
        self._use(journal)

    def know_machine(self) -> None:
        """Have it written with the next line that this machine does what follows."""
        self._missing["machine"] = {"machine": self.machine}

    def know(self, place: int, reached: int) -> None:
        """The last action in the journal is number `place`, and the session stands there."""
        self._last = place, reached, self._digest()

    def covered(self) -> tuple[Path, Covered] | None:
        """The folder, and what a checkpoint would cover now; None while a line is missing."""
        lacking = self._missing.keys() - {"data", "machine"}
        if self._journal is None or lacking or self._last is None:
            return None
        (length, checksum), (place, reached, digest) = self._journal.end, self._last
        covered = Covered(length, checksum, place, reached, digest, self.machine)
        return self._journal.path.parent, covered

    def know_data(self, fingerprint: str) -> None:
        """Have the fingerprint of the data written with the next line; from any thread."""
        self._missing["data"] = {"data": fingerprint}

    def remember(self, place: int, done: Done) -> None:
        """Have what was just done written with the next line."""
        digest = self._digest()
        self._last = place, done.reached, digest
        self._missing[place] = {
            "place": place,
            "action": plain_action(done.action),
            "reached": done.reached,
            "digest": digest,
        }
        stored = self._stored(_SMALL)
        self._too_large = stored is None
        if stored is not None:
            self._missing[place]["stored"] = plain_stored(stored)

    def rest(self) -> None:
        """Nobody waits: write what could not be written, and keep weights too large for a line."""
        if self._failed:
            self._write()
        stored = self._stored(None) if self._too_large else None
        if stored is not None and self._journal is not None:
            self._too_large = False
            # a disk that is full is told of by the journal
            with suppress(OSError):
                write_stored(self._journal.path.parent, self._digest(), stored)

    def say(self, message: Up) -> None:
        """Say it; what was done is written before, and synced after it was shown."""
        if isinstance(message, Applied) and message.done is not None:
            self.remember(message.place, message.done)
            self._write()
        self._say(message)
        if isinstance(message, Shown) and self._journal is not None:
            self._journal.sync()
        if self._unsynced is not None and not self._unsynced_said:
            self._unsynced_said = True
            why = _why(self._unsynced)
            sentence = f"the disk does not take this session, it may be lost: {why}"
            self._say(Saving((sentence,), saved=False))

    def _write(self) -> None:
        try:
            if self._journal is None:
                self._use(self._make())
            self._append()
        except OSError as error:
            if not self._failed:
                sentence = f"this session is not being saved: {_why(error)}"
                self._say(Saving((sentence,), saved=False))
            self._failed = True
            return
        if self._failed:
            self._failed = False
            self._say(Saving(("this session is saved again",)))

    def _keep_synced(self, journal: Journal) -> None:
        while True:
            try:
                journal.sync_when_asked()
            except OSError as error:
                self._unsynced = self._unsynced or error
            sleep(_BETWEEN_SYNCS)

    def _append(self) -> None:
        assert self._journal is not None  # noqa: S101  # _write has made it
        for key in tuple(self._missing):
            self._journal.append(self._missing[key])
            del self._missing[key]

    def _use(self, journal: Journal) -> None:
        self._journal = journal
        Thread(target=self._keep_synced, args=(journal,), daemon=True).start()
        self._say(Kept(os.fspath(Path(journal.path).parent)))


def _why(error: OSError) -> str:
    return clean(error.strerror or str(error))
