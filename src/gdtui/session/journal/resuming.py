"""resume: a session brought to where its journal says it was."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from gdtui.errors import UserError
from gdtui.session.journal.machine import differences, digest
from gdtui.session.journal.reading import Entry, Read
from gdtui.session.journal.restoring import restore
from gdtui.session.journal.starting import Start
from gdtui.session.line import Stored
from gdtui.session.session import Session
from gdtui.session.wire import Done

Beside = Callable[[str], Stored | None]
"""The weights with a digest that were kept beside a journal."""
_NOT_STORED = "resumed, but not the same bits, and the weights were not stored"


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
    beside: Beside,
    here: dict[str, str],
) -> Resumed:
    """Do again what is wanted, as far as that can be done.

    Args:
        session: where `start` says that it stands.
        read: what the journal says.
        wanted: what is to be done, at most what the journal says.
        start: what need not be done again.
        again: does an action again.
        beside: where weights are that the journal's lines could not bear.
        here: the machine.
    """
    done, notes = list(wanted[: start.skipped]), []
    differing: int | None = None
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
    if differing is None:
        how = _the_same(start, len(done))
    else:
        changed = differences(read.machine, here) or "nothing known has changed"
        other = f"from action {differing} on this machine computes other bits ({changed})"
        whole = len(done) == len(wanted) == len(read.entries)
        end = _restored(session, read.entries[-1], beside, again, done) if whole else _NOT_STORED
        how = f"{end}: {other}"
    notes.append(how)
    if start.why_not is not None:
        notes.append(f"a checkpoint could not be used: {start.why_not}")
    return Resumed(tuple(done), tuple(notes))


def _the_same(start: Start, actions: int) -> str:
    if start.skipped or start.joined:
        again = actions - start.skipped
        what = f"resumed: {counted(actions)}, {again} done again from a checkpoint"
    else:
        what = f"resumed: {counted(actions)} done again"
    return f"{what}, the same bits"


def counted(actions: int) -> str:
    """So many actions, in words."""
    return "1 action" if actions == 1 else f"{actions} actions"


def _restored(session: Session, last: Entry, beside: Beside, again: Again, done: list[Done]) -> str:
    """Go on from the weights that were stored at the end, where those of now are others."""
    if digest(session) == last.digest:
        return "resumed with the weights that were stored, on losses computed here"
    stored = last.stored or beside(last.digest)
    if stored is None:
        return _NOT_STORED
    try:
        for one in restore(session, stored):
            again(len(done), one, joined=False)
            done.append(one)
    except UserError as error:
        return f"not resumed as it was, since {error.sentence}"
    but = "" if digest(session) == last.digest else " but for the update under way"
    return f"restored from stored weights{but}, on losses computed here"
