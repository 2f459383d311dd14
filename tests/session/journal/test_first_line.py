"""A journal whose first line is damaged is read by the copy beside it."""

import os
import stat
from pathlib import Path

import pytest
from tests.session.journal.test_journal import HEADER, line

from gdtui.errors import UserError
from gdtui.session.journal.first_line import COPY, mended
from gdtui.session.journal.journal import Journal
from gdtui.session.journal.reading import read_journal
from gdtui.session.journal.shelf import Shelf


@pytest.fixture
def path(tmp_path: Path) -> Path:
    journal = Journal.make(tmp_path / "one")
    journal.append(HEADER)
    for place in range(3):
        journal.append(line(place))
    journal.release()
    return journal.path


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def test_every_flipped_byte_of_the_first_line_is_mended(path: Path) -> None:
    content = path.read_bytes()
    for at in range(content.index(b"\n") + 1):
        assert mended(flipped(content, at), path) == content
    assert mended(content, path) == content


def test_a_mended_journal_goes_on_and_what_was_damaged_is_put_aside(path: Path) -> None:
    content = path.read_bytes()
    damaged = flipped(content, 20)
    path.write_bytes(damaged)
    assert len(read_journal(path).entries) == 3
    journal, read, aside = Journal.reopen(path)
    assert (len(read.entries), aside) == (3, None)
    assert path.read_bytes() == content
    assert path.with_name("put-aside-1").read_bytes() == damaged
    journal.append(line(3))
    journal.release()
    assert len(read_journal(path).entries) == 4


def test_a_copy_of_a_session_has_the_mended_line_and_its_own_copy(
    path: Path, tmp_path: Path
) -> None:
    content = path.read_bytes()
    path.write_bytes(flipped(content, 20))
    copied = Shelf(tmp_path / "shelf").copy(path, "one", "now")
    assert copied.read_bytes() == content
    assert copied.with_name(COPY).read_bytes() == path.with_name(COPY).read_bytes()
    assert stat.S_IMODE(copied.with_name(COPY).stat().st_mode) == 0o600


@pytest.mark.parametrize("what", ["nothing", "a pipe", "a folder", "another line", "half of it"])
def test_what_is_no_copy_mends_nothing(path: Path, what: str) -> None:
    copy, content = path.with_name(COPY), path.read_bytes()
    kept = copy.read_bytes()
    copy.unlink()
    match what:
        case "a pipe":
            os.mkfifo(copy)
        case "a folder":
            copy.mkdir()
        case "another line":
            copy.write_bytes(content)
        case "half of it":
            copy.write_bytes(kept[: len(kept) // 2])
    path.write_bytes(flipped(content, 20))
    with pytest.raises(UserError, match="first line is damaged"):
        read_journal(path)


@pytest.mark.parametrize("what", ["a pipe", "a device", "a folder", "a loop", "nothing"])
def test_what_is_no_journal_is_said_and_not_waited_for(what: str, tmp_path: Path) -> None:
    path = Path("/dev/zero") if what == "a device" else tmp_path / "journal"
    match what:
        case "a pipe":
            os.mkfifo(path)
        case "a folder":
            path.mkdir()
        case "a loop":
            path.symlink_to(path)
    with pytest.raises(UserError, match="cannot be read: ") as caught:
        read_journal(path)
    assert caught.value.sentence.isprintable()


def test_a_file_larger_than_a_journal_can_be_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(UserError, match="it is larger than 1024 MB"):
        read_journal(path)
