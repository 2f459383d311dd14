import errno
import gzip
import os
import socket
import sys
import tempfile
from pathlib import Path

import pytest

from gdtui.data import source
from gdtui.data.source import opened
from gdtui.errors import UserError

TABLE = b"x,y\n1,2\n3,4\n"


def read(path: str | Path) -> list[bytes]:
    with opened(path) as file:
        return list(file.blocks())


def refusal(path: str | Path) -> str:
    with pytest.raises(UserError) as refused:
        read(path)
    assert str(refused.value).isprintable()
    return str(refused.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "data.csv"
    path.write_bytes(TABLE)
    return path


def test_a_file_is_read_whole(file: Path) -> None:
    assert read(file) == [TABLE]


@pytest.mark.parametrize("size", range(1, 14))
def test_blocks_of_any_size_are_whole_lines_that_join_to_the_file(
    file: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(TABLE + b"5,6")
    monkeypatch.setattr(source, "BLOCK_BYTES", size)
    blocks = read(file)
    assert b"".join(blocks) == TABLE + b"5,6"
    assert all(block.endswith(b"\n") for block in blocks[:-1])
    assert all(len(block) <= size + len(b"1,2\n") for block in blocks)


def test_a_byte_order_mark_is_taken_off(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + TABLE)
    assert read(file) == [TABLE]


def test_a_directory_is_refused(tmp_path: Path) -> None:
    assert "is a directory" in refusal(tmp_path)


def test_a_fifo_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert "is a FIFO" in refusal(tmp_path / "pipe.csv")


def test_a_socket_is_refused() -> None:
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"{folder}/s.csv")
        assert "is a socket" in refusal(f"{folder}/s.csv")


def test_a_link_to_an_endless_device_is_refused(tmp_path: Path) -> None:
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    assert "is a device" in refusal(tmp_path / "zero.csv")


def test_a_link_to_a_regular_file_is_followed(file: Path, tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(file)
    assert read(tmp_path / "link.csv") == [TABLE]


def test_a_file_swapped_for_a_fifo_before_it_is_opened_is_refused(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    really = os.open
    monkeypatch.setattr(os, "open", lambda _, flags: really(pipe, flags))
    assert "is a FIFO" in refusal(file)


def test_a_gigabyte_of_nothing_is_refused_at_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "sparse.csv"
    path.touch()
    os.truncate(path, 1 << 30)
    assert "line 1: a NUL byte" in refusal(path)


def test_denied_permission_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may read anything, so the refusal of the system is played.
    def denied(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    assert "permission denied" in refusal(file)


def test_an_error_of_the_disk_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(source, "not_csv", failing)
    assert "cannot be read: Input/output error" in refusal(file)


def test_a_missing_file_names_near_ones(file: Path) -> None:
    said = refusal(file.with_name("dat.csv"))
    assert "does not exist; did you mean data.csv?" in said


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    assert "nor does its folder" in refusal(tmp_path / "nowhere" / "data.csv")


def test_a_missing_file_without_near_ones_is_said(tmp_path: Path) -> None:
    assert refusal(tmp_path / "q").endswith("does not exist; check the path")


@pytest.mark.parametrize("name", ["[ab].csv", "*.csv", "?.csv", "{a,b}.csv"])
def test_a_name_that_looks_like_a_pattern_is_only_a_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b\n5,6\n")
    assert "does not exist" in refusal(tmp_path / name)
    (tmp_path / name).write_bytes(TABLE)
    assert read(tmp_path / name) == [TABLE]


@pytest.mark.parametrize("name", ["a\nb.csv", "a\x1b[31m.csv", "\u202ea.csv", "a\udcff.csv"])
def test_a_hostile_name_is_made_safe_to_show(tmp_path: Path, name: str) -> None:
    # macOS refuses names that are not UTF-8, and then says that there is no such file.
    if sys.platform != "darwin" or name.isprintable():
        (tmp_path / name).touch()
    assert refusal(tmp_path / name)


def test_a_name_with_a_nul_or_too_long_is_refused(tmp_path: Path) -> None:
    assert "cannot be opened" in refusal("a\0b")
    assert "cannot be opened" in refusal("a" * 5000)


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "a.csv")
    assert "cannot be opened" in refusal(tmp_path / "a.csv")


@pytest.mark.parametrize("name", ["data.csv", "data.csv.gz"])
@pytest.mark.parametrize("lines", [0, 1, 2, 30])
def test_a_line_without_end_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: int, name: str
) -> None:
    monkeypatch.setattr(source, "LONGEST_LINE", 100)
    monkeypatch.setattr(source, "BLOCK_BYTES", 50)
    text = b"1,2\n" * lines + b"1" * 200 + b"\n" + b"1,2\n" * 50
    (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    assert f"line {lines + 1}: longer than" in refusal(tmp_path / name)


@pytest.mark.parametrize("grown", [TABLE * 2, TABLE[:6]])
def test_a_file_that_changes_while_it_is_read_is_refused(file: Path, grown: bytes) -> None:
    with opened(file) as read_from:
        blocks = read_from.blocks()
        next(blocks)
        file.write_bytes(grown)
        with pytest.raises(UserError, match="changed while it was being read"):
            list(blocks)


class TestGzip:
    def test_is_unpacked_when_named_so(self, tmp_path: Path) -> None:
        path = tmp_path / "data.CSV.gz"
        path.write_bytes(gzip.compress(TABLE))
        assert read(path) == [TABLE]

    def test_of_several_members_is_their_concatenation(self, tmp_path: Path) -> None:
        path = tmp_path / "data.csv.gz"
        path.write_bytes(gzip.compress(TABLE[:5]) + gzip.compress(TABLE[5:]))
        assert b"".join(read(path)) == TABLE

    def test_cut_short_is_damaged(self, tmp_path: Path) -> None:
        path = tmp_path / "data.csv.gz"
        path.write_bytes(gzip.compress(TABLE)[:-6])
        assert "is damaged gzip data" in refusal(path)

    @pytest.mark.parametrize("place", [3, 12, -5, -1])
    def test_with_a_changed_byte_is_damaged_or_the_same(self, tmp_path: Path, place: int) -> None:
        packed = bytearray(gzip.compress(TABLE))
        packed[place] ^= 0x10
        path = tmp_path / "data.csv.gz"
        path.write_bytes(packed)
        assert "is damaged gzip data" in refusal(path)

    def test_followed_by_something_else_is_damaged(self, tmp_path: Path) -> None:
        path = tmp_path / "data.csv.gz"
        path.write_bytes(gzip.compress(TABLE) + b"rest")
        assert "is damaged gzip data" in refusal(path)

    def test_not_named_so_is_refused(self, file: Path) -> None:
        file.write_bytes(gzip.compress(TABLE))
        assert "holds gzip data" in refusal(file)

    def test_named_so_without_being_it_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "data.csv.gz"
        path.write_bytes(TABLE)
        assert "holds no gzip data" in refusal(path)

    def test_inside_gzip_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "data.csv.gz"
        path.write_bytes(gzip.compress(gzip.compress(TABLE)))
        assert "holds gzip data" in refusal(path)

    def test_of_nothing_is_no_blocks(self, tmp_path: Path) -> None:
        path = tmp_path / "data.csv.gz"
        path.write_bytes(gzip.compress(b""))
        assert read(path) == []

    def test_that_unpacks_to_too_much_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(source, "UNPACKED_LIMIT", 1000)
        path = tmp_path / "data.csv.gz"
        path.write_bytes(gzip.compress(TABLE * 100))
        assert "unpacks to more than" in refusal(path)

    def test_that_unpacks_to_hundreds_of_times_its_size_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(source, "RATIO_CHECKED_FROM", 1000)
        path = tmp_path / "data.csv.gz"
        path.write_bytes(gzip.compress(b"x,y\n" + b"1,2\n" * 100_000))
        assert "200 times its size" in refusal(path)
