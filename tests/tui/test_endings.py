"""However it ends, nothing of gdtui stays behind, and a terminal that lives is as it was."""

import os
import shlex
import sys
from contextlib import AbstractContextManager
from itertools import cycle
from pathlib import Path
from signal import SIGCONT, SIGHUP, SIGINT, SIGKILL, SIGTERM, Signals

import pytest
from tests.tui.ending import (
    COMPUTES,
    GONE_WITHIN,
    RESTS,
    RUNS,
    WALKS,
    Ending,
    Opened,
    Start,
    ended_by,
    opened_in,
)
from tests.tui.process import Process
from tests.tui.terminal_window import COMMAND, gdtui, window

DEAF_SHELLS = {
    "becomes gdtui": "trap '' HUP; exec {gdtui}",
    "waits for gdtui": "trap '' HUP; {gdtui}; true",
}


def start(state: Path, shell: str | None = None) -> Start:
    def run(word: str) -> AbstractContextManager[Opened]:
        command = [sys.executable, "-c", COMMAND, word]
        if shell is not None:
            command = ["/bin/sh", "-c", shell.format(gdtui=shlex.join(command))]
        return opened_in(window(*command, XDG_STATE_HOME=os.fspath(state)))

    return run


def kill(number: Signals) -> Ending:
    return lambda opened: opened.kill(number)


def return_the_terminal_at(number: Signals) -> Ending:
    def ending(opened: Opened) -> None:
        opened.kill(number)
        assert opened.gone_after() is not None
        assert opened.terminal_is_as_it_was
        assert opened.window.process.wait() == 128 + number

    return ending


def stall(then: Ending) -> Ending:
    def ending(opened: Opened) -> None:
        opened.stall()
        then(opened)

    return ending


ENDINGS: dict[str, Ending] = {
    "SIGTERM": return_the_terminal_at(SIGTERM),
    "SIGINT": return_the_terminal_at(SIGINT),
    "SIGHUP": kill(SIGHUP),
    "SIGKILL": kill(SIGKILL),
    "the window is closed": Opened.hang_up,
}
STALLED: dict[str, Ending] = {
    "SIGTERM after a stall": stall(kill(SIGTERM)),
    "the window is closed after a stall": stall(Opened.hang_up),
}
HANG_UPS: dict[str, Ending] = {
    "the window is closed": Opened.hang_up,
    "the window is closed after a stall": stall(Opened.hang_up),
}
# each once at work; the soak has all of them at each work and below each shell
BUSY = [
    *zip(ENDINGS.keys(), ENDINGS.values(), cycle((COMPUTES, RUNS)), strict=False),
    *((name, ending, WALKS) for name, ending in STALLED.items()),
]


@pytest.mark.timeout(300)
def test_sessions_at_rest_are_resumed_after_every_ending_as_they_were_seen(tmp_path: Path) -> None:
    endings = [(name, ending, RESTS) for name, ending in ENDINGS.items()]
    for ended in ended_by(endings, start(tmp_path), tmp_path):
        assert ended.is_right, ended
        assert ended.after == 0, ended


@pytest.mark.timeout(300)
def test_nothing_that_was_seen_of_busy_sessions_is_lost_also_where_the_terminal_has_stalled(
    tmp_path: Path,
) -> None:
    for ended in ended_by(BUSY, start(tmp_path), tmp_path):
        assert ended.is_right, ended


@pytest.mark.parametrize(
    ("shell", "hang_up"), list(zip(DEAF_SHELLS, reversed(HANG_UPS), strict=True))
)
def test_nothing_stays_behind_or_is_lost_where_the_shell_ignores_hang_ups(
    shell: str, hang_up: str, tmp_path: Path
) -> None:
    endings = [(hang_up, HANG_UPS[hang_up], WALKS)]
    for ended in ended_by(endings, start(tmp_path, DEAF_SHELLS[shell]), tmp_path):
        assert ended.is_right, ended


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


STOPPED = """
import select, signal
from gdtui.tui.endings import end_at_once
end_at_once(lambda: None)
signal.signal(signal.SIGCONT, lambda *_: print("goes on"))
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCONT])
print("waits")
select.select([], [], [])
"""


def test_it_goes_on_whichever_thread_is_told_that_the_shell_lets_it() -> None:
    with window(sys.executable, "-u", "-c", STOPPED) as terminal:
        terminal.until("waits")
        state = Path(f"/proc/{terminal.process.pid}/stat")
        while state.read_text("ascii").rpartition(")")[2].split()[0] != "S":
            assert terminal.process.isalive()
        os.kill(terminal.process.pid, SIGCONT)
        terminal.until("goes on")


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
