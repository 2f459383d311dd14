"""Over a real ssh on loopback: what one key puts on the wire, encrypted, with and without -C.

A proxy between the client and the server of the tests counts what passes. Needs an OpenSSH server.
"""

import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from figures import Figure, show
from terminal import terminal
from wire import warm

sys.path.append(str(Path(__file__).parents[1]))  # for the server of the tests

from tests.tui.ssh_server import SshServer, ssh_server, why_not

_MOST = 1400  # bytes: what one TCP segment carries


class Proxy:
    """Passes a connection on, and counts what comes back."""

    def __init__(self, port: int) -> None:
        self.bytes = 0
        self._there = port
        self._here = socket.create_server(("127.0.0.1", 0))
        self.port = self._here.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            near, _ = self._here.accept()
            far = socket.create_connection(("127.0.0.1", self._there))
            for one, other, back in ((near, far, False), (far, near, True)):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._pass, args=(one, other, back), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket, back: bool) -> None:
        while text := one.recv(1 << 16):
            self.bytes += len(text) * back
            other.sendall(text)


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Bytes for a phase, and milliseconds."""
    if (reason := why_not()) is not None:
        print(f"not measured: {reason}")
        return
    with server() as (ssh, proxy):
        for option in ((), ("-C",)):
            sent, taken = phases(ssh, proxy, option, 10 if quick else 20)
            what = f"ssh {' '.join(option)}".strip()
            note = f"key to last byte {median(taken) * 1e3:.1f} ms"
            yield Figure(f"{what}: bytes of a phase on the wire", median(sent), f"<= {_MOST}", note)


def phases(
    ssh: SshServer, proxy: Proxy, option: tuple[str, ...], keys: int
) -> tuple[list[int], list[float]]:
    """Bytes and seconds of each of some phases."""
    command = ssh.reached_by(*option, "-t")
    command[command.index("-p") + 1] = str(proxy.port)
    sent, taken = [], []
    with terminal(*command) as gdtui:
        warm(gdtui)
        for _ in range(keys):
            before, at = proxy.bytes, gdtui.type("s")
            taken.append(gdtui.quiet(0.3)[-1].at - at)
            sent.append(proxy.bytes - before)
    return sent, taken


@contextmanager
def server() -> Iterator[tuple[SshServer, Proxy]]:
    """A server, and the proxy in front of it."""
    with tempfile.TemporaryDirectory() as folder, ssh_server(Path(folder)) as ssh:
        words = ssh.reached_by()
        yield ssh, Proxy(int(words[words.index("-p") + 1]))


if __name__ == "__main__":
    show(figures(quick="--quick" in sys.argv))
