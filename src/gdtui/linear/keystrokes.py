"""Keystrokes: what a terminal or a pipe sends, as keys or as a line that was asked for."""

import codecs
from collections import deque
from typing import NamedTuple

_ESCAPE = "\x1b"
_NAMES = {
    "\t": "tab",
    "\n": "enter",
    "\r": "enter",
    "\x03": "ctrl+c",
    "\x04": "ctrl+d",
    "\x0c": "ctrl+l",
    "\x1a": "ctrl+z",
    "\b": "backspace",
    "\x7f": "backspace",
}
_SEQUENCES = {
    "A": "up",
    "B": "down",
    "C": "right",
    "D": "left",
    "5~": "pageup",
    "6~": "pagedown",
}


class Keystroke(NamedTuple):
    """A key by the name that the table of keys uses, and what it types, if anything."""

    name: str
    character: str | None = None

    @property
    def ends_line(self) -> bool:
        """Whether it is the enter key, or ctrl+d."""
        return self.name in ("enter", "ctrl+d")


class Line(NamedTuple):
    """A line without its end, empty where esc or ctrl+c took it back.

    `open` is whether a terminal that has shown it is still in the same line.
    """

    text: str
    open: bool = False


class Keystrokes:
    """Bytes in; keys or lines out, in their order."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._undecided = ""
        self._keys: deque[Keystroke] = deque()
        self.ended = False

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def undecided(self) -> bool:
        """Whether what came last may be the escape key or the beginning of another."""
        return bool(self._undecided)

    def came(self, read: bytes) -> None:
        """Take in what was read."""
        self._take(self._undecided + self._decoder.decode(read))

    def settle(self) -> None:
        """Nothing follows soon: an escape that stands alone was the escape key."""
        rest, self._undecided = self._undecided, ""
        if rest:
            self._keys.append(Keystroke("escape"))
            self._take(rest[1:])

    def end(self) -> None:
        """Nothing follows at all."""
        self.settle()
        self.ended = True

    def key(self) -> Keystroke | None:
        """The next key, if there is one."""
        return self._keys.popleft() if self._keys else None

    def line(self) -> Line | None:
        """The next line, if it has an end; all that is left is one, if nothing follows."""
        keys = list(self._keys)
        ends = (place for place, key in enumerate(keys) if key.ends_line or key.name in _LEAVING)
        end = next(ends, len(keys) if self.ended else None)
        if end is None:
            return None
        for _ in range(min(end + 1, len(keys))):
            self._keys.popleft()
        if end < len(keys) and not keys[end].ends_line:
            return Line("", open=True)
        return Line(_typed(keys[:end]), open=end < len(keys) and keys[end].name == "ctrl+d")

    def typed_ahead(self) -> str:
        """What stands there of a line that is asked for."""
        return _typed(list(self._keys))

    def urgent(self) -> Keystroke | None:
        """The last escape or ctrl+c, if there is one; the keys before it are forgotten."""
        found = [place for place, key in enumerate(self._keys) if key.name in _LEAVING]
        for _ in range(found[-1] if found else 0):
            self._keys.popleft()
        return self._keys.popleft() if found else None

    def _take(self, text: str) -> None:
        while text:
            if text[0] != _ESCAPE:
                self._keys.append(Keystroke(_NAMES.get(text[0], text[0]), text[0]))
                text = text[1:]
                continue
            end = _end_of_sequence(text)
            if end is None:
                break
            name = _SEQUENCES.get(text[2:end]) if end > 1 else "escape"
            if name is not None:
                self._keys.append(Keystroke(name))
            text = text[end:]
        self._undecided = text


_LEAVING = frozenset({"escape", "ctrl+c"})


def _end_of_sequence(text: str) -> int | None:
    """Where the sequence at the start of a text ends: after 1 if it is the escape key.

    None where more may follow.
    """
    if len(text) == 1:
        return None
    if text[1] not in "[O":
        return 1
    for place, char in enumerate(text[2:], 2):
        if "@" <= char <= "~":
            return place + 1
        if not " " <= char <= "?":
            return place
    return None


def _typed(keys: list[Keystroke]) -> str:
    line: list[str] = []
    for key in keys:
        if key.name == "backspace":
            del line[-1:]
        elif key.character is not None and key.character.isprintable():
            line.append(key.character)
    return "".join(line)
