"""Bounding: has a checkpoint written when going on without one would take long to do again."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread

from gdtui.session.held import Held
from gdtui.session.journal.checkpoint import pack
from gdtui.session.journal.checkpoint_files import LARGEST, write_checkpoint
from gdtui.session.journal.reading import Covered
from gdtui.session.session import Session

_WORTH_IT = 1.0  # seconds of work: what doing it again may cost
_WORTH_IT_IDLE = 0.25
_PRICE = 20  # a checkpoint takes at most so small a part of the work it covers


class Bounding:
    """Counts the work since the last checkpoint, and has another one written beside the session.

    `covered` tells what the journal has, and where it is; None while a line is missing in it. `key`
    raises OSError where there is none. `now` is a clock in seconds.
    """

    def __init__(
        self,
        session: Session,
        covered: Callable[[], tuple[Path, Covered] | None],
        key: Callable[[], bytes],
        now: Callable[[], float],
    ) -> None:
        self._session, self._covered, self._key, self._now = session, covered, key, now
        self._worked = self._cost = 0.0
        self._writing: Thread | None = None

    def pause(self, worked: float, *, idle: bool) -> None:
        """The session stands, after some more seconds of work; `idle` is whether nobody waits."""
        self._worked += worked
        least = _WORTH_IT_IDLE if idle else max(_WORTH_IT, _PRICE * self._cost)
        if self._worked < least or (self._writing is not None and self._writing.is_alive()):
            return
        found = self._covered()
        if found is None:
            return
        self._worked, began = 0.0, self._now()
        held = self._session.held()
        self._writing = Thread(target=self._write, args=(held, *found, began), daemon=True)
        self._writing.start()

    def _write(self, held: Held, folder: Path, covered: Covered, began: float) -> None:
        # a disk that is full is told of by the journal; here it only costs time at a resume
        with suppress(OSError):
            parts = pack(held, covered, self._key())
            if sum(map(len, parts)) <= LARGEST:
                write_checkpoint(folder, parts)
        self._cost = self._now() - began
