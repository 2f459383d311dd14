"""What the app answers where somebody opens a file in one of its forms, in a real terminal."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.tui.process import Process
from tests.tui.terminal_window import TerminalWindow, gdtui

Example = dict[str, Any]

TESTS = Path(__file__).parents[1]
DATA, WEIGHTS = TESTS / "data" / "hostile", TESTS / "weights" / "hostile"

# all of what a terminal obeys that Textual and the first words send: no title, no clipboard, no
# question but two
OBEYED = re.compile(
    rb"\r\x1b\[2K|\x1b\[(?:[\d;]*[HCJm]|\?\d+[hl]|>25u|<u|\?20(?:26|48)\$p)|\x1b\]22;[a-z]+\x07|\r\n"
)
MOST_MEMORY = 500e6  # bytes
MOST_SECONDS = 2.0
_COLUMNS = "its columns"


def index(folder: Path) -> list[Example]:
    """The examples in a folder, with what is expected of each."""
    examples: list[Example] = json.loads((folder / "index.json").read_text())
    return examples


def words_for(example: Example) -> list[str]:
    """What the answer to an example must say: of an error, also of which file."""
    if example["expect"] != "error":
        return ["weights loaded"]
    return [example["file"], *example["must_name"]]


# what is an error for the names that its index asks for, and none for the columns that a form
# proposes
OTHERWISE = {"091_dup_target.csv", "094_case_names.csv", "097_same_input_target.csv"}
REFUSED = [one for one in index(DATA) if one["expect"] == "error" and one["file"] not in OTHERWISE]


def record(window: TerminalWindow) -> BytesIO:
    """Everything that will come to the terminal."""
    window.process.logfile_read = stream = BytesIO()
    return stream


def is_only_text(painted: bytes, payload: str = "") -> bool:
    """Whether nothing came to the terminal but what Textual says and what can be printed."""
    rest = OBEYED.sub(b"", painted).decode()
    unprintable = {char for char in rest if not char.isprintable()}
    assert unprintable == set()
    return payload.isprintable() or payload.encode() not in painted


@dataclass(frozen=True)
class Answer:
    """What a form said of a file, and the seconds of processor that this took both processes."""

    said: str
    worked: float


def ask(window: TerminalWindow, key: str, name: str, *words: str) -> Answer:
    """Give a form the name of a file, and wait for its words; the form is closed again.

    Columns are taken as the form proposes them.

    Args:
        window: gdtui, with a session that rests.
        key: opens the form.
        name: as it is typed.
        words: what is expected to be said, below what was typed.
    """
    window.type(key)
    window.until("enter opens|enter loads")
    before = _worked(window.process.pid)
    window.type(f"{name}\r")
    window.until(lambda text: _COLUMNS in text or _says(text, words))
    if _COLUMNS in window.text:
        window.type("\r")
        window.until(lambda text: _says(text, words))
    answer = Answer(_said(window.text), _worked(window.process.pid) - before)
    for form in (_COLUMNS, "esc closes"):
        if form in window.text:
            window.type("\x1b")
            window.until(lambda text, form=form: form not in text)  # type: ignore[misc]  # bound now
    return answer


def answered(folder: Path, key: str, examples: list[Example]) -> Iterator[tuple[Example, Answer]]:
    """Give a form each example in turn, and see after the last that all is well in the window."""
    with gdtui(str(DATA / "000_good.csv"), folder=folder) as window:
        stream = record(window)
        window.until("epoch 1 · start")
        with Process(window.process.pid) as screen:
            engine = screen.children[0]
        for example in examples:
            yield example, ask(window, key, example["file"], *words_for(example))
        assert max(map(most_memory, (window.process.pid, engine))) < MOST_MEMORY
        window.type("q")
        assert window.end() == 0
        assert is_only_text(stream.getvalue())


def _worked(pid: int) -> float:
    with Process(pid) as screen, Process(screen.children[0]) as engine:
        return (screen.ticks + engine.ticks) / 100


def _said(text: str) -> str:
    """All below the line typed in, or below the list of columns, or without a form; in one line."""
    below = re.split(r"\n file: |\n.{,3}empty cells ", text)[1:]
    if below:
        return " ".join(below[-1].partition("\n")[2].split())
    return "" if "   esc " in text else " ".join(text.split())


def _says(text: str, words: tuple[str, ...]) -> bool:
    return all(" ".join(word.split()) in _said(text) for word in words)


def most_memory(pid: int) -> float:
    """The most that a process has had in memory, in bytes."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("ascii"))
    assert found is not None
    return int(found[1]) * 1024.0
