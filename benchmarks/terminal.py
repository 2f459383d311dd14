"""A program in a pseudo-terminal that answers like a modern one, and what it wrote, and when."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

GDTUI = (sys.executable, "-c", "import sys; from gdtui.cli.main import main; sys.exit(main())")
PATIENCE = 120.0
_SYNC_ASKED, _SYNC_KNOWN = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_PLAIN = {"PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LANG": "C.UTF-8"}


class Wrote(NamedTuple):
    """What one read brought, seconds after the start."""

    at: float
    text: bytes


class Terminal:
    """One program; times are seconds since it was started."""

    def __init__(
        self, command: Sequence[str], width: int, height: int, environment: dict[str, str]
    ) -> None:
        self.wrote: list[Wrote] = []
        self.size = width, height
        self._asked = b""
        self.began = time.perf_counter()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            size = struct.pack("HHHH", height, width, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execve(command[0], list(command), environment)  # noqa: S606  # the one command

    @property
    def now(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.began

    def type(self, keys: str | bytes) -> float:
        """Send keys as a terminal does; when."""
        at = self.now
        rest = keys.encode() if isinstance(keys, str) else keys
        while rest:
            rest = rest[os.write(self._terminal, rest) :]
        return at

    def resize(self, width: int, height: int) -> None:
        """Another size of the window."""
        self.size = width, height
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def read(self, seconds: float) -> bool:
        """Take in what comes within some seconds; whether something came."""
        ready, _, _ = select.select([self._terminal], [], [], max(seconds, 0.0))
        if not ready:
            return False
        try:
            text = os.read(self._terminal, 1 << 16)
        except OSError:
            text = b""
        if not text:
            raise EOFError
        self.wrote.append(Wrote(self.now, text))
        self._asked = (self._asked + text)[-len(_SYNC_ASKED) - len(text) :]
        if _SYNC_ASKED in self._asked:
            self._asked = b""
            os.write(self._terminal, _SYNC_KNOWN)
        return True

    def until(self, holds: Callable[[bytes], bool], *, since: int = 0) -> float:
        """Read until all that was written since a read makes a condition true; when it did."""
        seen = b"".join(text for _, text in self.wrote[since:])
        end = self.now + PATIENCE
        while not holds(seen):
            if self.now > end:
                raise TimeoutError(seen[-2000:])
            if self.read(end - self.now):
                seen += self.wrote[-1].text
        return self.wrote[-1].at

    def quiet(self, seconds: float = 0.25) -> list[Wrote]:
        """Read until nothing comes for so long; what came."""
        since = len(self.wrote)
        while self.read(seconds):
            pass
        return self.wrote[since:]

    def for_seconds(self, seconds: float) -> list[Wrote]:
        """Read for so long; what came."""
        since, end = len(self.wrote), self.now + seconds
        while (left := end - self.now) > 0:
            self.read(left)
        return self.wrote[since:]

    def end(self) -> None:
        """End the program, if it has not ended."""
        os.close(self._terminal)
        for number in (signal.SIGHUP, signal.SIGKILL):
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                break
            end = time.perf_counter() + 3
            while time.perf_counter() < end:
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    return
                time.sleep(0.01)


@contextmanager
def terminal(
    *command: str, width: int = 80, height: int = 24, **environment: str
) -> Iterator[Terminal]:
    """A program in a terminal of its own, with nothing remembered from before."""
    with tempfile.TemporaryDirectory() as state:
        program = Terminal(
            command, width, height, {**_PLAIN, "XDG_STATE_HOME": state, **environment}
        )
        try:
            yield program
        finally:
            program.end()


def has(pattern: str) -> Callable[[bytes], bool]:
    """Whether a pattern is found in what was written."""
    found = re.compile(pattern.encode())
    return lambda seen: found.search(seen) is not None
