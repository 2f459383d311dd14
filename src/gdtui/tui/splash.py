"""Splash: the first words, written before anything is loaded that could write them better."""

import os

from gdtui.tui.terminal import FIRST_WORDS

_OUTPUT = 2
_ERASE = b"\r\x1b[2K"


class Splash:
    """In the line of the cursor; nothing of it is left behind."""

    def __init__(self) -> None:
        os.write(_OUTPUT, _ERASE + "".join(FIRST_WORDS).encode("ascii"))
        self._shown = True

    def erase(self) -> None:
        """Take it away, if that was not done."""
        if self._shown:
            self._shown = False
            os.write(_OUTPUT, _ERASE)
