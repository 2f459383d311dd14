"""Reader: brings keys, lines and what the session says to a conversation, each in its turn."""

import os
import select

from gdtui.linear.conversation import Conversation
from gdtui.linear.keystrokes import Keystroke, Keystrokes
from gdtui.linear.page import Page
from gdtui.linear.terminal import NoTerminal, Terminal
from gdtui.session.remote import Remote

_INPUT = 0
_ESCAPE_ALONE = 0.1  # seconds after which an escape is not the beginning of another key
_AT_ONCE = 1 << 16


class Reader:
    """Reads standard input: a terminal by keys, or anything else to its end."""

    def __init__(
        self, conversation: Conversation, page: Page, terminal: Terminal | NoTerminal
    ) -> None:
        self._conversation, self._page, self._terminal = conversation, page, terminal
        self._by_keys = isinstance(terminal, Terminal)
        self._typed = Keystrokes()
        self._in_line = False

    @property
    def hung_up(self) -> bool:
        """Whether the terminal is gone; ctrl+d does not end it while it is read by keys."""
        return self._by_keys and self._typed.ended

    def read(self) -> None:
        """Go on until the conversation is over, or there are no more keys."""
        talk = self._conversation
        while not talk.over:
            if self._took():
                continue
            if self._typed.ended and (self._by_keys or talk.idle):
                break
            self._wait()

    def _took(self) -> bool:
        """Take the next line or key, if it can be taken."""
        talk = self._conversation
        if talk.asked is not None:
            return self._take_line(talk.asked)
        self._in_line = False
        if talk.idle:
            key = self._typed.key()
            if key is not None:
                self._press(key)
            return key is not None
        urgent = self._typed.urgent() if self._by_keys else None
        if urgent is not None:
            talk.interrupt(urgent)
        return urgent is not None

    def _take_line(self, words: str) -> bool:
        begins, self._in_line = not self._in_line, True
        if begins:
            self._page.ask(words)
            if self._by_keys:
                self._page.echo(self._typed.typed_ahead())
                self._terminal.lines()
        line = self._typed.line()
        if line is None:
            return False
        self._in_line = False
        if self._by_keys:
            self._terminal.keys()
            if not (begins or line.open):
                self._page.line_ended()
        else:
            self._page.echo(line.text)
        self._conversation.typed(line.text)
        return True

    def _press(self, key: Keystroke) -> None:
        if key.name == "ctrl+z":
            self._page.end_line()
            self._terminal.suspend()
            return
        self._conversation.press(key)
        if self._by_keys and self._conversation.count.digits:
            self._page.echo(key.character or "")

    def _wait(self) -> None:
        """Hear the session, or take in what is typed, whichever comes first."""
        remotes = [remote for remote in self._conversation.remotes if remote.alive]
        watched: list[Remote | int] = [*remotes, *([] if self._typed.ended else [_INPUT])]
        ready, _, _ = select.select(watched, [], [], self._patience)
        if _INPUT in ready:
            self._read_keys()
        elif self._typed.undecided:
            self._typed.settle()
        for remote in remotes:
            if remote in ready:
                for message in remote.receive():
                    self._conversation.heard(remote, message)

    @property
    def _patience(self) -> float | None:
        return _ESCAPE_ALONE if self._typed.undecided else None

    def _read_keys(self) -> None:
        try:
            read = os.read(_INPUT, _AT_ONCE)
        except OSError:  # the terminal is gone
            read = b""
        if read:
            self._typed.came(read)
        elif self._in_line and self._by_keys:
            self._typed.came(b"\x04")
        else:
            self._typed.end()
