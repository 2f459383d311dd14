"""Ran: what a command did, in this process or in a fresh one."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from gdtui.cli.main import main

SCRIPT = "import sys; from gdtui.cli.main import main; sys.exit(main())"


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


def run_here(capsys: pytest.CaptureFixture[str], words: Sequence[str]) -> Ran:
    capsys.readouterr()
    status = main(words)
    out, err = capsys.readouterr()
    return Ran(status, out, err)


def command(*words: str | Path) -> list[str]:
    """The command line of a fresh process."""
    return [sys.executable, "-c", SCRIPT, *map(str, words)]


def run_fresh(*words: str | Path) -> Ran:
    done = subprocess.run(command(*words), check=False, capture_output=True, text=True)
    return Ran(done.returncode, done.stdout, done.stderr)
