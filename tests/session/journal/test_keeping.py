"""What is on the screen is in the journal: what the disk does for it, and when."""

import os
import shutil
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from tests.session.test_host import FLAT_OUT, Stage, run_until

from gdtui.session.actions import Action, Back, GoTo, Set, Step, Undo
from gdtui.session.journal.journal import NAME, Journal
from gdtui.session.journal.keeping import Keeping
from gdtui.session.journal.machine import digest, digest_of, stored
from gdtui.session.journal.plain import plain_opening
from gdtui.session.journal.reading import VERSION, read_journal
from gdtui.session.journal.shelf import is_locked
from gdtui.session.line import Change
from gdtui.session.opening import Opening
from gdtui.session.wire import Do, Noted, Shown, Stop, Up

PATIENCE = 30.0
BETWEEN_SYNCS = 0.2


class KeptStage(Stage):
    """A host whose screen looks into the journal at each Snapshot; `seen` is how many it saw."""

    def __init__(self, folder: Path, tick: float = 1e-6) -> None:
        super().__init__(tick)
        self.path, self.seen = folder / NAME, 0
        self.keeping = Keeping(
            self._hear,
            lambda: Journal.make(folder),
            {"gdtui": VERSION, "opening": plain_opening(Opening("crops")), "machine": {}},
            digest=partial(digest, self.session),
            stored=partial(stored, self.session),
            machine={},
        )
        self.host._say = self.keeping.say

    @property
    def notes(self) -> list[str]:
        return [note for noted in self.all(Noted) for note in noted.notes]

    def _hear(self, message: Up) -> None:
        if isinstance(message, Shown) and self.path.exists():
            last, shown = read_journal(self.path).entries[-1], message.snapshot
            assert last.reached == shown.position.moment
            assert last.digest == digest_of(shown.weight, shown.bias)
            self.seen += 1
        super()._hear(message)


def test_every_snapshot_is_in_the_journal_before_it_is_shown(tmp_path: Path) -> None:
    stage = KeptStage(tmp_path / "one", tick=1e-2)
    stage.do(Step("epoch", 5000), Step("phase", 3), Back(7), GoTo(10), Undo(), Step("batch", 4))
    stage.serve()
    for speed in (0, 5, FLAT_OUT):
        run_until(stage, speed, stage.session.snapshot().position.epochs + 2)
    changes: Iterator[Action] = iter([Set(Change("lr", 1e-5)), Undo(), Step("phase", 2)])

    def in_between(message: Up) -> None:
        if isinstance(message, Shown) and message.progress:
            stage.inbox.put(Stop() if (action := next(changes, None)) is None else Do(99, action))

    stage.heard = in_between
    stage.do(Step("epoch", 10**6), Step("epoch", 10**6), Step("epoch", 10**6))
    stage.heard(stage.all(Shown)[-1])
    stage.serve()
    assert stage.seen > 50


def test_a_burst_is_synced_after_it_was_shown_and_not_key_by_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, done, synced = KeptStage(tmp_path / "one", tick=1e-2), list[str](), Event()

    def sync(_: int) -> None:
        done.append("sync")
        synced.set()

    monkeypatch.setattr("gdtui.session.journal.journal._sync", sync)
    stage.heard = lambda message: done.append(type(message).__name__)
    began = time.monotonic()
    stage.do(*[Step("phase")] * 200)
    stage.serve()
    synced.clear()
    last = len(done)
    while "sync" not in done[last:]:
        assert synced.wait(PATIENCE)
    assert done.index("Shown") < done.index("sync")
    assert done.count("sync") <= 2 + (time.monotonic() - began) / BETWEEN_SYNCS
    assert done.count("Shown") > done.count("sync")


def test_a_full_disk_is_said_once_and_later_all_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = KeptStage(tmp_path / "one")
    stage.do(Step("phase"))
    stage.serve()
    real, room = os.write, [30]

    def write(descriptor: int, content: bytes) -> int:
        if not room[0]:
            raise OSError(28, "No space left on device")
        written = real(descriptor, bytes(content)[: room[0]])
        room[0] -= written
        return written

    with monkeypatch.context() as full:
        full.setattr(os, "write", write)
        stage.path, path = Path("nowhere"), stage.path
        stage.do(Step("phase"), Step("phase"))
        stage.serve()
        stage.do(Step("phase"))
        stage.serve()
    assert stage.notes == ["this session is not being saved: No space left on device"]
    assert [entry.reached for entry in read_journal(path).entries] == [1]
    stage.path = path
    stage.keeping.rest()
    assert stage.notes[1:] == ["this session is saved again"]
    assert [entry.reached for entry in read_journal(path).entries] == [1, 2, 3, 4]


def test_a_disk_that_takes_nothing_in_the_end_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, failed = KeptStage(tmp_path / "one"), Event()

    def sync(_: int) -> None:
        failed.set()
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("gdtui.session.journal.journal._sync", sync)
    end = time.monotonic() + PATIENCE
    while not stage.notes and time.monotonic() < end:
        stage.do(Step("phase"))
        stage.serve()
        failed.wait(PATIENCE)
    lost = "the disk does not take this session, it may be lost: Input/output error"
    assert stage.notes == [lost]


def test_a_journal_that_somebody_removed_is_there_again_whole(tmp_path: Path) -> None:
    stage = KeptStage(tmp_path / "one")
    stage.do(Step("phase"), Step("phase"))
    stage.serve()
    shutil.rmtree(tmp_path / "one")
    stage.do(Step("phase"))
    stage.serve()
    assert [entry.reached for entry in read_journal(stage.path).entries] == [1, 2, 3]
    assert is_locked(stage.path)
    assert stage.notes == []


def test_a_line_that_could_not_be_rolled_back_is_so_before_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal.make(tmp_path / "one")
    journal.append({"gdtui": VERSION, "opening": plain_opening(Opening()), "machine": {}})
    content, real = journal.path.read_bytes(), os.write

    def torn(descriptor: int, content: bytes) -> int:
        real(descriptor, bytes(content)[:7])
        raise OSError(5, "Input/output error")

    def fails(*_: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", torn)
        broken.setattr(os, "ftruncate", fails)
        with pytest.raises(OSError, match="Input/output"):
            journal.append({"data": "0"})
    assert len(journal.path.read_bytes()) == len(content) + 7
    journal.append({"data": "0"})
    assert read_journal(journal.path).fingerprint == "0"
