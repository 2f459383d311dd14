"""Bar: how far a training has come, on a terminal only."""

from collections.abc import Callable
from typing import Self, TextIO

_WIDTH = 30
_REDRAW_AFTER = 0.1
_ERASE = "\r\x1b[K"


class Bar:
    """One line that is redrawn at most ten times a second and erased in the end.

    `clock` gives seconds; where the stream is no terminal nothing is written.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float], epochs: int) -> None:
        self._stream, self._clock, self._epochs = stream, clock, epochs
        self._shown = stream.isatty()
        self._begin = self._last = clock()

    def __enter__(self) -> Self:
        """Begin; the first line comes after a tenth of a second."""
        return self

    def __exit__(self, *_: object) -> None:
        """Erase the line."""
        self._write(_ERASE)

    def show(self, done: float) -> None:
        """Say that this part of the work, from 0 to 1, is done."""
        now = self._clock()
        if now - self._last < _REDRAW_AFTER:
            return
        self._last = now
        filled = int(done * _WIDTH)
        bar = "#" * filled + "-" * (_WIDTH - filled)
        left = f", {(now - self._begin) * (1 - done) / done:.0f} s left" if done > 0 else ""
        epochs = f"epoch {int(done * self._epochs):,} of {self._epochs:,}"
        self._write(f"{_ERASE}[{bar}] {epochs}{left}")

    def _write(self, text: str) -> None:
        if self._shown:
            self._stream.write(text)
            self._stream.flush()
