"""A file appears whole or not at all, whatever fails on the way."""

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from tests.failing import ERRORS, refusals, room_for

from gdtui.errors import UserError
from gdtui.weights import atomic
from gdtui.weights.atomic import check_target, write_atomically

OLD, NEW = b"old", b"new, and longer"


def litter(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.endswith(".tmp"))


def write_while_calls_fail(folder: Path, number: int, *, existing: bool) -> int:
    """Write a file once for each of the calls that this takes, which then fails; how many."""
    for at, refusal in enumerate(refusals(number)):
        path = folder / str(at) / "w.json"
        path.parent.mkdir()
        if existing:
            path.write_bytes(OLD)
        said = None
        with refusal:
            try:
                write_atomically(path, NEW, force=existing)
            except UserError as error:
                said = str(error)
        found = path.read_bytes() if path.exists() else None
        assert found in ((OLD if existing else None), NEW)
        assert found == NEW or (said is not None and said.startswith(f"{path}: "))
        assert said is None or ".gdtui-" not in said
        assert len(litter(path.parent)) <= 1
        assert refusal.reached or (found == NEW and said is None)
    return at


@pytest.mark.parametrize("existing", [False, True])
@pytest.mark.parametrize("number", ERRORS)
def test_whichever_call_fails_the_file_is_the_old_one_or_the_new_one(
    number: int, existing: bool, tmp_path: Path
) -> None:
    assert write_while_calls_fail(tmp_path, number, existing=existing) > 8


def test_a_write_that_takes_only_a_part_is_continued(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:3]))
    write_atomically(tmp_path / "w.json", NEW, force=False)
    assert (tmp_path / "w.json").read_bytes() == NEW


def test_what_the_disk_changed_is_not_moved_into_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.json"
    path.write_bytes(OLD)
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, b"x" * len(data)))
    with pytest.raises(UserError, match="not what was written"):
        write_atomically(path, NEW, force=True)
    assert path.read_bytes() == OLD
    assert not litter(tmp_path)


def test_the_name_is_given_only_to_bytes_that_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    for name in ("write", "fsync", "replace"):
        real = getattr(os, name)

        def call(*arguments: Any, _real: Any = real, _name: str = name, **options: Any) -> Any:
            order.append(_name)
            return _real(*arguments, **options)

        monkeypatch.setattr(os, name, call)
    write_atomically(tmp_path / "w.json", NEW, force=True)
    assert order == ["write", "fsync", "replace", "fsync"]


def test_a_limit_on_file_sizes_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    path.write_bytes(OLD)
    with room_for(512), pytest.raises(UserError, match="larger than files may be here") as caught:
        write_atomically(path, b"x" * 4096, force=True)
    assert str(caught.value).startswith(f"{path}: cannot be written: it is larger")
    assert path.read_bytes() == OLD
    assert not litter(tmp_path)


def test_an_interrupt_leaves_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "w.json", NEW, force=False)
    assert not list(tmp_path.iterdir())


def test_without_force_an_existing_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    path.write_bytes(OLD)
    with pytest.raises(UserError, match=r"w\.json: cannot be written: it exists already.*--force"):
        write_atomically(path, NEW, force=False)
    assert path.read_bytes() == OLD


def test_without_force_a_file_made_in_the_meantime_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.json"
    monkeypatch.setattr(atomic, "check_target", lambda *_, **__: path.write_bytes(OLD))
    with pytest.raises(UserError, match="exists already"):
        write_atomically(path, NEW, force=False)
    assert path.read_bytes() == OLD
    assert not litter(tmp_path)


