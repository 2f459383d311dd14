"""Remote: a session that lives in a process of its own, as its screen sees it. Free of torch."""

import select
from collections import deque
from dataclasses import replace
from pathlib import Path

from gdtui.session.actions import Action
from gdtui.session.journal.journal import forget, mark_closed
from gdtui.session.opening import Keep, Open, Opening
from gdtui.session.process import Process
from gdtui.session.questions import Question
from gdtui.session.wire import (
    Applied,
    Ask,
    Died,
    Do,
    Done,
    Drop,
    Fatal,
    Kept,
    Leave,
    Pace,
    Refused,
    Run,
    Shown,
    Stop,
    Up,
)


class Remote:
    """Starts the session's process, if it was not started; what it says comes by `receive`.

    `chapter` is how many actions a chapter of a tour begins with; None where it is none. Whatever
    is sent before the session is open waits in the pipe. While the screen is stopped, a
    run goes on until the pipe is full of Snapshots, and then waits too.
    """

    def __init__(
        self,
        opening: Opening,
        keep: Keep | None = None,
        process: Process | None = None,
        *,
        chapter: int | None = None,
    ) -> None:
        self._opening, self._keep, self._chapter = opening, keep, chapter
        self._resumed = keep is not None and keep.folder is not None
        self._done: list[Done] = []
        self._waiting: deque[Do] = deque()
        self._number = 0
        self._fatal = self._taken_over = False
        self._process = process or Process(self._open)

    @property
    def opening(self) -> Opening:
        """What it was asked to begin with."""
        return self._opening

    @property
    def keep(self) -> Keep | None:
        """Where its journal is kept; the folder is known when there is a journal."""
        return self._keep

    def another(self, opening: Opening, *, chapter: int | None = None) -> "Remote":
        """Start another session, kept on the same shelf."""
        keep = None if self._keep is None else Keep(self._keep.shelf)
        return Remote(opening, keep, chapter=chapter)

    @property
    def is_chapter(self) -> bool:
        """Whether a chapter of a tour began it."""
        return self._chapter is not None

    @property
    def backlog(self) -> int:
        """How many actions were sent that are not over yet, the one under way included."""
        return len(self._waiting)

    @property
    def alive(self) -> bool:
        """Whether the process has not been seen to end."""
        return self._process.channel is not None

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def do(self, action: Action) -> int:
        """Have an action applied after all those before it; its number."""
        self._number += 1
        message = Do(self._number, action)
        self._waiting.append(message)
        self._process.send(message)
        return self._number

    def ask(self, question: Question) -> int:
        """Have a question answered; its number, counted together with the actions'."""
        self._number += 1
        self._process.send(Ask(self._number, question))
        return self._number

    def leave(self, number: int) -> None:
        """Wait no more for the answer to a question."""
        self._process.send(Leave(number))

    def run(self) -> None:
        """Train on by itself, or pause."""
        self._process.send(Run())

    def pace(self, by: int) -> None:
        """Go up or down the ladder of `SPEEDS`."""
        self._process.send(Pace(by))

    def stop(self) -> None:
        """End the action under way after its batch, and the run."""
        self._process.send(Stop())

    def drop(self) -> None:
        """Forget the actions that wait."""
        while len(self._waiting) > 1:
            self._waiting.pop()
        self._process.send(Drop())

    def fileno(self) -> int:
        """The descriptor that becomes readable when there is something to receive.

        It is another one after `restart`.

        Raises:
            ValueError: the process has ended, or `close` was called.
        """
        if self._process.channel is None:
            raise ValueError("the session's process has ended")
        return self._process.channel.fileno()

    def receive(self) -> list[Up]:
        """What the session said since the last time, without waiting; Died is the last of it."""
        if self._process.channel is None:
            return []
        try:
            messages: list[Up] = self._process.channel.receive()  # type: ignore[assignment]  # by protocol
        except EOFError:
            return self._ended()
        for message in messages:
            self._note(message)
        return messages

    def wait(self, seconds: float) -> list[Up]:
        """Like `receive`, but wait up to some seconds for something to come."""
        if self._process.channel is not None:
            select.select([self._process.channel], [], [], seconds)
        return self.receive()

    def restart(self) -> None:
        """Start another process that does again what was done and shown, and no more."""
        self.close()
        self._waiting.clear()
        self._fatal = False
        self._process = Process(self._open)

    def close(self) -> None:
        """End the process, if it has not ended."""
        self._process.end()
        self._process.forget()

    def quit(self, following: "Remote | None" = None) -> None:
        """End the process because the user wants to, which the session's folder then says.

        A session without a step is not kept, unless it was there before; a chapter of a tour not
        without one beyond those that it begins with, and not where another chapter is `following`.
        """
        self.receive()
        self.close()
        if self._taken_over or self._keep is None or self._keep.folder is None:
            return
        folder = Path(self._keep.folder)
        turned = following is not None and following.is_chapter and self.is_chapter
        own = any(one.reached for one in self._done[self._chapter or 0 :])
        if self._resumed or (own and not turned):
            mark_closed(folder)
        elif folder.parent == Path(self._keep.shelf):
            forget(folder)
            self._keep = replace(self._keep, folder=None)

    @property
    def _open(self) -> Open:
        return Open(self._opening, tuple(self._done), self._number, self._keep)

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
        status = self._process.end()
        output = self._process.last_lines()
        self._process.forget()
        waiting = [do.action for do in self._waiting]
        self._waiting.clear()
        if self._fatal:
            return []
        under_way = waiting[0] if waiting else None
        died = Died(status, under_way, max(len(waiting) - 1, 0), output)
        self._taken_over = died.is_taken_over
        return [died]
