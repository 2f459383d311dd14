"""Burst: what is typed faster than it is done, in order, one key at a time."""

import asyncio
from collections import deque
from collections.abc import Callable
from itertools import islice

from textual import events

from gdtui.tui.keys import Verb, verb_of

Typed = events.Key | events.Paste

_STEPS = {Verb.PHASE, Verb.BATCH, Verb.EPOCH, Verb.BACK, Verb.FORWARD}


class Burst:
    """Calls `hand` with a key when the one before it is done and frames have had their turn.

    Textual paints a screen when no message waits for it: a burst must not lie in its queue.
    """

    def __init__(self, hand: Callable[[Typed], object]) -> None:
        self._hand = hand
        self._typed: deque[Typed] = deque()
        self._held = False

    def take(self, typed: Typed) -> None:
        """Do it after all that waits; esc drops what is held, or the steps that wait by themselves.

        Where something else than steps waits, it may be for that that esc is typed.
        """
        if isinstance(typed, events.Key) and typed.key == "escape":
            if self._held:
                self._typed.clear()
                self._held = False
                return
            if all(map(_is_step, islice(self._typed, 1, None))):
                while len(self._typed) > 1:
                    self._typed.pop()
        self._typed.append(typed)
        if len(self._typed) == 1:
            self._hand(typed)

    @property
    def is_last(self) -> bool:
        """Whether nothing waits behind the key handed out last."""
        return len(self._typed) == 1

    def done(self) -> None:
        """Say that the key handed out last is done."""
        self._typed.popleft()
        if self._typed:
            asyncio.get_running_loop().call_soon(self._hand, self._typed[0])

    def hold(self, typed: Typed) -> None:
        """Take back the key handed out last; it and all others wait until `go_on`."""
        self._typed[0] = typed
        self._held = True

    def go_on(self) -> None:
        """Hand out what is held."""
        if self._held:
            self._held = False
            self._hand(self._typed[0])


def _is_step(typed: Typed) -> bool:
    if isinstance(typed, events.Paste):
        return False
    digit = typed.character is not None and typed.character.isdigit()
    return digit or verb_of(typed.key, typed.character) in _STEPS
