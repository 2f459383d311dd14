import os
import stat
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.session.reference import stored

from gdtui.engine.settings import Dtype, Mode, Variant
from gdtui.errors import UserError
from gdtui.session.actions import (
    Action,
    Foretell,
    GoTo,
    Load,
    Redo,
    Reseed,
    RunUntil,
    Set,
    Step,
    Undo,
)
from gdtui.session.journal.journal import NAME, Journal, mark_closed
from gdtui.session.journal.plain import action_of, plain_action, plain_opening
from gdtui.session.journal.reading import LARGEST_JOURNAL, VERSION, parse_journal, read_journal
from gdtui.session.journal.record import seal
from gdtui.session.journal.shelf import Shelf, is_locked
from gdtui.session.line import Change, Edit
from gdtui.session.opening import Opening
from gdtui.session.spot import OfTarget, Parameter, Whole
from gdtui.weights.atomic import shown

ACTIONS: tuple[Action, ...] = (
    Step("phase", 3),
    Set(Change("lr", 1e-6)),
    Set(Change("mode", Mode.SGD)),
    Set(Change("dtype", Dtype.FLOAT64)),
    Set(Change("variant", Variant.SKIPPED_ZERO_GRAD)),
    Set(Change("batch_size", None)),
    Set(Edit(0, None, 0.1)),
    Set(stored(Dtype.FLOAT32, [[0.1, -0.0]], [float("nan")])),
    GoTo(4),
    RunUntil(0.5, 10),
    Reseed(7),
    Load(((1.0, 0.1),), (2.5,)),
    Undo(3),
    Foretell(Parameter(0, None), "+", Step("epoch", 2)),
    Foretell(OfTarget("residual", 3, 1), "1.50", Step("phase")),
    Foretell(Whole.FULL_LOSS, "none", Step("batch")),
)
HEADER: dict[str, object] = {
    "gdtui": VERSION,
    "opening": plain_opening(Opening("crops", targets=("a", "\udcff"))),
    "machine": {"torch": "2.13"},
}


def line(place: int) -> dict[str, object]:
    return {"place": place, "action": plain_action(Step("epoch")), "reached": place, "digest": "0"}


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    journal = Journal.make(tmp_path / "one")
    journal.append(HEADER)
    for place in range(5):
        journal.append(line(place))
    return journal


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_comes_back_from_its_line(action: Action) -> None:
    assert action_of(plain_action(action)) == action


def test_a_line_from_before_undo_had_a_count_takes_back_one() -> None:
    assert action_of({"do": "Undo"}) == Undo(1)
    assert action_of({"do": "Redo"}) == Redo(1)


