"""However it ends, nothing of gdtui stays behind, and a terminal that lives is as it was."""

import os
import re
import shlex
import sys
import termios
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from signal import SIGHUP, SIGINT, SIGKILL, SIGTERM, Signals

import pytest
from tests.tui.process import Process
from tests.tui.terminal_window import COMMAND, TerminalWindow, gdtui, window

from gdtui.tui.endings import AS_IT_WAS

GONE_WITHIN = 3.0
WORKS = {"rests": ("s", "epoch 1 · predict"), "computes": ("900000000e", r"\d %")}
# the modes that are on in a terminal to which nothing has been said: wrapped lines, a cursor
ON_AT_FIRST = {b"7", b"25"}
DEAF_SHELLS = {
    "becomes gdtui": "trap '' HUP; exec {gdtui}",
    "waits for gdtui": "trap '' HUP; {gdtui}; true",
}


class Opened:
    """A session in a window, both of its processes known."""

    def __init__(self, terminal: TerminalWindow, stack: ExitStack) -> None:
        self.window, self._record = terminal, BytesIO()
        terminal.process.logfile_read = self._record
        self._modes = termios.tcgetattr(terminal.process.child_fd)
        terminal.until("epoch 1 · start")
        # a shell that waits for gdtui is the first process of the terminal
        first = stack.enter_context(Process(terminal.process.pid))
        (child,) = first.children
        (grandchild,) = stack.enter_context(Process(child)).children or (None,)
        pids = (first.pid, child) if grandchild is None else (child, grandchild)
        self.screen, self.engine = (stack.enter_context(Process(pid)) for pid in pids)

    def kill(self, number: Signals) -> None:
        """Send the screen's process a signal."""
        os.kill(self.screen.pid, number)

    def hang_up(self) -> None:
        """Close the window."""
        self.window.process.ptyproc.fileobj.close()

    def stall(self) -> None:
        """Take nothing more from the terminal until the screen's process stands still."""
        before = -1
        while before != (before := self.screen.ticks):
            assert not self.screen.ends_within(0.3)

    @property
    def is_gone(self) -> bool:
        """Whether both processes end in time."""
        return self.screen.ends_within(GONE_WITHIN) and self.engine.ends_within(GONE_WITHIN)

    @property
    def terminal_is_as_it_was(self) -> bool:
        """Whether the terminal, at the end of all that came to it, is in the modes of before."""
        modes = termios.tcgetattr(self.window.process.child_fd)
        self.window.process.read()
        painted, on = self._record.getvalue(), set(ON_AT_FIRST)
        for number, switch in re.findall(rb"\x1b\[\?(\d+)([hl])", painted):
            (on.add if switch == b"h" else on.discard)(number)
        return on == ON_AT_FIRST and modes == self._modes and painted.endswith(AS_IT_WAS)


@contextmanager
def session(work: str, shell: str | None = None) -> Iterator[Opened]:
    command = [sys.executable, "-c", COMMAND, "crops"]
    if shell is not None:
        command = ["/bin/sh", "-c", shell.format(gdtui=shlex.join(command))]
    with window(*command) as terminal, ExitStack() as stack:
        opened = Opened(terminal, stack)
        keys, seen = WORKS[work]
        terminal.type(keys)
        terminal.until(seen)
        yield opened


@pytest.mark.parametrize("work", WORKS)
@pytest.mark.parametrize("number", [SIGTERM, SIGINT])
def test_a_signal_ends_both_processes_and_the_terminal_is_as_it_was(
    number: Signals, work: str
) -> None:
    with session(work) as opened:
        opened.kill(number)
        assert opened.is_gone
        assert opened.terminal_is_as_it_was
        assert opened.window.process.wait() == 128 + number


@pytest.mark.parametrize("work", WORKS)
@pytest.mark.parametrize("number", [SIGHUP, SIGKILL])
def test_the_session_ends_with_a_screen_that_could_do_nothing(number: Signals, work: str) -> None:
    with session(work) as opened:
        opened.kill(number)
        assert opened.is_gone


@pytest.mark.parametrize("work", WORKS)
def test_a_closed_window_leaves_nothing_behind(work: str) -> None:
    with session(work) as opened:
        opened.hang_up()
        assert opened.is_gone


@pytest.mark.parametrize("shell", DEAF_SHELLS.values(), ids=DEAF_SHELLS)
def test_a_closed_window_leaves_nothing_behind_where_the_shell_ignores_it(shell: str) -> None:
    with session("computes", shell) as opened:
        opened.hang_up()
        assert opened.is_gone


def test_a_signal_ends_a_screen_whose_terminal_has_stalled() -> None:
    with session("computes") as opened:
        opened.stall()
        opened.kill(SIGTERM)
        assert opened.is_gone


@pytest.mark.parametrize("shell", [None, *DEAF_SHELLS.values()], ids=["no shell", *DEAF_SHELLS])
def test_a_window_that_stalled_and_was_closed_leaves_nothing_behind(shell: str | None) -> None:
    with session("computes", shell) as opened:
        opened.stall()
        opened.hang_up()
        assert opened.is_gone


def test_a_signal_before_anything_is_painted_leaves_the_terminal_alone() -> None:
    with gdtui("crops") as terminal, Process(terminal.process.pid) as screen:
        while not (children := screen.children):
            assert not screen.ends_within(0.01)
        with Process(children[0]) as engine:
            os.kill(screen.pid, SIGTERM)
            assert screen.ends_within(GONE_WITHIN)
            assert engine.ends_within(GONE_WITHIN)
        terminal.end()
        assert terminal.text.strip() == ""


def test_a_signal_at_the_shells_prompt_leaves_the_terminal_to_the_shell() -> None:
    with window("/bin/bash", "--norc", "--noprofile", "-i", PS1="$ ") as terminal:
        terminal.until(r"\$ ")
        terminal.type(shlex.join([sys.executable, "-c", COMMAND, "crops"]) + "\r")
        terminal.until("epoch 1 · start")
        terminal.type("\x1a")
        terminal.until("Stopped")
        terminal.type("kill %1; wait; echo $((40 + 2))\r")
        shown = terminal.until("42")
        assert "kill %1" in shown
