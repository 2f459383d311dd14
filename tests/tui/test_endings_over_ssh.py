"""The same endings over a real SSH connection: whatever breaks, nothing stays behind."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from signal import SIGKILL, SIGSTOP, SIGTERM, Signals

import pytest
from tests.tui.process import Process
from tests.tui.ssh_server import SshServer, ssh_server, why_not
from tests.tui.terminal_window import TerminalWindow

Ending = Callable[[TerminalWindow, Process], None]
GONE_WITHIN = 3.0

pytestmark = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    with ssh_server(tmp_path_factory.mktemp("ssh")) as listening:
        yield listening


def send(*numbers: Signals) -> Ending:
    """Signals to the client, one after the other."""

    def ending(terminal: TerminalWindow, _: Process) -> None:
        for number in numbers:
            os.kill(terminal.process.pid, number)

    return ending


def freeze_and_drop(terminal: TerminalWindow, served: Process) -> None:
    os.kill(terminal.process.pid, SIGSTOP)
    os.kill(served.pid, SIGKILL)


ENDINGS: dict[str, Ending] = {
    "the window is closed": lambda terminal, _: terminal.process.ptyproc.fileobj.close(),
    "the client is ended": send(SIGTERM),
    "the client is killed": send(SIGKILL),
    "the client freezes and is killed": send(SIGSTOP, SIGKILL),
    "the client freezes and the server drops it": freeze_and_drop,
    "the server's process is ended": lambda _, served: os.kill(served.pid, SIGTERM),
    "the server's process is killed": lambda _, served: os.kill(served.pid, SIGKILL),
}


def line_of(stack: ExitStack, pid: int) -> list[Process]:
    """A process, its child, its child's child, down to the last."""
    line = [stack.enter_context(Process(pid))]
    while children := line[-1].children:
        (child,) = children
        line.append(stack.enter_context(Process(child)))
    return line


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
def test_nothing_stays_behind_while_a_step_computes(server: SshServer, ending: Ending) -> None:
    with server.gdtui() as terminal, ExitStack() as stack:
        terminal.until("epoch 1 · start")
        terminal.type("900000000e")
        terminal.until(r"\d %")
        *_, served, screen, engine = line_of(stack, server.pid)
        ending(terminal, served)
        assert screen.ends_within(GONE_WITHIN)
        assert engine.ends_within(GONE_WITHIN)


def test_without_a_terminal_it_says_how_to_get_one(server: SshServer) -> None:
    command = server.reached_by("-T")
    ran = subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert ran.returncode == 2
    assert "ssh -t" in ran.stderr
