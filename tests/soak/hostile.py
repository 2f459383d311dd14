"""Every hostile example through the command line and the forms of the app: answer, time, memory."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryFile

from tests.cli.ran import command
from tests.soak.figures import Figures
from tests.tui.answers import (
    DATA,
    MOST_MEMORY,
    MOST_SECONDS,
    REFUSED,
    WEIGHTS,
    Example,
    answered,
    index,
)


def hostile_files() -> Iterator[Figures]:
    """Each example by each way in; what is refused is so in time, and in little memory."""
    yield _by_command("hostile data through gdtui fit", index(DATA), _fit)
    yield _by_command("hostile weights through gdtui predict", index(WEIGHTS), _predict)
    yield _by_form("hostile data through the open form", DATA, "o", REFUSED)
    yield _by_form("hostile weights through the load form", WEIGHTS, "W", index(WEIGHTS))


def _fit(example: Example) -> list[str]:
    inputs = [f"--inputs={name}" for name in example.get("inputs", ())]
    return ["fit", example["file"], "--targets", example["target"], *inputs, "--epochs", "1"]


def _predict(example: Example) -> list[str]:
    return ["predict", example["file"], str(DATA / "000_good.csv")]


def _by_command(
    what: str, examples: list[Example], words: Callable[[Example], list[str]]
) -> Figures:
    figures = Figures(what)
    for example in examples:
        figures.times += 1
        folder = DATA if "target" in example else WEIGHTS
        status, said, seconds, memory = _measured(command(*words(example)), folder)
        refused = example["expect"] == "error"
        figures.slowest = max(figures.slowest, seconds if refused else 0.0)
        right = (
            status in ({2} if refused else {0, 2})
            and "Traceback" not in said
            and all(char.isprintable() for char in said.replace("\n", ""))
            and memory < MOST_MEMORY
            and (not refused or seconds < MOST_SECONDS)
        )
        if not right:
            figures.lost += 1
            print(example["file"], status, seconds, memory, said, file=sys.stderr)
    return figures


def _measured(words: list[str], folder: Path) -> tuple[int, str, float, float]:
    """The status, what was said, the seconds of processor, and the most bytes in memory."""
    with TemporaryFile() as said, Popen(words, cwd=folder, stdout=said, stderr=said) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode("utf-8", "backslashreplace")
    return process.returncode, text, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024.0


def _by_form(what: str, folder: Path, key: str, examples: list[Example]) -> Figures:
    figures = Figures(what)
    with figures.unreadable_if_it_fails():
        for _, answer in answered(folder, key, examples):
            figures.times += 1
            figures.slowest = max(figures.slowest, answer.worked)
            figures.lost += answer.worked > MOST_SECONDS
    return figures
