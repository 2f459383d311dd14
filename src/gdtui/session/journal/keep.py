"""keep_journal: a session with its journal: begun with none yet, or resumed from what it says."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Protocol

from gdtui.data.dataset import Dataset
from gdtui.errors import UserError
from gdtui.session.journal.bounding import Bounding
from gdtui.session.journal.journal import Journal, mark_open
from gdtui.session.journal.keeping import Keeping
from gdtui.session.journal.machine import digest, machine, stored
from gdtui.session.journal.plain import plain_opening
from gdtui.session.journal.reading import VERSION, Read
from gdtui.session.journal.resuming import counted, resume
from gdtui.session.journal.shelf import Shelf, journal_at
from gdtui.session.journal.starting import start
from gdtui.session.journal.stored_file import read_stored
from gdtui.session.opening import Open, Opening
from gdtui.session.session import Session
from gdtui.session.wire import Applied, Done, Noted, Up
from gdtui.weights.atomic import shown

Say = Callable[[Up], None]


class DoAgain(Protocol):
    """Does again what was done, up to where it had come."""

    def __call__(self, session: Session, done: Done, *, joined: bool = False) -> None: ...  # noqa: D102  # as said


@dataclass(frozen=True)
class Outside:
    """What only the process can know: a clock in seconds, the time in a folder's name, chance."""

    now: Callable[[], float]
    stamp: Callable[[], str]
    chance: Callable[[], bytes]


@dataclass(frozen=True, eq=False)
class Keeper:
    """A session that is kept, and what was done so far."""

    done: tuple[Done, ...]
    keeping: Keeping
    bounding: Bounding

    def say(self, message: Up) -> None:
        """Say it to the screen; what was done is in the journal before."""
        self.keeping.say(message)

    def pause(self, worked: float, *, idle: bool) -> None:
        """The session stands; see `Bounding`."""
        self.bounding.pause(worked, idle=idle)
        if idle:
            self.keeping.rest()


def keep_journal(
    asked: Open, session: Session, do_again: DoAgain, say: Say, outside: Outside
) -> Keeper:
    """Bring a new session to where it was, and have all that it says written down from then on.

    Args:
        asked: what to open; `keep` is given.
        session: at its beginning.
        do_again: does again what was done.
        say: says a message to the screen.
        outside: clocks and chance.

    Raises:
        UserError: the journal is in use, damaged in its first line, or of other data.
    """
    assert asked.keep is not None  # noqa: S101  # as said
    began = outside.now()
    shelf, dataset = Shelf(Path(asked.keep.shelf)), session.dataset
    here = machine(asked.opening.threads)
    header = {
        "gdtui": VERSION,
        "opening": plain_opening(_absolute(asked.opening)),
        "machine": here,
    }
    keeping = Keeping(
        say,
        lambda: shelf.make(dataset.name, outside.stamp()),
        header,
        digest=partial(digest, session),
        stored=partial(stored, session),
        machine=here,
    )
    bounding = Bounding(session, keeping.covered, partial(shelf.key, outside.chance), outside.now)
    if asked.keep.folder is None:
        done, fingerprint = asked.done, None
        for place, one in enumerate(done):
            do_again(session, one)
            keeping.remember(place, one)
        _tell_interrupted(shelf, say)
    else:
        path = journal_at(Path(asked.keep.folder))
        done, fingerprint = _resumed(asked, session, path, keeping, do_again, say, shelf.known_key)
    if fingerprint is None:
        Thread(target=lambda: keeping.know_data(dataset.fingerprint), daemon=True).start()
    bounding.pause(outside.now() - began, idle=False)
    return Keeper(done, keeping, bounding)


def _resumed(  # noqa: PLR0917  # as many as there are
    asked: Open,
    session: Session,
    path: Path,
    keeping: Keeping,
    do_again: DoAgain,
    say: Say,
    key: bytes | None,
) -> tuple[tuple[Done, ...], str | None]:
    """What was done, and the fingerprint of the data where the journal has it."""
    journal, read, aside = Journal.reopen(path)
    if aside is not None:
        what = f"the journal was damaged: its good part has {counted(len(read.entries))}"
        say(Noted((f"{what}; the rest was put aside in {shown(aside)}",), urgent=True))
    keeping.go_on(journal)
    if read.machine != keeping.machine:
        keeping.know_machine()
    written = tuple(Done(entry.action, entry.reached) for entry in read.entries)
    if not asked.done:
        _check_data(read, session.dataset)
    mark_open(path.parent)

    def again(place: int, one: Done, *, joined: bool) -> None:
        do_again(session, one, joined=joined)
        if written[place : place + 1] != (one,):
            keeping.remember(place, one)

    wanted, here = asked.done or written, keeping.machine
    begin = start(session, read, wanted, path.parent, key, here)
    resumed = resume(session, read, wanted, begin, again, partial(read_stored, path.parent), here)
    say(Noted(resumed.notes, urgent=True))
    if not asked.done:
        for place, one in enumerate(resumed.done):
            say(Applied(0, place, one))
    if resumed.done and resumed.done == written:
        keeping.know(len(written) - 1, written[-1].reached)
    return resumed.done, read.fingerprint


def _absolute(opening: Opening) -> Opening:
    """The same from any folder."""
    data = opening.data if opening.is_bundled else os.path.abspath(opening.data)  # noqa: PTH100  # a link stays one
    init = None if opening.init is None else os.path.abspath(opening.init)  # noqa: PTH100  # the same
    return replace(opening, data=data, init=init)


def _check_data(read: Read, dataset: Dataset) -> None:
    if read.fingerprint is not None and read.fingerprint != dataset.fingerprint:
        why = "has changed since this session was begun; put the old file back to resume it"
        raise UserError(f"{shown(dataset.path)} {why}")


def _tell_interrupted(shelf: Shelf, say: Say) -> None:
    last = next(iter(shelf.sessions()), None)
    if last is not None and not last.closed and not last.in_use:
        name = shown(Path(last.folder.name))
        say(Noted((f"{name} was interrupted; to go on with it: gdtui resume",), urgent=True))
