"""start: the newest checkpoint from which a session can go on, instead of from its beginning."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gdtui.session.actions import RunUntil
from gdtui.session.held import Held
from gdtui.session.journal.checkpoint import unpack
from gdtui.session.journal.checkpoint_files import read_checkpoints
from gdtui.session.journal.machine import differences, digest
from gdtui.session.journal.reading import Covered, Read
from gdtui.session.session import Session
from gdtui.session.wire import Done


@dataclass(frozen=True)
class Start:
    """How many actions need not be done again, and whether the next one goes on with the last.

    `why_not` says why the newest checkpoint, or all of them, could not be used.
    """

    skipped: int = 0
    joined: bool = False
    why_not: str | None = None


class _UnusableError(Exception):
    """A checkpoint cannot be used."""


def start(  # noqa: PLR0917  # as many as there are
    session: Session,
    read: Read,
    wanted: Sequence[Done],
    folder: Path,
    key: bytes | None,
    here: dict[str, str],
) -> Start:
    """Bring a session from its beginning to the newest checkpoint on the way to all that is wanted.

    Args:
        session: at its beginning, where it stays if no checkpoint can be used.
        read: what the journal says.
        wanted: what is to be done, at most what the journal says.
        folder: the session's own.
        key: what marks checkpoints as our own; None where there is none.
        here: the machine.
    """
    why_not = None
    for content in read_checkpoints(folder):
        try:
            covered, held = _unpacked(content, key, session)
            joined = _joined(covered, read, wanted, here)
            _become(session, held, covered)
        except _UnusableError as error:
            why_not = why_not or str(error)
        else:
            return Start(covered.place + (not joined), joined, why_not)
    return Start(why_not=why_not)


def _unpacked(content: bytes, key: bytes | None, session: Session) -> tuple[Covered, Held]:
    damaged = "it is damaged, or was not written here"
    if key is None:
        raise _UnusableError(damaged)
    try:
        return unpack(content, key, session.dataset.rows)
    except (ValueError, TypeError, LookupError, struct.error) as error:
        raise _UnusableError(damaged) from error


def _joined(covered: Covered, read: Read, wanted: Sequence[Done], here: dict[str, str]) -> bool:
    """Whether it is of the middle of an action that went on after it."""
    if covered.machine != here:
        raise _UnusableError(differences(covered.machine, here))
    known = tuple(Done(entry.action, entry.reached) for entry in read.entries)
    place = covered.place
    same = place < len(wanted) and tuple(wanted[:place]) == known[:place]
    if not same or read.ends.get(covered.length) != covered.checksum:
        raise _UnusableError("it is not of this journal")
    last = wanted[place]
    if last == Done(last.action, covered.reached):
        return False
    if last.reached < covered.reached and not isinstance(last.action, RunUntil):
        raise _UnusableError("it is of later than was shown")
    return True


def _become(session: Session, held: Held, covered: Covered) -> None:
    again = type(session)(session.dataset, session.tracks[0].line.origin)
    try:
        again.hold(held)
    except (ValueError, TypeError, LookupError, RuntimeError) as error:
        raise _UnusableError("it does not fit the data") from error
    if again.place[1] != covered.reached or digest(again) != covered.digest:
        raise _UnusableError("it leads to other weights than it had")
    session.become(again)
