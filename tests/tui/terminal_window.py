"""What a person at a terminal sees: gdtui runs in a pseudo-terminal, pyte draws the window."""

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pexpect  # type: ignore[import-untyped]
import pyte

COMMAND = "import sys; from gdtui.cli.main import main; sys.exit(main())"
PATIENCE = 60.0
FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
KNOWS_FRAMES, DOES = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
UNKNOWN_TO_PYTE = b"\x1b[<u"


class TerminalWindow:
    """What is typed goes to the process, what it writes is drawn; a frame whole or not at all."""

    def __init__(self, process: "pexpect.spawn[bytes]", width: int, height: int) -> None:
        self.process = process
        self._screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self._screen)
        self._held = b""

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
                self._draw(self.process.read_nonblocking(65536, timeout=left))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                assert holds(self.text), f"{seen} was not seen before the end:\n{self.text}"
        return self.text

    def for_a_while(self, seconds: float) -> str:
        """The screen after some seconds, or at the end."""
        end = time.monotonic() + seconds
        with suppress(pexpect.EOF):
            while (left := end - time.monotonic()) > 0:
                with suppress(pexpect.TIMEOUT):
                    self._draw(self.process.read_nonblocking(65536, timeout=left))
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
                self._draw(self.process.read_nonblocking(65536, timeout=PATIENCE))
            except pexpect.EOF:
                break
        self.process.close()
        return int(self.process.exitstatus if self.process.exitstatus is not None else -1)

    def _draw(self, written: bytes) -> None:
        self._held += written
        if KNOWS_FRAMES in written:
            self.process.send(DOES)
        before, end, behind = self._held.rpartition(FRAME_ENDS)
        between, begin, frame = behind.partition(FRAME_BEGINS)
        self._stream.feed((before + end + between).replace(UNKNOWN_TO_PYTE, b""))
        self._held = begin + frame


@contextmanager
def gdtui(
    *words: str,
    width: int = 80,
    height: int = 24,
    folder: Path | None = None,
    **environment: str,
) -> Iterator[TerminalWindow]:
    """Gdtui in a window; ended, if it has not ended, when the test is over."""
    command = sys.executable, "-c", COMMAND, *words
    with window(*command, width=width, height=height, folder=folder, **environment) as opened:
        yield opened


@contextmanager
def window(
    program: str,
    *words: str,
    width: int = 80,
    height: int = 24,
    folder: Path | None = None,
    **environment: str,
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
            cwd=folder,
        )
        process.delaybeforesend = None
        try:
            yield TerminalWindow(process, width, height)
        finally:
            process.close(force=True)
