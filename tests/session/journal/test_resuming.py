import os
import random
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from gdtui.engine.settings import Mode, Variant
from gdtui.errors import UserError
from gdtui.session.actions import Action, Back, Foretell, GoTo, Reseed, Return, Set, Step, Undo
from gdtui.session.beginning import begin
from gdtui.session.journal.checkpoint_files import NEWEST
from gdtui.session.journal.journal import NAME
from gdtui.session.journal.reading import read_journal
from gdtui.session.journal.shelf import Shelf
from gdtui.session.line import Change, Edit
from gdtui.session.opening import Keep, Opening
from gdtui.session.pace import SPEEDS
from gdtui.session.questions import Branches
from gdtui.session.quizzed import QuizSession
from gdtui.session.remote import Remote
from gdtui.session.snapshot import Snapshot
from gdtui.session.spot import Parameter, Whole
from gdtui.session.wire import Answered, Fatal, Kept, Noted, Shown, Up

PATIENCE = 60.0
OPENING = Opening("crops15", batch_size=4)
ACTIONS: tuple[Action, ...] = (
    Step("epoch", 3),
    Step("phase", 2),
    Foretell(Parameter(0, 0), "+", Step("batch")),
    Foretell(Whole.FULL_LOSS, "-", Step("epoch")),
    Set(Change("lr", 2e-6)),
    Step("batch", 5),
    Set(Change("mode", Mode.SGD)),
    Back(7),
    Set(Edit(0, 1, 0.25)),
    GoTo(6),
    Reseed(3),
    Step("epoch", 2),
    Return(0),
    Undo(),
    Back(3),
    Undo(),
    Undo(),
    Set(Change("mode", Mode.MANUAL)),
    Set(Change("variant", Variant.SKIPPED_ZERO_GRAD)),
    Step("batch", 4),
    Set(Change("variant", Variant.FORGOTTEN_NO_GRAD)),
    Step("epoch", 2),  # refused before its first update
)
Kind = TypeVar("Kind")


class Screen(Remote):
    """A Remote whose messages are taken one by one, each waited for; `said` are all of them."""

    def __init__(self, shelf: Path, folder: str | None = None, opening: Opening = OPENING) -> None:
        super().__init__(opening, Keep(os.fspath(shelf), folder))
        self.said: list[Up] = []
        self._taken = 0

    def until(self, kind: type[Kind], wanted: Callable[[Kind], bool] = lambda _: True) -> Kind:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            while self._taken < len(self.said):
                message = self.said[self._taken]
                self._taken += 1
                if isinstance(message, kind) and wanted(message):
                    return message
            self.said += self.wait(1.0)
        raise TimeoutError(kind)

    def after(self, *actions: Action) -> Snapshot:
        number = [self.do(action) for action in actions][-1]
        return self.until(Shown, lambda shown: shown.number >= number).snapshot

    def beyond(self, moment: int) -> None:
        self.until(Shown, lambda shown: shown.snapshot.position.moment > moment)

    @property
    def notes(self) -> str:
        return "\n".join(note for one in self.said if isinstance(one, Noted) for note in one.notes)


@contextmanager
def screen(shelf: Path, folder: str | None = None, opening: Opening = OPENING) -> Iterator[Screen]:
    opened = Screen(shelf, folder, opening)
    try:
        yield opened
    finally:
        opened.close()


