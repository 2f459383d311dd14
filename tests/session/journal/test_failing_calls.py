"""Whichever call into the system fails, what was shown as saved can be read again."""

from contextlib import suppress
from pathlib import Path

import pytest
from tests.failing import ERRORS, refusals, room_for
from tests.session.journal.test_journal import HEADER

from gdtui.engine.settings import Dtype
from gdtui.session.actions import Step
from gdtui.session.journal.checkpoint_files import read_checkpoints, write_checkpoint
from gdtui.session.journal.journal import NAME
from gdtui.session.journal.keeping import Keeping
from gdtui.session.journal.reading import Entry, read_journal
from gdtui.session.journal.shelf import Shelf
from gdtui.session.journal.stored_file import read_stored, write_stored
from gdtui.session.line import Stored
from gdtui.session.wire import Applied, Done, Noted, Up

ACTIONS = 4
OLD, NEW = b"old" * 100, b"new" * 200
EXPECTED = tuple(Entry(Step("epoch"), place, "0") for place in range(ACTIONS))


def keep(shelf: Path) -> list[str]:
    """Keep a session of some actions; all that it says of being saved."""
    said: list[Up] = []
    keeping = Keeping(
        said.append,
        lambda: Shelf(shelf).make("one", "now"),
        HEADER,
        digest=lambda: "0",
        stored=lambda _: None,
        machine={},
    )
    for place in range(ACTIONS):
        keeping.say(Applied(place + 1, place, Done(Step("epoch"), place)))
    return [note for one in said if isinstance(one, Noted) for note in one.notes]


def check_kept(shelf: Path, notes: list[str]) -> None:
    """All is there, or it was said that it is not; what is there is a good beginning."""
    saved = not notes or notes[-1] == "this session is saved again"
    journals = [path for path in shelf.glob(f"*/{NAME}") if path.stat().st_size]
    assert len(journals) <= 1
    read = [read_journal(path) for path in journals]
    entries = read[0].entries if read else ()
    assert entries == EXPECTED[: len(entries)]
    assert len(entries) == ACTIONS or not saved
    assert all(one.rest == 0 for one in read)


def keep_while_calls_fail(folder: Path, number: int) -> int:
    """Keep a session once for each of the calls that this takes, which then fails; how many."""
    for at, refusal in enumerate(refusals(number)):
        with refusal:
            notes = keep(folder / str(at))
        check_kept(folder / str(at), notes)
        assert refusal.reached or notes == []
    return at


def checkpoint_while_calls_fail(folder: Path, number: int) -> int:
    """Write a checkpoint once for each of the calls that this takes, which then fails."""
    for at, refusal in enumerate(refusals(number)):
        kept = folder / str(at)
        kept.mkdir()
        write_checkpoint(kept, [memoryview(OLD)])
        refused = False
        with refusal:
            try:
                write_checkpoint(kept, [memoryview(NEW)])
            except OSError:
                refused = True
        found = list(read_checkpoints(kept))
        assert found in ([OLD], [NEW, OLD])
        assert refused or found[0] == NEW
    return at


def store_while_calls_fail(folder: Path, number: int) -> int:
    """Store weights beside a journal once for each of the calls that this takes."""
    old, new = (Stored(Dtype.FLOAT32, bytes(8) + text, text) for text in (b"1234", b"5678"))
    for at, refusal in enumerate(refusals(number)):
        kept = folder / str(at)
        kept.mkdir()
        write_stored(kept, "old", old)
        refused = False
        with refusal:
            try:
                write_stored(kept, "new", new)
            except OSError:
                refused = True
        found = read_stored(kept, "old"), read_stored(kept, "new")
        assert found in ((old, None), (None, new))
        assert refused or found[1] == new
    return at


@pytest.mark.parametrize("number", ERRORS)
def test_stored_weights_are_the_old_ones_or_the_new_ones_whichever_call_fails(
    number: int, tmp_path: Path
) -> None:
    assert store_while_calls_fail(tmp_path, number) >= 4


@pytest.mark.parametrize("number", ERRORS)
def test_a_session_is_kept_whichever_call_fails_or_says_that_it_is_not(
    number: int, tmp_path: Path
) -> None:
    assert keep_while_calls_fail(tmp_path, number) >= 8


@pytest.mark.parametrize("number", ERRORS)
def test_a_checkpoint_is_the_old_one_or_the_new_one_whichever_call_fails(
    number: int, tmp_path: Path
) -> None:
    assert checkpoint_while_calls_fail(tmp_path, number) > 4


def keep_on_a_disk_with_room_for(size: int, folder: Path) -> None:
    """Keep a session and a checkpoint in files that grow to so many bytes."""
    kept, shelf = folder / "kept", folder / "shelf"
    kept.mkdir(parents=True)
    write_checkpoint(kept, [memoryview(OLD)])
    with room_for(size):
        notes = keep(shelf)
        with suppress(OSError):
            write_checkpoint(kept, [memoryview(NEW)])
    check_kept(shelf, notes)
    assert list(read_checkpoints(kept)) in ([OLD], [NEW, OLD])


@pytest.mark.parametrize("size", range(0, 900, 47))
def test_on_a_full_disk_no_part_of_anything_is_left(size: int, tmp_path: Path) -> None:
    keep_on_a_disk_with_room_for(size, tmp_path)
