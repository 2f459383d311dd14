"""The tour in a real terminal, with the real engine."""

import os
import re
import subprocess
from pathlib import Path

from tests.cli.ran import command
from tests.tui.terminal_window import gdtui
from tests.tui.touring import SEEN

from gdtui.cli.tour import chapters_of
from gdtui.tour.chapter import Front

CHAPTERS = chapters_of(None)


def test_chapters_are_gone_through_from_one_to_the_next() -> None:
    with gdtui("tour", "--chapter", "8") as window:
        for number, seen in ((8, SEEN[8]), (9, SEEN[9])):
            chapter = CHAPTERS[number - 1]
            cards = len(chapter.cards)
            window.until(f"(?m)^ chapter {number} of 12, 1/{cards}: {re.escape(chapter.title)}")
            window.until(seen)
            window.type("." * (cards - 1))
            window.until(f"chapter {number} of 12, {cards}/{cards}: ")
            window.type("N" if number < 9 else ".")
        window.until("that was this chapter")
        window.type("q")
        assert window.end() == 0
        assert "gdtuitour--chapter9" in "".join(window.text.split())


def test_a_tour_in_plain_lines_leaves_no_session_but_the_last_if_something_was_done_in_it(
    tmp_path: Path,
) -> None:
    def told(keys: str, chapter: int) -> str:
        done = subprocess.run(
            command("tour", "--linear", "--chapter", str(chapter)),
            input=keys,
            env={**os.environ, "XDG_STATE_HOME": os.fspath(tmp_path)},
            check=True,
            capture_output=True,
            text=True,
        )
        assert done.stderr == ""
        return done.stdout

    first, second = chapters_of(None, Front.LINEAR)[6:8]
    cards = len(first.cards)
    said = told("." * cards + "eN.", 7)
    for chapter in (first, second):
        assert f"1/{len(chapter.cards)}: {chapter.title}\n" in said
    assert "that was this chapter" in said
    assert re.search(SEEN[7], said)
    assert re.search(SEEN[8], said)
    assert "gdtui resume" not in said
    assert list((tmp_path / "gdtui" / "sessions").iterdir()) == []
    assert "gdtui resume" in told("e", 5)
    (folder,) = (tmp_path / "gdtui" / "sessions").iterdir()
    assert (folder / "closed").exists()


def test_a_teachers_chapter_is_taken_in_plain_lines(tmp_path: Path) -> None:
    (tmp_path / "six.csv").write_text("x,y\n1,2\n2,4\n3,6\n", "utf-8")
    course = tmp_path / "course.txt"
    course.write_text("# Mine\nopen: six.csv --lr 0.01\nkeys: sss\n\nIt is {grad[y,x]}.\n", "utf-8")
    with gdtui("tour", str(course), "--linear") as window:
        window.until(r"chapter 1 of 1, 1/1: Mine")
        window.until(r"It is -?\d+\.\d\.")
        window.type("q")
        assert window.end() == 0


def test_a_bad_chapter_is_told_with_file_and_line(tmp_path: Path) -> None:
    course = tmp_path / "course.txt"
    course.write_text("# Mine\nopen: crops --rate 1\n\nText.\n", "utf-8")
    with gdtui("tour", str(course)) as window:
        assert window.end() == 2
        assert "course.txt, line 2: open: " in window.text.replace("\n", "")
