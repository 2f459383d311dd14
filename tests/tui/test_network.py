"""Nothing leaves the machine: a whole session, as the kernel sees it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.tui.terminal_window import COMMAND, window

STRACE = shutil.which("strace")

pytestmark = pytest.mark.skipif(STRACE is None, reason="strace is not installed")


SPEAKS = (
    "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'!', ('127.0.0.1', 9))"
)


def traced(calls: Path) -> list[str]:
    """The words before a command whose calls are written to a file."""
    return [str(STRACE), "-f", "-qq", "-e", "trace=network,execve", "-o", str(calls)]


def said_to_outside(calls: Path) -> list[str]:
    """The calls that name a socket of any kind but those within this machine."""
    lines = calls.read_text("utf-8").split("\n")
    return [line for line in lines if re.search(r"\bAF_(?!UNIX\b)", line) and "execve" not in line]


def test_what_speaks_to_the_outside_is_seen(tmp_path: Path) -> None:
    subprocess.run([*traced(tmp_path / "calls"), sys.executable, "-c", SPEAKS], check=True)
    assert any("sendto" in line for line in said_to_outside(tmp_path / "calls"))


def test_no_process_of_a_session_talks_to_anything_outside_this_machine(tmp_path: Path) -> None:
    calls, file = tmp_path / "calls", tmp_path / "weights.pt"
    with window(*traced(calls), sys.executable, "-c", COMMAND, "crops") as opened:
        opened.until("epoch 1 · start")
        opened.type("ms7e")
        opened.until("epoch 7 done")
        opened.type("p73,67,43\r")
        opened.until("apples: ")
        opened.type("\x1bx")
        opened.until("file: crops.pt")
        opened.type(f"\x15{file}\r")
        opened.until("read back and compared")
        opened.type(f"\x1bW{file}\r")
        opened.until("weights loaded")
        opened.type("q")
        assert opened.end() == 0
    assert calls.read_text("utf-8").count('"gdtui.session.child"') == 1
    assert said_to_outside(calls) == []
