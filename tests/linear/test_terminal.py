import os
import pty
import termios
from collections.abc import Iterator

import pytest

from gdtui.linear.terminal import Terminal

FLAGS = 3


@pytest.fixture
def descriptor() -> Iterator[int]:
    ours, theirs = pty.openpty()
    yield theirs
    os.close(theirs)
    os.close(ours)


def test_each_mode_sets_what_it_needs_and_the_first_comes_back(descriptor: int) -> None:
    before = termios.tcgetattr(descriptor)
    terminal = Terminal(descriptor)
    terminal.keys()
    assert not termios.tcgetattr(descriptor)[FLAGS] & (termios.ICANON | termios.ECHO | termios.ISIG)
    terminal.lines()
    by_lines = termios.tcgetattr(descriptor)
    assert by_lines[FLAGS] & termios.ICANON
    assert by_lines[FLAGS] & termios.ECHO
    assert by_lines[6][termios.VEOL] == b"\x03"
    terminal.give_back()
    assert termios.tcgetattr(descriptor) == before


def test_the_shell_finds_the_terminal_as_it_was_and_keys_come_after_it(
    descriptor: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = termios.tcgetattr(descriptor)
    found = []
    monkeypatch.setattr(os, "kill", lambda *_: found.append(termios.tcgetattr(descriptor)))
    terminal = Terminal(descriptor)
    terminal.keys()
    by_keys = termios.tcgetattr(descriptor)
    terminal.suspend()
    assert found == [before]
    assert termios.tcgetattr(descriptor) == by_keys
