"""However a session was kept, going on with it is the same as never having stopped."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import share
from tests.session.everything import all_of
from tests.session.reference import random_dataset
from tests.session.short_runs import few_steps_at_once
from tests.session.test_held import EVERY, LATER, do, fresh
from tests.session.test_time import STARTS

from gdtui.engine.settings import Dtype, Mode, Settings
from gdtui.engine.state import State
from gdtui.errors import UserError
from gdtui.session.actions import Action, Back, GoTo, RunUntil, Set, Step, Undo
from gdtui.session.journal.checkpoint import pack, unpack
from gdtui.session.journal.checkpoint_files import BEFORE, NEWEST
from gdtui.session.journal.keep import Outside, keep_journal
from gdtui.session.line import Change, Origin
from gdtui.session.opening import Keep, Open, Opening
from gdtui.session.prepared import Prepared
from gdtui.session.session import Session
from gdtui.session.states import first_state
from gdtui.session.wire import Applied, Done, Kept, Noted, Up

DATASET = random_dataset(7, 3, 2)
START = Settings(mode=Mode.SGD, lr=2e-4, batch_size=3, shuffle=True)
OUTSIDE = Outside(lambda: 0.0, lambda: "now", lambda: bytes(range(32)))


class Opened:
    """A session that is kept in a folder of a shelf, and does what it is told."""

    def __init__(
        self,
        shelf: Path,
        start: Settings = START,
        folder: str | None = None,
    ) -> None:
        self.session, self.said, self.start = fresh(DATASET, start), list[Up](), start
        self.shelf = shelf
        self.repeated = 0
        asked = Open(Opening("crops"), keep=Keep(os.fspath(shelf), folder))
        self.kept = keep_journal(asked, self.session, self._repeat, self.said.append, OUTSIDE)
        self.place = len(self.kept.done)

    def do(self, *actions: Action, marks: bool = False) -> None:
        """Do actions, with a mark at each rest on the way forward, and a checkpoint, or not."""
        for action in actions:
            before = self.session.place
            try:
                for progress in self.session.work(action):
                    forward = isinstance(action, Step | GoTo | RunUntil)
                    if progress.at_rest and marks:
                        self._applied(action)
                        self.checkpoint()
                    elif forward and progress.now >= progress.begin:
                        self.session.rest()
            except UserError:
                continue
            if self.session.place != before:
                self._applied(action)
                self.place += 1

    def checkpoint(self) -> None:
        """Have one written, and wait for it."""
        bounding = self.kept.bounding
        bounding.pause(1e9, idle=True)
        if bounding._writing is not None:
            bounding._writing.join()

    def again(self) -> "Opened":
        """Another process with the same session; this one was killed."""
        journal = self.kept.keeping._journal
        if journal is None:
            return Opened(self.shelf, self.start)
        journal.release()
        return Opened(self.shelf, self.start, self.folder)

    @property
    def folder(self) -> str:
        return next(one.folder for one in self.said if isinstance(one, Kept))

    @property
    def notes(self) -> str:
        return "\n".join(note for one in self.said if isinstance(one, Noted) for note in one.notes)

    def _applied(self, action: Action) -> None:
        self.kept.say(Applied(0, self.place, Done(action, self.session.place[1])))

    def _repeat(self, session: Session, done: Done, *, joined: bool = False) -> None:
        self.repeated += 1
        for _ in session.work(done.action, until=done.reached, joined=joined):
            pass


@share(0.2)
@given(
    start=STARTS,
    before=st.lists(st.tuples(EVERY, st.booleans(), st.booleans()), max_size=7),
    after=st.lists(EVERY, max_size=3),
)
def test_going_on_from_a_checkpoint_is_the_same_as_never_having_stopped(
    start: Settings, before: list[tuple[Action, bool, bool]], after: list[Action]
) -> None:
    with TemporaryDirectory() as folder, few_steps_at_once():
        first = Opened(Path(folder), start)
        for action, marks, checkpoint in before:
            first.do(action, marks=marks)
            if checkpoint:
                first.checkpoint()
        again = first.again()
        assert "could not be used" not in again.notes
        assert "not the same bits" not in again.notes
        assert all_of(again.session, roads=False) == all_of(first.session, roads=False)
        for action in (*after, *LATER):
            do(first.session, [action])
            do(again.session, [action])
            assert all_of(again.session, roads=False) == all_of(first.session, roads=False)


def test_all_that_is_done_after_a_checkpoint_is_done_again_and_no_more(tmp_path: Path) -> None:
    first = Opened(tmp_path)
    first.do(Step("epoch", 3), Step("phase", 2), Step("batch"))
    first.checkpoint()
    first.do(Step("phase"), Step("epoch"))
    again = first.again()
    assert again.repeated == 2
    assert "resumed: 5 actions, 2 done again from a checkpoint, the same bits" in again.notes
    again.do(Step("batch"))
    assert all_of(again.again().session) == all_of(again.session)


def test_a_checkpoint_in_the_middle_of_an_action_is_gone_on_from(tmp_path: Path) -> None:
    first = Opened(tmp_path)
    first.do(Step("batch"))
    first.do(Step("epoch", 5000), marks=True)
    first.do(Step("phase"))
    again = first.again()
    assert again.repeated == 2
    assert again.session.timeline.fast_steps + again.session.timeline.loop_steps < 5000
    assert all_of(again.session, roads=False) == all_of(first.session, roads=False)


@pytest.mark.parametrize("marks", [False, True])
@pytest.mark.parametrize("epochs", [1, 13, 20, 37])
def test_a_run_to_a_loss_is_where_it_was_and_has_been_where_it_has_been(
    tmp_path: Path, epochs: int, marks: bool
) -> None:
    first, straight = Opened(tmp_path), fresh(DATASET, START)
    do(straight, [Step("phase", 4), Step("epoch", epochs)])
    loss = straight.snapshot().full_loss * (1 + 1e-9)
    first.do(Step("phase", 4), RunUntil(loss, 1000), marks=marks)
    assert first.session.snapshot().position.epochs <= epochs
    assert first.session.snapshot().end.epochs % 10 == 0
    again = first.again()
    assert all_of(again.session, roads=False) == all_of(first.session, roads=False)


@contextmanager
def other_machine() -> Iterator[None]:
    """A machine that computes other last bits from the same actions."""

    def other(origin: Origin, prepared: Prepared) -> State:
        state = first_state(origin, prepared)
        return replace(state, weight=state.weight * (1 + 1e-6))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("gdtui.session.timeline.first_state", other)
        patched.setattr("gdtui.session.journal.keep.machine", lambda _: {"torch": "1.2.3"})
        yield


def weights(session: Session) -> bytes:
    shown = session.snapshot()
    return shown.weight.tobytes() + shown.bias.tobytes()


@pytest.mark.parametrize("phases", range(4))
def test_where_other_bits_are_computed_stored_weights_are_restored_and_stay(
    tmp_path: Path, phases: int
) -> None:
    with other_machine():
        first = Opened(tmp_path)
        first.do(Step("epoch", 2), Set(Change("dtype", Dtype.FLOAT64)), Step("batch", 2))
        if phases:
            first.do(Step("phase", phases), Set(Change("lr", 1e-4)))
    again = first.again()
    assert "restored from stored weights, on losses computed here: from action 1" in again.notes
    assert "torch was 1.2.3, is " in again.notes
    assert weights(again.session) == weights(first.session)
    assert again.session.place[1] == first.session.place[1]
    assert again.session.chosen == first.session.chosen
    again.do(Step("epoch"), Step("phase", 3), Undo())
    third = again.again()
    assert "resumed with the weights that were stored" in third.notes
    assert all_of(third.session, roads=False) == all_of(again.session, roads=False)
    with other_machine():
        back = third.again()
    assert weights(back.session) == weights(third.session)


def test_the_update_under_way_is_done_again_from_stored_weights(tmp_path: Path) -> None:
    with other_machine():
        first = Opened(tmp_path)
        first.do(Step("epoch", 2), Step("phase", 4))
    again = first.again()
    assert "restored from stored weights" in again.notes
    assert again.session.place[1] == first.session.place[1]
    assert again.session.snapshot().weight_before.tobytes() == (
        first.session.snapshot().weight_before.tobytes()
    )


@pytest.mark.parametrize("rests", [False, True])
def test_large_weights_are_stored_when_nobody_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rests: bool
) -> None:
    monkeypatch.setattr("gdtui.session.journal.keeping._SMALL", 0)
    with other_machine():
        first = Opened(tmp_path)
        first.do(Step("epoch", 2))
        if rests:
            first.kept.pause(0, idle=True)
    again = first.again()
    assert again.session.place[1] == first.session.place[1]
    assert (weights(again.session) == weights(first.session)) is rests
    not_stored = "not the same bits, and the weights were not stored"
    assert ("restored from stored weights" if rests else not_stored) in again.notes


def spoiled(path: Path, at: float) -> None:
    content = bytearray(path.read_bytes())
    content[int(at * len(content))] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("at", [0.0, 0.01, 0.5, 0.999])
def test_a_damaged_checkpoint_is_said_and_the_one_before_is_taken(
    tmp_path: Path, at: float
) -> None:
    first = Opened(tmp_path)
    for _ in range(3):
        first.do(Step("epoch"))
        first.checkpoint()
    folder = Path(first.folder)
    spoiled(folder / NEWEST, at)
    again = first.again()
    assert again.repeated == 1
    assert "a checkpoint could not be used: it is damaged, or was not written here" in again.notes
    assert all_of(again.session) == all_of(first.session)
    spoiled(folder / BEFORE, at)
    again = again.again()
    assert again.repeated == 3
    assert all_of(again.session) == all_of(first.session)


def lies(folder: Path, key: bytes = OUTSIDE.chance(), **others: Any) -> None:
    """Another checkpoint in the place of the newest, that covers the same with other content."""
    content = (folder / NEWEST).read_bytes()
    covered, held = unpack(content, OUTSIDE.chance(), DATASET.rows)
    of_covered = {name: others.pop(name) for name in ("checksum", "place") if name in others}
    lying = pack(replace(held, **others), replace(covered, **of_covered), key)
    (folder / NEWEST).write_bytes(b"".join(lying))


def test_a_checkpoint_that_is_wrong_is_said_and_all_is_done_again(tmp_path: Path) -> None:
    first = Opened(tmp_path)
    first.do(Step("epoch", 3), Back(4))
    for why, lie in (
        ("damaged, or was not written here", {"key": bytes(32)}),
        ("not of this journal", {"checksum": 1}),
        ("not of this journal", {"place": 7}),
        (
            "leads to other weights",
            {"begun": first.session.timeline.track.checkpoints.states[0][1]},
        ),
        ("leads to other weights", {"now": (0, 5)}),
        ("does not fit the data", {"now": (9, 5)}),
    ):
        first.checkpoint()
        lies(Path(first.folder), **lie)
        (Path(first.folder) / BEFORE).unlink(missing_ok=True)
        again = first.again()
        assert why in again.notes
        assert again.repeated == 2
        assert all_of(again.session) == all_of(first.session)
        first = again


def test_what_stands_in_the_place_of_a_checkpoint_leads_nowhere(tmp_path: Path) -> None:
    first = Opened(tmp_path)
    first.do(Step("epoch"))
    first.checkpoint()
    folder = Path(first.folder)
    (folder / NEWEST).rename(tmp_path / "elsewhere")
    (folder / NEWEST).symlink_to(tmp_path / "elsewhere")
    os.mkfifo(folder / BEFORE)
    os.mkfifo(folder / "weights")
    again = first.again()
    assert again.repeated == 1
    again.checkpoint()
    assert not (folder / NEWEST).is_symlink()
    assert again.again().repeated == 0


def test_every_cut_of_a_checkpoint_is_found(tmp_path: Path) -> None:
    first = Opened(tmp_path)
    first.do(Step("epoch"))
    first.checkpoint()
    newest = Path(first.folder) / NEWEST
    content = newest.read_bytes()
    for length in (0, 10, 51, 60, len(content) // 2, len(content) - 1):
        newest.write_bytes(content[:length])
        first = first.again()
        assert first.repeated == 1
        assert "could not be used" in first.notes
