"""keep_journal: a session with its journal: begun with none yet, or resumed from what it says."""

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread

from gdtui.data.dataset import Dataset
from gdtui.errors import UserError
from gdtui.session.journal.journal import Journal
from gdtui.session.journal.keeping import Keeping
from gdtui.session.journal.machine import differences, digest, machine
from gdtui.session.journal.plain import plain_opening
from gdtui.session.journal.reading import VERSION, Read
from gdtui.session.journal.shelf import Shelf, journal_at
from gdtui.session.opening import Open, Opening
from gdtui.session.session import Session
from gdtui.session.wire import Applied, Done, Noted, Up
from gdtui.weights.atomic import shown

Say = Callable[[Up], None]


def keep_journal(
    asked: Open,
    session: Session,
    do_again: Callable[[Session, tuple[Done, ...]], None],
    say: Say,
    stamp: Callable[[], str],
) -> tuple[tuple[Done, ...], Say]:
    """Bring a new session to where it was, and have all that it says written down from then on.

    Args:
        asked: what to open; `keep` is given.
        session: at its beginning.
        do_again: does again what was done.
        say: says a message to the screen.
        stamp: the time, as it stands in a folder's name.

    Returns:
        What was done so far, and what is to be used instead of `say`.

    Raises:
        UserError: the journal is in use, damaged in its first line, or of other data.
    """
    assert asked.keep is not None  # noqa: S101  # as said
    shelf, dataset = Shelf(Path(asked.keep.shelf)), session.dataset
    here = machine(asked.opening.threads)
    header = {
        "gdtui": VERSION,
        "opening": plain_opening(_absolute(asked.opening)),
        "machine": here,
    }
    keeping = Keeping(
        say,
        lambda: shelf.make(dataset.name, stamp()),
        header,
        partial(digest, session),
    )
    done, folder = asked.done, asked.keep.folder
    if folder is None:
        for place, one in enumerate(done):
            do_again(session, (one,))
            keeping.remember(place, one)
        _tell_interrupted(shelf, say)
        Thread(target=lambda: keeping.know_data(dataset.fingerprint), daemon=True).start()
        return done, keeping.say
    journal, read, aside = Journal.reopen(journal_at(Path(folder)))
    if aside is not None:
        what = f"the journal was damaged: {len(read.entries)} actions were whole"
        say(Noted((f"{what}; the rest was put aside in {shown(aside)}",)))
    keeping.go_on(journal)
    if done:
        written = dict(enumerate(Done(one.action, one.reached) for one in read.entries))
        for place, one in enumerate(done):
            do_again(session, (one,))
            if one != written.get(place):
                keeping.remember(place, one)
    else:
        _check_data(read, dataset)
        done = _resume(session, read, do_again, here, say)
    if read.fingerprint is None:
        Thread(target=lambda: keeping.know_data(dataset.fingerprint), daemon=True).start()
    return done, keeping.say


def _absolute(opening: Opening) -> Opening:
    """The same from any folder."""
    data = opening.data if opening.is_bundled else os.path.abspath(opening.data)  # noqa: PTH100  # a link stays one
    init = None if opening.init is None else os.path.abspath(opening.init)  # noqa: PTH100  # the same
    return replace(opening, data=data, init=init)


def _check_data(read: Read, dataset: Dataset) -> None:
    if read.fingerprint is not None and read.fingerprint != dataset.fingerprint:
        why = "has changed since this session was begun; put the old file back to resume it"
        raise UserError(f"{shown(dataset.path)} {why}")


def _resume(
    session: Session,
    read: Read,
    do_again: Callable[[Session, tuple[Done, ...]], None],
    here: dict[str, str],
    say: Say,
) -> tuple[Done, ...]:
    """Do again what a journal says, as far as that can be done, and say what came of it."""
    done: list[Done] = []
    differing: int | None = None
    for entry in read.entries:
        one = Done(entry.action, entry.reached)
        try:
            do_again(session, (one,))
        except UserError as error:
            stopped = f"action {len(done) + 1} of {len(read.entries)} cannot be done again"
            say(Noted((f"{stopped}: {error.sentence}",)))
            break
        done.append(one)
        if differing is None and digest(session) != entry.digest:
            differing = len(done)
    for place, one in enumerate(done):
        say(Applied(0, place, one))
    if differing is None:
        say(Noted((f"resumed: {len(done)} actions done again, the same bits",)))
    else:
        changed = differences(read.machine, here) or "nothing known has changed"
        what = f"resumed, but from action {differing} on not the same bits"
        say(Noted((f"{what}: {changed}",)))
    return tuple(done)


def _tell_interrupted(shelf: Shelf, say: Say) -> None:
    last = next(iter(shelf.sessions()), None)
    if last is not None and not last.closed and not last.in_use:
        name = shown(Path(last.folder.name))
        say(Noted((f"{name} was interrupted; to go on with it: gdtui resume",)))
