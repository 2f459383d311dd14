"""What a person at a terminal sees: gdtui runs in a pseudo-terminal, pyte draws the window."""

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

import pexpect  # type: ignore[import-untyped]
import pyte

COMMAND = "import sys; from gdtui.cli.main import main; sys.exit(main())"
PATIENCE = 60.0


class TerminalWindow:
    """What is typed goes to the process, what it writes is drawn."""

    def __init__(self, process: "pexpect.spawn[bytes]", width: int, height: int) -> None:
        self.process = process
        self._screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        """The screen as lines."""
        return "\n".join(self._screen.display)

    def type(self, keys: str | bytes) -> None:
        """Send keys as a terminal does."""
        self.process.send(keys)

    def until(self, seen: str | Callable[[str], bool]) -> str:
        """The screen as soon as a pattern is found on it, or a condition holds."""
        holds = seen if callable(seen) else lambda text: re.search(seen, text) is not None
        end = time.monotonic() + PATIENCE
        while not holds(self.text):
            left = end - time.monotonic()
            assert left > 0, f"{seen} was not seen:\n{self.text}"
            try:
                self._stream.feed(self.process.read_nonblocking(65536, timeout=left))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                assert holds(self.text), f"{seen} was not seen before the end:\n{self.text}"
        return self.text

    def resize(self, width: int, height: int) -> None:
        """Another size of the window."""
        self._screen.resize(height, width)
        self.process.setwinsize(height, width)

    def clear(self) -> None:
        """Forget what is on the screen."""
        self._screen.reset()

    def end(self) -> int:
        """Wait for the process to end; its status."""
        while True:
            try:
                self._stream.feed(self.process.read_nonblocking(65536, timeout=PATIENCE))
            except pexpect.EOF:
                break
        self.process.close()
        return int(self.process.exitstatus if self.process.exitstatus is not None else -1)


@contextmanager
def gdtui(
    *words: str, width: int = 80, height: int = 24, **environment: str
) -> Iterator[TerminalWindow]:
    """Gdtui in a window; ended, if it has not ended, when the test is over."""
    command = sys.executable, "-c", COMMAND, *words
    with window(*command, width=width, height=height, **environment) as opened:
        yield opened


@contextmanager
def window(
    program: str, *words: str, width: int = 80, height: int = 24, **environment: str
) -> Iterator[TerminalWindow]:
    """Any program in a window; what it remembers is forgotten."""
    with TemporaryDirectory() as state:
        plain = {"PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        process: pexpect.spawn[bytes] = pexpect.spawn(
            program,
            list(words),
            dimensions=(height, width),
            env={**plain, "XDG_STATE_HOME": state, **environment},
            timeout=PATIENCE,
        )
        process.delaybeforesend = None
        try:
            yield TerminalWindow(process, width, height)
        finally:
            process.close(force=True)