@pytest.mark.parametrize("meantime", [False, True])
def test_a_file_system_without_hard_links_is_written_too(
    meantime: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.json"

    def no_links(*_: object, **__: object) -> None:
        if meantime:
            path.write_bytes(OLD)
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    if meantime:
        with pytest.raises(UserError, match="exists already"):
            write_atomically(path, NEW, force=False)
    else:
        write_atomically(path, NEW, force=False)
    assert path.read_bytes() == (OLD if meantime else NEW)
    assert not litter(tmp_path)


def test_a_new_file_gets_the_usual_mode_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    fresh, private = tmp_path / "fresh.json", tmp_path / "private.json"
    usual = tmp_path / "usual"
    usual.touch()
    private.write_bytes(OLD)
    private.chmod(0o640)
    write_atomically(fresh, NEW, force=False)
    write_atomically(private, NEW, force=True)
    assert stat.S_IMODE(fresh.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)
    assert stat.S_IMODE(private.stat().st_mode) == 0o640


@pytest.mark.parametrize("dangling", [False, True])
def test_a_link_stays_a_link_and_its_target_is_written(dangling: bool, tmp_path: Path) -> None:
    target, link = tmp_path / "elsewhere" / "real.json", tmp_path / "link.json"
    target.parent.mkdir()
    if not dangling:
        target.write_bytes(OLD)
    link.symlink_to(target)
    write_atomically(link, NEW, force=not dangling)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


def test_own_litter_is_removed_after_a_day_and_nothing_else(tmp_path: Path) -> None:
    def made(name: str, hours: float) -> Path:
        path = tmp_path / name
        path.touch()
        then = path.stat().st_mtime - hours * 3600
        os.utime(path, (then, then))
        return path

    stale = made(".gdtui-1-0.tmp", 25)
    kept = [made(".gdtui-2-0.tmp", 23), made(".other-1-0.tmp", 99), made("gdtui-1-0.tmp", 99)]
    folder = tmp_path / ".gdtui-folder.tmp"
    folder.mkdir()
    os.utime(folder, (0, 0))
    write_atomically(tmp_path / "w.json", NEW, force=False)
    assert not stale.exists()
    assert all(path.exists() for path in [*kept, folder])


def test_a_temporary_name_in_use_is_left_alone(tmp_path: Path) -> None:
    taken = tmp_path / f".gdtui-{os.getpid()}-0.tmp"
    taken.write_bytes(OLD)
    write_atomically(tmp_path / "w.json", NEW, force=False)
    assert taken.read_bytes() == OLD


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing/w.json", "the folder .*missing does not exist"),
        ("file/w.json", "file is a file, not a folder"),
        ("file/deep/w.json", "the folder .*deep does not exist"),
        ("folder.json", "is a folder; name a file in it"),
        ("pipe.json", "a device or a pipe"),
        ("loop.json", "leads back to itself"),
        ("x" * 300 + ".json", "too long"),
        ("nul\0.json", r"\\x00\.json: cannot be written: its name holds a NUL"),
        ("astray.json", "gone does not exist"),
    ],
)
@pytest.mark.parametrize("force", [False, True])
def test_a_place_that_cannot_be_written_is_told_before(
    name: str, words: str, force: bool, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder.json").mkdir()
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "loop.json").symlink_to("loop.json")
    (tmp_path / "astray.json").symlink_to("gone/w.json")
    with pytest.raises(UserError, match=words) as caught:
        check_target(tmp_path / name, force=force)
    assert caught.value.sentence.isprintable()


def test_a_folder_without_permission_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(UserError, match=r"w\.json: cannot be written: there is no permission"):
        check_target(tmp_path / "w.json", force=False)


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="no file system here is read-only")
def test_a_folder_that_even_root_cannot_write_to_is_said_by_the_name_asked_for() -> None:
    with pytest.raises(UserError, match=r"^/sys/kernel/w\.json: cannot be written: th") as caught:
        write_atomically(Path("/sys/kernel/w.json"), NEW, force=False)
    assert ".gdtui-" not in str(caught.value)


def test_escape_sequences_in_a_name_are_shown_and_not_sent(tmp_path: Path) -> None:
    (tmp_path / "\x1b]0;x\x07.json").touch()
    with pytest.raises(UserError, match=r"\\x1b\]0;x\\x07\.json"):
        check_target(tmp_path / "\x1b]0;x\x07.json", force=False)
