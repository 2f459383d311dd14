"""Page: sentences on standard output, broken between words where it is a terminal."""

import os
from collections.abc import Callable
from typing import TextIO

from gdtui.draw.strip import wrapped

_ASCII = str.maketrans(
    {"∂": "d", "·": "*", "²": "^2", "…": "...", "→": "->", "√": "root of ", "λ": "lambda "}
)


class Page:
    """Only ever adds to what was written: no colour, and the cursor moves on with the text.

    A sentence is a line where `width` tells None. `ascii` writes every letter outside ASCII as a
    question mark.
    """

    def __init__(self, output: TextIO, width: Callable[[], int | None], *, ascii: bool) -> None:  # noqa: A002  # as the option is called
        self._output, self._width, self._ascii = output, width, ascii
        self._unfinished = False

    @property
    def unfinished(self) -> bool:
        """Whether something stands in the line of the cursor."""
        return self._unfinished

    def say(self, sentence: str) -> None:
        """Write a sentence."""
        self.end_line()
        self._write("".join(f"{line}\n" for line in self._lines(sentence)))

    def ask(self, words: str) -> None:
        """Write a sentence whose answer stands behind it."""
        self.end_line()
        self._write("\n".join(self._lines(words)) + " ")
        self._unfinished = True

    def echo(self, text: str) -> None:
        """Write what was typed into the line of the cursor."""
        self._write(text)
        self._unfinished = True

    def line_ended(self) -> None:
        """Somebody else has ended the line."""
        self._unfinished = False

    def end_line(self) -> None:
        """Go to the next line, where something stands in this one."""
        if self._unfinished:
            self._write("\n")
            self._unfinished = False

    def _lines(self, sentence: str) -> tuple[str, ...]:
        sentence = sentence.translate(_ASCII)
        if self._ascii:
            sentence = sentence.encode("ascii", "replace").decode("ascii")
        width = self._width()
        return (sentence.rstrip(),) if width is None else wrapped(sentence, max(width, 1))

    def _write(self, text: str) -> None:
        self._output.write(text)
        self._output.flush()


def terminal_width(output: TextIO) -> int | None:
    """The cells of a line of the terminal that this is; None where it is none."""
    try:
        return os.get_terminal_size(output.fileno()).columns or None
    except (OSError, ValueError):
        return None
