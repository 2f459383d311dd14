"""Keyboard: how Textual's driver reads what the terminal sends, so that nothing typed is lost.

The driver decodes strictly: one wrong byte ends its input and with it the app
(github.com/Textualize/textual/issues/6456). And it takes esc with the next key for one key held
with alt, or for another sign altogether; over a slow line both often come at once.
"""

import codecs
from collections.abc import Iterable
from functools import partial
from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver

_ESC = "\x1b"
_GOES_ON = frozenset("[O]P^_X")  # what follows esc in a sequence that a terminal sends by itself


class Parser(XTermParser):
    """Textual's, for which esc and a key are two keys."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:  # noqa: FBT001, FBT002  # Textual's signature
        split = len(sequence) == 2 and sequence[0] == _ESC and sequence[1] not in _GOES_ON
        if split or alt:
            yield events.Key("escape", _ESC)
        yield from super()._sequence_to_key_events(sequence[-1] if split else sequence)


def mend_keyboard() -> None:
    """Have the driver read a byte that is not UTF-8 as U+FFFD, and esc always as esc."""
    vars(linux_driver)["getincrementaldecoder"] = _forgiving
    vars(linux_driver)["XTermParser"] = Parser


def _forgiving(encoding: str) -> Any:
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")
