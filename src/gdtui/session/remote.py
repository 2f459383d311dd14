"""Remote: a session that lives in a process of its own, as its screen sees it. Free of torch."""

import os
import select
import sys
from collections import deque
from dataclasses import replace
from pathlib import Path
from subprocess import DEVNULL, Popen, TimeoutExpired
from tempfile import TemporaryFile

from gdtui.session.actions import Action
from gdtui.session.channel import Channel
from gdtui.session.journal.journal import mark_closed
from gdtui.session.opening import Opening
from gdtui.session.questions import Question
from gdtui.session.wire import (
    Applied,
    Ask,
    Died,
    Do,
    Done,
    Down,
    Drop,
    Fatal,
    Keep,
    Kept,
    Open,
    Refused,
    Run,
    Shown,
    Stop,
    Up,
)

_ENDS_WITHIN = 3.0
_LINES_KEPT, _BYTES_KEPT = 40, 1 << 14


class Remote:
    """Starts the session's process at once; what it says is fetched with `receive`.

    Whatever is sent before the session is open waits in the pipe. The process leads a session of
    its own, in the terminal's sense: ctrl+c and ctrl+z are for the screen. While the screen is
    stopped, a run goes on until the pipe is full of Snapshots, and then waits too. The process ends
    when this end of the pipe does.
    """

    def __init__(self, opening: Opening, keep: Keep | None = None) -> None:
        self._opening, self._keep = opening, keep
        self._done: list[Done] = []
        self._waiting: deque[Do] = deque()
        self._number = 0
        self._channel: Channel | None = None
        self._start()

    @property
    def opening(self) -> Opening:
        """What it was asked to begin with."""
        return self._opening

    @property
    def keep(self) -> Keep | None:
        """Where its journal is kept; the folder is known when there is a journal."""
        return self._keep

    def another(self, opening: Opening) -> "Remote":
        """Start another session, kept on the same shelf."""
        return Remote(opening, None if self._keep is None else Keep(self._keep.shelf))

    @property
    def backlog(self) -> int:
        """How many actions were sent that are not over yet, the one under way included."""
        return len(self._waiting)

    @property
    def alive(self) -> bool:
        """Whether the process has not been seen to end."""
        return self._channel is not None

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def do(self, action: Action) -> int:
        """Have an action applied after all those before it; its number."""
        self._number += 1
        message = Do(self._number, action)
        self._waiting.append(message)
        self._send(message)
        return self._number

    def ask(self, question: Question) -> int:
        """Have a question answered; its number, counted together with the actions'."""
        self._number += 1
        self._send(Ask(self._number, question))
        return self._number

    def run(self, speed: int) -> None:
        """Train on by itself at a place in `SPEEDS`, or change to it."""
        self._send(Run(speed))

    def pause(self) -> None:
        """End the run."""
        self._send(Run(None))

    def stop(self) -> None:
        """End the action under way after its batch, and the run."""
        self._send(Stop())

    def drop(self) -> None:
        """Forget the actions that wait."""
        while len(self._waiting) > 1:
            self._waiting.pop()
        self._send(Drop())

    def fileno(self) -> int:
        """The descriptor that becomes readable when there is something to receive.

        It is another one after `restart`.

        Raises:
            ValueError: the process has ended, or `close` was called.
        """
        if self._channel is None:
            raise ValueError("the session's process has ended")
        return self._channel.fileno()

    def receive(self) -> list[Up]:
        """What the session said since the last time, without waiting; Died is the last of it."""
        if self._channel is None:
            return []
        try:
            messages: list[Up] = self._channel.receive()  # type: ignore[assignment]  # by protocol
        except EOFError:
            return self._ended()
        for message in messages:
            self._note(message)
        return messages

    def wait(self, seconds: float) -> list[Up]:
        """Like `receive`, but wait up to some seconds for something to come."""
        if self._channel is not None:
            select.select([self._channel], [], [], seconds)
        return self.receive()

    def restart(self) -> None:
        """Start another process that does again what was done and shown, and no more."""
        self.close()
        self._waiting.clear()
        self._start()

    def close(self) -> None:
        """End the process, if it has not ended."""
        self._end()
        self._output.close()

    def quit(self) -> None:
        """End the process because the user wants to, which the session's folder then says."""
        self.receive()
        self.close()
        if self._keep is not None and self._keep.folder is not None:
            mark_closed(Path(self._keep.folder))

    def _start(self) -> None:
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
        self._channel = Channel(ours_in, ours_out)
        self._fatal = False
        self._send(Open(self._opening, tuple(self._done), self._number, self._keep))

    def _send(self, message: Down) -> None:
        if self._channel is not None:
            try:
                self._channel.send(message)
            except BrokenPipeError:
                return  # receive finds the end, after all that was said before it

    def _note(self, message: Up) -> None:
        match message:
            case Applied(number, place, done):
                if done is not None:
                    self._done[place:] = [done]
                self._finish(number)
            case Kept(folder) if self._keep is not None:
                self._keep = replace(self._keep, folder=folder)
            case Shown(number=number):
                self._finish(number)
            case Refused(number) if self._waiting and self._waiting[0].number == number:
                self._waiting.popleft()
            case Fatal():
                self._fatal = True

    def _finish(self, number: int) -> None:
        while self._waiting and self._waiting[0].number <= number:
            self._waiting.popleft()

    def _ended(self) -> list[Up]:
        self._end()
        output = self._last_lines()
        self._output.close()
        waiting = [do.action for do in self._waiting]
        self._waiting.clear()
        if self._fatal:
            return []
        under_way = waiting[0] if waiting else None
        status = self._process.returncode
        return [Died(status, under_way, max(len(waiting) - 1, 0), output)]

    def _end(self) -> None:
        if self._channel is not None:
            self._channel.close()
            self._channel = None
        try:
            self._process.wait(_ENDS_WITHIN)
        except TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _last_lines(self) -> tuple[str, ...]:
        self._output.seek(max(0, self._output.seek(0, os.SEEK_END) - _BYTES_KEPT))
        lines = self._output.read().decode("utf-8", "backslashreplace").splitlines()
        return tuple(lines[-_LINES_KEPT:])