@pytest.fixture(scope="module")
def once_killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shelf with a session of three batches that was killed."""
    shelf = tmp_path_factory.mktemp("once")
    with screen(shelf) as opened:
        opened.after(Step("batch"), Step("batch"), Step("batch"))
        os.kill(opened.pid, signal.SIGKILL)
    return shelf


@pytest.fixture
def killed(once_killed: Path, tmp_path: Path) -> Path:
    """A copy of that shelf."""
    return Path(shutil.copytree(once_killed, tmp_path / "shelf"))


def straight(*actions: Action) -> Snapshot:
    """What these actions lead to in a session that was never in another process."""
    dataset, start = OPENING.read()
    session = QuizSession(dataset, begin(OPENING, dataset, start).origin)
    for action in actions:
        with suppress(UserError):
            session.apply(action)
    return session.snapshot()


def same(one: Snapshot, other: Snapshot) -> bool:
    return (
        (one.position, one.end, one.chosen, one.branch, one.branches, one.seed, one.quiz)
        == (
            *(other.position, other.end, other.chosen, other.branch, other.branches, other.seed),
            other.quiz,
        )
        and one.weight.tobytes() == other.weight.tobytes()
        and one.bias.tobytes() == other.bias.tobytes()
        and _bytes(one.weight_grad) == _bytes(other.weight_grad)
        and np.array_equal(one.batch_losses.highs, other.batch_losses.highs)
        and np.array_equal(one.epoch_losses.highs, other.epoch_losses.highs)
    )


def _bytes(numbers: "np.ndarray | None") -> bytes | None:
    return None if numbers is None else numbers.tobytes()


def test_a_killed_session_is_resumed_with_all_it_had(tmp_path: Path) -> None:
    with screen(tmp_path) as first:
        seen = first.after(*ACTIONS)
        folder = next(one for one in first.said if isinstance(one, Kept))
        os.kill(first.pid, signal.SIGKILL)
    with screen(tmp_path, folder.folder) as again:
        resumed = again.until(Shown).snapshot
        assert same(resumed, seen)
        assert "actions done again, the same bits" in again.notes
        ask = again.ask(Branches(4))
        answered = again.until(Answered, lambda one: one.number == ask).answer
        assert isinstance(answered, tuple)
        assert len(answered) == seen.branches
        undone = again.after(Undo(), Undo())
    assert same(straight(*ACTIONS, Undo(), Undo()), undone)


@pytest.mark.parametrize("seed", range(5))  # twenty kills; the soak kills hundreds
def test_nothing_that_was_shown_is_lost_by_four_kills(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # moments, not secrets
    folder: str | None = None
    seen = 0
    for number in range(4 * seed, 4 * seed + 4):
        with screen(tmp_path, folder) as opened:
            shown = opened.until(Shown).snapshot
            assert shown.position.moment >= seen, number
            opened.pace(number % len(SPEEDS))
            opened.run() if number % 2 else opened.do(Step("epoch", 10_000))
            opened.beyond(shown.position.moment)
            end = time.monotonic() + chance.uniform(0.0, 0.1)
            while time.monotonic() < end:
                opened.said += opened.wait(0.01)
            os.kill(opened.pid, signal.SIGKILL)
            while opened.alive:
                opened.said += opened.wait(1.0)
            moments = [m.snapshot.position.moment for m in opened.said if isinstance(m, Shown)]
            seen = moments[-1]
            folder = opened.keep.folder if opened.keep else None
    assert seen > 0


def test_a_session_is_kept_from_its_first_action_and_not_without_a_step_when_it_is_quitted(
    tmp_path: Path,
) -> None:
    shelf = tmp_path / "state"
    with screen(shelf) as opened:
        opened.until(Shown)
        assert not shelf.exists()
        opened.after(Set(Change("lr", 1e-6)))
        assert len(Shelf(shelf).sessions()) == 1
        opened.quit()
    assert Shelf(shelf).sessions() == ()


def test_a_resumed_session_is_kept_though_it_is_quitted_before_it_is_there(killed: Path) -> None:
    (kept,) = Shelf(killed).sessions()
    with screen(killed, os.fspath(kept.folder)) as again:
        again.quit()
    with screen(killed, os.fspath(kept.folder)) as again:
        again.until(Kept)
        again.quit()
    with screen(killed, os.fspath(kept.folder)) as again:
        assert again.until(Shown).snapshot.position.moment == 15


def test_a_long_session_is_resumed_from_its_checkpoint(tmp_path: Path) -> None:
    with screen(tmp_path) as first:
        first.do(Step("epoch", 10**9))
        first.until(Shown, lambda _: first.keep is not None and checkpoint_of(first).exists())
        os.kill(first.pid, signal.SIGKILL)
        while first.alive:
            first.said += first.wait(1.0)
        seen = [one.snapshot for one in first.said if isinstance(one, Shown)][-1]
    assert first.keep is not None
    with screen(tmp_path, first.keep.folder) as again:
        shown = again.until(Shown).snapshot
        # none where the kill came before anything was done behind the checkpoint
        done_again = r"resumed: 1 action, [01] done again from a checkpoint, the same bits"
        assert re.search(done_again, again.notes)
        assert shown.position.moment >= seen.position.moment
        assert again.after(Undo()).position.moment == 0


def checkpoint_of(opened: Screen) -> Path:
    assert opened.keep is not None
    return Path(opened.keep.folder or "") / NEWEST


def test_quitting_closes_a_session_and_a_kill_does_not(killed: Path) -> None:
    shelf = Shelf(killed)
    (kept,) = shelf.sessions()
    assert not kept.closed
    with screen(killed) as opened:
        opened.until(Shown)
        assert "interrupted; to go on with it: gdtui resume" in opened.notes
    with screen(killed, os.fspath(kept.folder)) as opened:
        opened.until(Shown)
        opened.quit()
    (kept,) = shelf.sessions()
    assert kept.closed
    with screen(killed) as opened:
        opened.until(Shown)
        assert "interrupted" not in opened.notes


def test_a_shelf_that_cannot_be_made_is_said_and_training_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with screen(tmp_path / "file" / "sessions") as opened:
        shown = opened.after(Step("batch"), Step("batch"))
        assert shown.position.moment == 10
        assert opened.notes.count("this session is not being saved: Not a directory") == 1


def test_a_second_window_is_told(tmp_path: Path) -> None:
    with screen(tmp_path) as first:
        first.after(Step("batch"))
        (kept,) = Shelf(tmp_path).sessions()
        with screen(tmp_path, os.fspath(kept.folder)) as second:
            fatal = second.until(Fatal)
        assert "is open in another window" in fatal.sentence
        first.after(Step("batch"))
    assert len(read_journal(kept.folder / NAME).entries) == 2


def test_changed_or_missing_data_is_said_and_the_journal_stays(tmp_path: Path) -> None:
    data = tmp_path / "some.csv"
    data.write_text("x,y\n1,2\n2,3\n3,5\n")
    opening = Opening(os.fspath(data))
    with screen(tmp_path / "shelf", opening=opening) as first:
        first.until(Shown)
        first.after(Step("batch"))
        first.after(Step("batch"))
    (kept,) = Shelf(tmp_path / "shelf").sessions()
    content = (kept.folder / NAME).read_bytes()
    data.unlink()
    with screen(tmp_path / "shelf", os.fspath(kept.folder), opening) as again:
        sentence = again.until(Fatal).sentence
    assert "some.csv does not exist" in sentence
    assert "put the data back as they were to resume this session; it is kept" in sentence
    data.write_text("x,y\n1,2\n2,3\n3,6\n")
    with screen(tmp_path / "shelf", os.fspath(kept.folder), opening) as again:
        assert "has changed since this session was begun" in again.until(Fatal).sentence
    assert (kept.folder / NAME).read_bytes() == content


@pytest.mark.parametrize("at", [0.5, 0.9])
def test_a_damaged_journal_is_resumed_as_far_as_it_is_whole(killed: Path, at: float) -> None:
    (kept,) = Shelf(killed).sessions()
    journal = kept.folder / NAME
    content = bytearray(journal.read_bytes())
    content[int(len(content) * at)] ^= 1
    journal.write_bytes(content)
    whole = len(read_journal(journal).entries)
    with screen(killed, os.fspath(kept.folder)) as again:
        assert again.until(Shown).snapshot.position.moment == 5 * whole
        assert f"its good part has {whole} action" in again.notes
        again.after(Step("batch"))
    assert len(read_journal(journal).entries) == whole + 1


def test_a_restarted_process_goes_on_with_the_same_journal(tmp_path: Path) -> None:
    with screen(tmp_path) as opened:
        opened.after(Step("batch"), Set(Change("lr", 1e-6)))
        os.kill(opened.pid, signal.SIGKILL)
        while opened.alive:
            opened.wait(1.0)
        opened.restart()
        assert opened.after(Step("batch")).position.moment == 10
    (kept,) = Shelf(tmp_path).sessions()
    assert len(read_journal(kept.folder / NAME).entries) == 3
