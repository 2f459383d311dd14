"""What a hostile file says reaches a real terminal as printable text, and `q` works after it."""

import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from tests.tui.terminal_window import TerminalWindow, gdtui

HOSTILE = Path(__file__).parents[1] / "data" / "hostile"

# all of what a terminal obeys that Textual and the first words send: no title, no clipboard, no
# question but two
OBEYED = re.compile(
    rb"\r\x1b\[2K|\x1b\[(?:[\d;]*[HCJm]|\?\d+[hl]|>25u|<u|\?20(?:26|48)\$p)|\x1b\]22;[a-z]+\x07|\r\n"
)
HEADERS = ("ansi_colour", "cr_overwrite", "dsr_query", "markup_click", "osc52_clipboard")


def record(window: TerminalWindow) -> BytesIO:
    """Everything that will come to the terminal."""
    window.process.logfile_read = stream = BytesIO()
    return stream


def is_only_text(painted: bytes, payload: str) -> bool:
    rest = OBEYED.sub(b"", painted).decode()
    unprintable = {char for char in rest if not char.isprintable()}
    assert unprintable == set()
    return payload.isprintable() or payload.encode() not in painted


@pytest.mark.parametrize("what", HEADERS)
def test_a_header_is_painted_as_text(what: str) -> None:
    file = HOSTILE / f"110_header_{what}.csv"
    payload = file.read_bytes().split(b'"')[1].decode()
    with gdtui(str(file)) as window:
        stream = record(window)
        window.until("epoch 1 · start")
        window.type("s")
        window.until("epoch 1 · predict")
        window.type("p")
        window.until("predict for a row")
        window.type("\x1b")
        window.until(lambda text: "predict for a row" not in text)
        window.type("q")
        assert window.end() == 0
        assert is_only_text(stream.getvalue(), payload)


def test_a_cell_that_is_refused_is_said_as_text(tmp_path: Path) -> None:
    payload = "\x1b]0;owned\x07\x9b31m"
    (tmp_path / "cell.csv").write_text(f'a,b\n1,2\n"{payload}",3\n')
    with gdtui(str(tmp_path / "cell.csv"), "--inputs", "a") as window:
        stream = record(window)
        assert window.end() == 2
        assert "line 3" in window.text
        assert is_only_text(stream.getvalue(), payload)


@pytest.mark.parametrize("payload", ["\x1b]0;owned\x07", "[@click=app.quit]", "\u202eyx"])
def test_a_file_name_is_painted_as_text_to_the_last_word(tmp_path: Path, payload: str) -> None:
    file = tmp_path / f"{payload}.csv"
    shutil.copy(HOSTILE / "000_good.csv", file)
    with gdtui(str(file)) as window:
        stream = record(window)
        window.until("epoch 1 · start")
        window.type("q")
        assert window.end() == 0
        assert is_only_text(stream.getvalue(), payload)


def test_what_is_pasted_is_painted_as_text() -> None:
    payload = "\x1b]52;c;ZXZpbA==\x07"
    with gdtui("crops") as window:
        stream = record(window)
        window.until("epoch 1 · start")
        window.type("x")
        window.until("export the weights")
        window.type(f"\x1b[200~{payload}seen\x1b[201~")
        window.until("seen")
        window.type("\x1b")
        window.until(lambda text: "export the weights" not in text)
        window.type("q")
        assert window.end() == 0
        assert is_only_text(stream.getvalue(), payload)
