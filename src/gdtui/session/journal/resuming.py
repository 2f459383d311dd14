"""resume: a session brought to where its journal says it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from gdtui.errors import UserError
from gdtui.session.journal.machine import differences, digest
from gdtui.session.journal.reading import Read
from gdtui.session.journal.starting import Start
from gdtui.session.session import Session
from gdtui.session.wire import Done


class Again(Protocol):
    """Does an action again, which may be joined with the one before it."""

    def __call__(self, place: int, one: Done, *, joined: bool) -> None: ...  # noqa: D102  # as said


@dataclass(frozen=True)
class Resumed:
    """What was done so far, and sentences on how the session came there."""

    done: tuple[Done, ...]
    notes: tuple[str, ...]


def resume(  # noqa: PLR0917  # as many as there are
    session: Session,
    read: Read,
    wanted: Sequence[Done],
    start: Start,
    again: Again,
    here: dict[str, str],
) -> Resumed:
    """Do again what is wanted, as far as that can be done.

    Args:
        session: where `start` says that it stands.
        read: what the journal says.
        wanted: what is to be done, at most what the journal says.
        start: what need not be done again.
        again: does an action again.
        here: the machine.
    """
    done, notes = list(wanted[: start.skipped]), []
    differing: int | None = None
    if start.why_not is not None:
        notes.append(f"a checkpoint could not be used: {start.why_not}")
    for place in range(start.skipped, len(wanted)):
        one, entry = wanted[place], read.entries[place] if place < len(read.entries) else None
        try:
            again(place, one, joined=start.joined and place == start.skipped)
        except UserError as error:
            stopped = f"action {place + 1} of {len(wanted)} cannot be done again"
            notes.append(f"{stopped}: {error.sentence}")
            break
        done.append(one)
        known = entry is not None and one == Done(entry.action, entry.reached)
        if differing is None and known and entry is not None and digest(session) != entry.digest:
            differing = len(done)
    notes.append(_how(start, done, differing, read, here))
    return Resumed(tuple(done), tuple(notes))


def _how(
    start: Start, done: Sequence[Done], differing: int | None, read: Read, here: dict[str, str]
) -> str:
    if differing is not None:
        changed = differences(read.machine, here) or "nothing known has changed"
        return f"resumed, but from action {differing} on not the same bits: {changed}"
    if start.skipped or start.joined:
        again = len(done) - start.skipped
        return f"resumed: {len(done)} actions, {again} done again from a checkpoint, the same bits"
    return f"resumed: {len(done)} actions done again, the same bits"
