"""A Remote without a process: remembers what it was told, and says what a test wants said."""

import os
from contextlib import suppress

from gdtui.session.actions import Action
from gdtui.session.opening import Opening
from gdtui.session.questions import Question
from gdtui.session.wire import Up


class FakeRemote:
    """Shaped like `gdtui.session.remote.Remote`."""

    def __init__(self) -> None:
        self.done: list[Action] = []
        self.asked: list[Question] = []
        self.told: list[str] = []
        self.left: list[int] = []
        self.begun: list[Opening] = []
        self.chapter: int | None = None
        self.following: list[FakeRemote] = []
        self.backlog, self.silent = 0, False
        self._up: list[Up] = []
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)

    def say(self, *messages: Up) -> None:
        self._up += messages
        os.write(self._write, b"!")

    def do(self, action: Action) -> int:
        self.done.append(action)
        self.backlog += self.silent
        return len(self.done)

    def ask(self, question: Question) -> int:
        self.asked.append(question)
        return len(self.asked)

    def leave(self, number: int) -> None:
        self.left.append(number)

    def run(self) -> None:
        self.told.append("run")

    def pace(self, by: int) -> None:
        self.told.append(f"pace {by}")

    def stop(self) -> None:
        self.told.append("stop")

    def drop(self) -> None:
        self.told.append("drop")

    def restart(self) -> None:
        self.told.append("restart")

    def another(self, opening: Opening, *, chapter: int | None = None) -> "FakeRemote":
        self.chapter = chapter
        self.begun.append(opening)
        self.following.append(FakeRemote())
        return self.following[-1]

    def quit(self, following: "FakeRemote | None" = None) -> None:
        del following
        self.close()

    def close(self) -> None:
        self.told.append("close")

    def fileno(self) -> int:
        return self._read

    def receive(self) -> list[Up]:
        with suppress(BlockingIOError):
            os.read(self._read, 4096)
        up, self._up = self._up, []
        return up
