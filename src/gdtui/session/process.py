"""Process: the one that a session lives in, started at once; loads nothing that can wait."""

import os
import sys
from subprocess import DEVNULL, Popen, TimeoutExpired
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from gdtui.session.channel import Channel
from gdtui.session.opening import Open

if TYPE_CHECKING:
    from gdtui.session.wire import Down

_ENDS_WITHIN = 3.0
_LINES_KEPT, _BYTES_KEPT = 40, 1 << 14


class Process:
    """Asked to open something; it ends when this end of the pipe does.

    It leads a session of its own, in the terminal's sense: ctrl+c and ctrl+z are for the screen.
    """

    def __init__(self, asked: Open) -> None:
        (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()
        os.set_blocking(ours_in, False)
        self._output = TemporaryFile()  # noqa: SIM115  # it lives as long as the process
        # -P: a torch.py in the folder of the data must not be taken for torch
        command = [sys.executable, "-P", "-m", "gdtui.session.child"]
        self._process = Popen(
            [*command, str(theirs_in), str(theirs_out)],
            stdin=DEVNULL,
            stdout=self._output,
            stderr=self._output,
            pass_fds=(theirs_in, theirs_out),
            start_new_session=True,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.channel: Channel | None = Channel(ours_in, ours_out)
        self.send(asked)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    def send(self, message: "Down") -> None:
        """Send a message; one that comes too late is lost, as `channel` will tell."""
        if self.channel is not None:
            try:
                self.channel.send(message)
            except BrokenPipeError:
                return  # receiving finds the end, after all that was said before it

    def end(self) -> int:
        """End it, if it has not ended; its status."""
        if self.channel is not None:
            self.channel.close()
            self.channel = None
        try:
            self._process.wait(_ENDS_WITHIN)
        except TimeoutExpired:
            self._process.kill()
            self._process.wait()
        return self._process.returncode

    def last_lines(self) -> tuple[str, ...]:
        """The last that it wrote for nobody in particular."""
        self._output.seek(max(0, self._output.seek(0, os.SEEK_END) - _BYTES_KEPT))
        lines = self._output.read().decode("utf-8", "backslashreplace").splitlines()
        return tuple(lines[-_LINES_KEPT:])

    def forget(self) -> None:
        """Forget what it wrote."""
        self._output.close()
