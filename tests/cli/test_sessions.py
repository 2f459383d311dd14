import os
from pathlib import Path

import pytest
from tests.cli.conftest import Gdtui

from gdtui.session.journal.journal import NAME, mark_closed
from gdtui.session.journal.plain import plain_opening
from gdtui.session.journal.reading import VERSION
from gdtui.session.journal.shelf import Shelf
from gdtui.session.opening import Opening


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setenv("XDG_STATE_HOME", os.fspath(tmp_path))
    return Shelf(tmp_path / "gdtui" / "sessions")


def test_without_sessions_nothing_is_listed_and_none_is_resumed(shelf: Shelf, gdtui: Gdtui) -> None:
    assert gdtui("sessions").out == ""
    ran = gdtui("resume")
    assert ran.status == 2
    assert ran.err.startswith("error: there is no session to resume in ")


def test_sessions_are_listed_with_how_they_ended_and_removed(shelf: Shelf, gdtui: Gdtui) -> None:
    for place, name in enumerate(("closed", "interrupted", "used")):
        journal = shelf.make(name, "now")
        os.utime(journal.path, (place, place))
        if name == "closed":
            mark_closed(journal.path.parent)
        if name != "used":
            journal.release()
    listed = [line.split() for line in gdtui("sessions").out.splitlines()]
    assert [(line[0], line[3:]) for line in listed] == [
        ("used-now", ["in", "use"]),
        ("interrupted-now", ["interrupted"]),
        ("closed-now", ["closed"]),
    ]
    assert gdtui("sessions", "rm", "closed-now", "interrupted-now").status == 0
    assert len(gdtui("sessions").out.splitlines()) == 1
    assert "is in use" in gdtui("sessions", "rm", "used-now").err
    journal.release()


def test_other_words_are_not_understood(shelf: Shelf, gdtui: Gdtui) -> None:
    ran = gdtui("sessions", "list")
    assert (ran.status, ran.err) == (2, "error: it is gdtui sessions, or gdtui sessions rm NAME\n")


def test_a_copy_that_is_refused_does_not_stay(shelf: Shelf, gdtui: Gdtui, tmp_path: Path) -> None:
    journal = shelf.make("a", "1")
    opening = plain_opening(Opening(os.fspath(tmp_path / "gone.csv")))
    journal.append({"gdtui": VERSION, "opening": opening, "machine": {}})
    journal.release()
    for option in ((), ("--linear",)):
        assert gdtui("resume", "--copy", *option).status == 2
        assert [kept.folder.name for kept in shelf.sessions()] == ["a-1"]


def test_what_is_no_journal_is_said(shelf: Shelf, gdtui: Gdtui, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"\x1b]0;owned\x07\n")
    ran = gdtui("resume", tmp_path)
    assert ran.status == 2
    assert "its first line is damaged" in ran.err
    assert "\x1b" not in ran.err
