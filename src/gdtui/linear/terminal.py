"""Terminal: keys that act at once, lines where one is asked for; as it was at every ending."""

import os
import signal
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from signal import Signals
from typing import Any, NoReturn

_INPUT = 0
_LOCAL, _CHARACTERS = 3, 6  # where flags of editing and special characters stand among the modes
_ENDING = (Signals.SIGHUP, Signals.SIGINT, Signals.SIGTERM)


class Terminal:
    """The terminal at standard input, in one of three modes: as it was, by keys, by lines."""

    def __init__(self, descriptor: int = _INPUT) -> None:
        self._descriptor = descriptor
        self._as_it_was: list[Any] = termios.tcgetattr(descriptor)
        self._now = self._as_it_was

    def keys(self) -> None:
        """Hand on each key, also ctrl+c and ctrl+z, and do not write it."""
        flags = termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN
        modes = list(self._as_it_was)
        modes[_LOCAL] &= ~flags
        self._set(modes)

    def lines(self) -> None:
        """Let the terminal edit and write a line, which ctrl+c ends as well."""
        modes = list(self._as_it_was)
        modes[_LOCAL] |= termios.ICANON | termios.ECHO
        modes[_LOCAL] &= ~termios.ISIG
        modes[_CHARACTERS] = list(modes[_CHARACTERS])
        modes[_CHARACTERS][termios.VEOL] = b"\x03"
        self._set(modes)

    def give_back(self) -> None:
        """As it was."""
        self._set(self._as_it_was)

    def suspend(self) -> None:
        """Go back to the shell until it lets this process go on; without one nothing happens."""
        modes = self._now
        self.give_back()
        os.kill(0, Signals.SIGTSTP)
        self._set(modes)

    def _set(self, modes: list[Any]) -> None:
        self._now = modes
        with suppress(termios.error):  # it may be gone
            termios.tcsetattr(self._descriptor, termios.TCSANOW, modes)


class NoTerminal:
    """A pipe or a file at standard input: nothing to set."""

    def keys(self) -> None:
        """They come as they come."""

    lines = give_back = suspend = keys


@contextmanager
def taken() -> Iterator[Terminal | NoTerminal]:
    """The terminal by keys, if there is one; given back at the end, also at that by a signal."""
    terminal = Terminal() if os.isatty(_INPUT) else NoTerminal()
    before = {number: signal.signal(number, _ended(terminal.give_back)) for number in _ENDING}
    try:
        terminal.keys()
        yield terminal
    finally:
        terminal.give_back()
        for number, handler in before.items():
            signal.signal(number, handler)


def _ended(give_back: Callable[[], None]) -> Callable[[int, object], NoReturn]:
    def end(number: int, _: object) -> NoReturn:
        # what was done is kept by the session; a terminal that has stalled is not waited for
        give_back()
        os._exit(128 + number)

    return end
