"""Interrupt: Ctrl+C while training finishes the batch; pressed again it ends the process."""

import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import Self

_SAID = b"\nfinishing the batch; Ctrl+C again ends at once\n"


class Interrupt:
    """While entered, the first Ctrl+C sets `asked` and calls `stop`, which may only set a flag."""

    def __init__(self, stop: Callable[[], None]) -> None:
        self.asked = False
        self._stop = stop
        self._before = signal.getsignal(signal.SIGINT)

    def __enter__(self) -> Self:
        """Listen, unless whoever started the process wants Ctrl+C ignored."""
        self._before = signal.getsignal(signal.SIGINT)
        if self._before is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, self._first)
        return self

    def __exit__(self, *_: object) -> None:
        """Leave Ctrl+C as it was."""
        signal.signal(signal.SIGINT, self._before)

    def _first(self, _signal: int, _frame: FrameType | None) -> None:
        # The kernel's own action also ends a thread that is deep in a matrix product.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        self.asked = True
        self._stop()
        # A handler may come in the middle of a print, so it may not print.
        os.write(2, _SAID)
