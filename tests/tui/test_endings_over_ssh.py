"""The same endings over a real SSH connection: whatever breaks, nothing stays behind or is lost."""

import os
import subprocess
from collections.abc import Iterator
from signal import SIGKILL, SIGSTOP, SIGTERM, Signals

import pytest
from tests.tui.ending import COMPUTES, RESTS, Ending, Opened, Start, ended_by, opened_in
from tests.tui.ssh_server import SshServer, ssh_server, why_not

pytestmark = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    with ssh_server(tmp_path_factory.mktemp("ssh")) as listening:
        yield listening


def start(server: SshServer) -> Start:
    return lambda word: opened_in(server.gdtui(word), server.pid)


def to_client(*numbers: Signals) -> Ending:
    """Signals to the client, one after the other."""

    def ending(opened: Opened) -> None:
        for number in numbers:
            os.kill(opened.window.process.pid, number)

    return ending


def to_server(number: Signals) -> Ending:
    """A signal to the server's process of this connection."""

    def ending(opened: Opened) -> None:
        assert opened.served is not None
        os.kill(opened.served.pid, number)

    return ending


def freeze_and_drop(opened: Opened) -> None:
    opened.freeze()
    to_server(SIGKILL)(opened)


ENDINGS: dict[str, Ending] = {
    "the window is closed": Opened.hang_up,
    "the client is ended": to_client(SIGTERM),
    "the client is killed": to_client(SIGKILL),
    "the client freezes and is killed": to_client(SIGSTOP, SIGKILL),
    "the client freezes and the server drops it": freeze_and_drop,
    "the server's process is ended": to_server(SIGTERM),
    "the server's process is killed": to_server(SIGKILL),
}


@pytest.mark.timeout(300)
def test_nothing_stays_behind_or_is_lost_by_any_ending(server: SshServer) -> None:
    works = [RESTS] * 3 + [COMPUTES] * 4
    endings = zip(ENDINGS.keys(), ENDINGS.values(), works, strict=True)
    for ended in ended_by(endings, start(server), server.state):
        assert ended.is_right, ended


def test_without_a_terminal_it_says_how_to_get_one(server: SshServer) -> None:
    command = server.reached_by("-T")
    ran = subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert ran.returncode == 2
    assert "ssh -t" in ran.stderr
