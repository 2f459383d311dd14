"""What a hostile file says reaches a real terminal as printable text, and `q` works after it."""

import csv
import os
import shutil
from pathlib import Path

import pytest
from tests.tui.answers import (
    DATA,
    MOST_MEMORY,
    MOST_SECONDS,
    REFUSED,
    WEIGHTS,
    Example,
    answered,
    ask,
    index,
    is_only_text,
    most_memory,
    record,
)
from tests.tui.terminal_window import gdtui

HEADERS = ("ansi_colour", "cr_overwrite", "dsr_query", "markup_click", "osc52_clipboard")
FILE_NAME = ("\x1b]0;owned\x07", "[@click=app.quit]", "\u202eyx")


def header(what: str) -> str:
    return (DATA / f"110_header_{what}.csv").read_bytes().split(b'"')[1].decode()


def test_what_a_header_a_file_name_and_the_clipboard_say_is_painted_as_text_to_the_last_word(
    tmp_path: Path,
) -> None:
    names, pasted = [header(what) for what in HEADERS], "\x1b]52;c;ZXZpbA==\x07"
    file = tmp_path / f"{''.join(FILE_NAME)}.csv"
    with file.open("w", encoding="utf-8", newline="") as written:
        rows = csv.writer(written)
        rows.writerow([*names, "y"])
        rows.writerows([int(row == column) for column in range(6)] for row in range(9))
    with gdtui(str(file), width=200, height=50) as window:
        stream = record(window)
        window.until("epoch 1 · start")
        window.type("s")
        window.until("epoch 1 · predict")
        window.type("p")
        window.until("predict for a row")
        window.type("\x1b")
        window.until(lambda text: "predict for a row" not in text)
        window.type("x")
        window.until("export the weights")
        window.type(f"\x1b[200~{pasted}seen\x1b[201~")
        window.until("seen")
        window.type("\x1b")
        window.until(lambda text: "export the weights" not in text)
        window.type("q")
        assert window.end() == 0
    for payload in (*names, *FILE_NAME, pasted):
        assert is_only_text(stream.getvalue(), payload)


def test_a_cell_that_is_refused_is_said_as_text(tmp_path: Path) -> None:
    payload = "\x1b]0;owned\x07\x9b31m"
    (tmp_path / "cell.csv").write_text(f'a,b\n1,2\n"{payload}",3\n')
    with gdtui(str(tmp_path / "cell.csv"), "--inputs", "a") as window:
        stream = record(window)
        assert window.end() == 2
        assert "line 3" in window.text
        assert is_only_text(stream.getvalue(), payload)


@pytest.mark.parametrize(
    ("folder", "key", "examples"),
    [(WEIGHTS, "W", index(WEIGHTS)[::2]), (DATA, "o", REFUSED[::6])],
    ids=["weights", "data"],
)
def test_hostile_files_are_answered_in_the_forms_that_open_them(
    folder: Path, key: str, examples: list[Example]
) -> None:
    for example, answer in answered(folder, key, examples):
        assert answer.worked < MOST_SECONDS, example


NO_FILES = {"pipe": "pipe", "endless": "device", "loop": "link", "sparse": "", "gone": ""}


def test_what_is_no_file_at_all_is_answered_in_both_forms(tmp_path: Path) -> None:
    shutil.copy(DATA / "000_good.csv", tmp_path / "good.csv")
    for suffix in ("csv", "json"):
        os.mkfifo(tmp_path / f"pipe.{suffix}")
        (tmp_path / f"endless.{suffix}").symlink_to("/dev/zero")
        (tmp_path / f"loop.{suffix}").symlink_to(f"loop.{suffix}")
        with (tmp_path / f"sparse.{suffix}").open("wb") as file:
            file.truncate(1 << 30)
    with gdtui("good.csv", folder=tmp_path) as window:
        stream = record(window)
        window.until("epoch 1 · start")
        for key, suffix in (("o", "csv"), ("W", "json")):
            for name, words in NO_FILES.items():
                answer = ask(window, key, f"{name}.{suffix}", f"{name}.{suffix}", words)
                assert answer.worked < MOST_SECONDS, name
        assert most_memory(window.process.pid) < MOST_MEMORY
        window.type("q")
        assert window.end() == 0
        assert is_only_text(stream.getvalue())