@pytest.mark.parametrize(
    "plain",
    [
        {"do": "Step", "unit": "year", "count": 1},
        {"do": "Step", "unit": "epoch", "count": "many"},
        {"do": "Step", "unit": "epoch", "count": True},
        {"do": "Step", "unit": "epoch", "count": 1, "more": 1},
        {"do": "GoTo", "epoch": None},
        {"do": "Reseed", "seed": [1]},
        {"do": "RunUntil", "loss": "low", "epochs": 1},
        {"do": "Load", "weight": [["a"]], "bias": [1.0]},
        {"do": "Load", "weight": 1, "bias": [1.0]},
        {"do": "os.system"},
        {"Set": "Edit", "target": "0", "column": None, "value": 1.0},
        {"Set": "Change", "setting": [], "value": 1.0},
        {"Set": "Change", "setting": "dtype", "value": "int8"},
        {"Set": "Stored", "dtype": "float32", "weight": "?", "bias": ""},
    ],
)
def test_what_is_no_action_ends_the_good_prefix(journal: Journal, plain: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        action_of(plain)
    journal.append({**line(5), "action": plain})
    journal.append(line(5))
    assert len(read_journal(journal.path).entries) == 5


def test_what_is_no_opening_is_said(tmp_path: Path) -> None:
    journal = Journal.make(tmp_path / "one")
    journal.append({**HEADER, "opening": {**plain_opening(Opening()), "data": ["a"]}})
    with pytest.raises(UserError, match="says no opening"):
        read_journal(journal.path)


def test_what_was_appended_is_read(journal: Journal) -> None:
    read = read_journal(journal.path)
    assert read.opening == Opening("crops", targets=("a", "\udcff"))
    assert [entry.reached for entry in read.entries] == [0, 1, 2, 3, 4]
    assert read.rest == 0


def test_a_later_line_of_the_same_place_takes_its_place(journal: Journal) -> None:
    journal.append({**line(3), "reached": 9})
    assert [entry.reached for entry in read_journal(journal.path).entries] == [0, 1, 2, 9]


def test_every_cut_leaves_the_good_prefix(journal: Journal) -> None:
    content = journal.path.read_bytes()
    first = content.index(b"\n") + 1
    for cut in range(first, len(content)):
        read = parse_journal(content[:cut], journal.path)
        assert len(read.entries) == content[:cut].count(b"\n") - 1
        assert content[: read.length].endswith(b"\n")
        assert read.length + read.rest == cut
    for cut in range(first):
        with pytest.raises(UserError, match="first line is damaged"):
            parse_journal(content[:cut], journal.path)


def test_every_flipped_byte_leaves_the_good_prefix(journal: Journal) -> None:
    content = journal.path.read_bytes()
    first = content.index(b"\n") + 1
    for at in range(len(content)):
        flipped = bytearray(content)
        flipped[at] ^= 1 << at % 8
        if at < first:
            with pytest.raises(UserError, match="first line is damaged"):
                parse_journal(bytes(flipped), journal.path)
        else:
            read = parse_journal(bytes(flipped), journal.path)
            assert len(read.entries) == content[:at].count(b"\n") - 1


def test_a_missing_line_ends_the_good_prefix(journal: Journal) -> None:
    lines = journal.path.read_bytes().splitlines(keepends=True)
    read = parse_journal(b"".join(lines[:2] + lines[3:]), journal.path)
    assert len(read.entries) == 1


def test_a_newer_version_is_said_and_left_as_it_is(tmp_path: Path) -> None:
    journal = Journal.make(tmp_path / "one")
    journal.append({**HEADER, "gdtui": VERSION + 1})
    journal.release()
    content = journal.path.read_bytes()
    with pytest.raises(UserError, match="another version of gdtui"):
        Journal.reopen(journal.path)
    assert journal.path.read_bytes() == content


def test_what_is_damaged_is_put_aside_and_the_journal_goes_on(journal: Journal) -> None:
    journal.release()
    good = journal.path.read_bytes()
    journal.path.with_name("put-aside-2").symlink_to("nowhere")
    for number in (1, 3):
        with journal.path.open("ab") as file:
            file.write(b"torn")
        again, read, aside = Journal.reopen(journal.path)
        assert aside == journal.path.with_name(f"put-aside-{number}")
        assert aside.read_bytes() == b"torn"
        assert journal.path.read_bytes() == good
        assert len(read.entries) == 5
        if number == 1:
            again.release()
    again.append(line(5))
    assert len(read_journal(journal.path).entries) == 6


def test_a_checksum_is_over_all_lines_before(journal: Journal) -> None:
    journal.release()
    with journal.path.open("ab") as file:
        file.write(seal(line(5), 0)[0])
    assert len(read_journal(journal.path).entries) == 5


def test_a_journal_in_use_is_not_opened_again(journal: Journal) -> None:
    assert is_locked(journal.path)
    with pytest.raises(UserError, match="open in another window") as refused:
        Journal.reopen(journal.path)
    assert f"gdtui resume --copy {journal.path.parent}" in refused.value.sentence
    journal.release()
    assert not is_locked(journal.path)


def short(count: int) -> Callable[[int, bytes], int]:
    """A disk on which there is room for so many bytes."""
    real, left = os.write, [count]

    def write(descriptor: int, content: bytes) -> int:
        if left[0] == 0:
            raise OSError(28, "No space left on device")
        written = real(descriptor, bytes(content)[: left[0]])
        left[0] -= written
        return written

    return write


@pytest.mark.parametrize("room", range(0, 60, 7))
def test_a_full_disk_leaves_no_part_of_a_line(
    journal: Journal, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = journal.path.read_bytes()
    with monkeypatch.context() as full:
        full.setattr(os, "write", short(room))
        with pytest.raises(OSError, match="No space left"):
            journal.append(line(5))
    assert journal.path.read_bytes() == content
    journal.append(line(5))
    assert len(read_journal(journal.path).entries) == 6


def test_a_session_is_private_and_named_after_its_data_and_time(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "state" / "sessions")
    made = [shelf.make("my/../\x1bdata", "20260102-030405") for _ in range(2)]
    folders = [journal.path.parent for journal in made]
    assert [folder.name for folder in folders] == [
        "my-..-data-20260102-030405",
        "my-..-data-20260102-030405-2",
    ]
    assert stat.S_IMODE(folders[0].stat().st_mode) == 0o700
    assert stat.S_IMODE((folders[0] / NAME).stat().st_mode) == 0o600


def test_the_shelf_lists_resumes_and_removes(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    with pytest.raises(UserError, match="no session to resume"):
        shelf.last()
    first, second = shelf.make("a", "1"), shelf.make("b", "2")
    os.utime(first.path, (1, 1))
    mark_closed(first.path.parent)
    assert [(kept.folder.name, kept.closed, kept.in_use) for kept in shelf.sessions()] == [
        ("b-2", False, True),
        ("a-1", True, True),
    ]
    with pytest.raises(UserError, match="in use"):
        shelf.remove("a-1")
    first.release()
    assert shelf.last() == second.path.parent
    shelf.remove("a-1")
    assert [kept.folder.name for kept in shelf.sessions()] == ["b-2"]
    with pytest.raises(UserError, match="no session"):
        shelf.remove("../b-2")
    second.release()


def test_only_a_plain_file_makes_a_folder_a_session_and_nothing_waits(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.make("a", "1").release()
    for name in ("pipe", "folder", "link"):
        (tmp_path / name).mkdir()
    os.mkfifo(tmp_path / "pipe" / NAME)
    os.mkfifo(tmp_path / "key")
    (tmp_path / "folder" / NAME).mkdir()
    (tmp_path / "link" / NAME).symlink_to("/dev/zero")
    assert [kept.folder.name for kept in shelf.sessions()] == ["a-1"]
    assert not is_locked(tmp_path / "pipe" / NAME)
    assert shelf.known_key is None
    for name in ("pipe", "folder", "link"):
        with pytest.raises(UserError, match="there is no session"):
            shelf.remove(name)
        with pytest.raises(UserError, match="cannot be"):
            shelf.copy(tmp_path / name / NAME, "copy", "2")
        assert (tmp_path / name).exists()
    assert len(shelf.sessions()) == 1


def test_a_session_is_removed_by_its_name_as_it_is_shown(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for name in ("a-1", "b-1"):
        made = shelf.make(name[0], name[2])
        made.release()
        made.path.parent.rename(tmp_path / f"\x1b[2J{name}")
    (tmp_path / "\x1b[2Ja-1").rename(tmp_path / "\x1ba")
    (tmp_path / "\x1b[2Jb-1").rename(tmp_path / "b\\x1b")
    shelf.remove("\\x1ba")
    shelf.remove("b\\x1b")
    assert shelf.sessions() == ()


def test_a_name_that_is_shown_for_two_sessions_removes_neither(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for end in ("1", "2"):
        made = shelf.make("a", end)
        made.release()
        made.path.parent.rename(tmp_path / ("\x1b" * 90 + end))
    (kept, _) = shelf.sessions()
    with pytest.raises(UserError, match="no session"):
        shelf.remove("\\x1b")
    with pytest.raises(UserError, match="shown for 2 sessions"):
        shelf.remove(shown(Path(kept.folder.name)))
    assert len(shelf.sessions()) == 2


def test_a_journal_that_is_too_large_is_not_read(journal: Journal) -> None:
    os.truncate(journal.path, LARGEST_JOURNAL + 1)
    tracemalloc.start()
    with pytest.raises(UserError, match="larger than 1024 MB"):
        read_journal(journal.path)
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()


def test_a_copy_is_made_of_a_session_in_use(journal: Journal, tmp_path: Path) -> None:
    copied = Shelf(tmp_path / "shelf").copy(journal.path, "one", "now")
    assert copied.read_bytes() == journal.path.read_bytes()
    assert stat.S_IMODE(copied.stat().st_mode) == 0o600
    again, _, _ = Journal.reopen(copied)
    again.release()
