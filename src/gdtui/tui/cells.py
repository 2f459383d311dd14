"""Cells: what is on the terminal, and the bytes that change only what differs from it.

Where a piece of a line holds anything but letters of one cell, terminals may disagree about its
width: it is sent whole, as Textual sends it.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

from gdtui.draw.text import ONE_CELL


class Row(NamedTuple):
    """Cells side by side: their letters and looks, and whether each letter takes one cell.

    What takes more or less stands as a whole in its first cell, with nothing in those behind it.
    """

    letters: list[str]
    looks: list[str]
    simple: bool


class Piece(NamedTuple):
    """Cells at a place of the screen."""

    y: int
    x: int
    row: Row


def row(texts: Iterable[tuple[str, str]]) -> Row:
    """The cells of texts, each of which has a look."""
    letters: list[str] = []
    looks: list[str] = []
    simple = True
    for text, look in texts:
        if ONE_CELL.issuperset(text):
            letters += text
        else:
            simple = False
            letters += [text] + [""] * (cell_len(text) - 1)
        looks += [look] * (len(letters) - len(looks))
    return Row(letters, looks, simple)


def strip_row(strip: Strip, colors: ColorSystem) -> Row:
    """The cells of a strip of Textual's."""
    return row(
        (text, "" if style is None else look(style, colors))
        for text, style, control in strip
        if text and not control
    )


@lru_cache
def look(style: Style, colors: ColorSystem) -> str:
    """How a style looks: its codes without those of the terminal's own colours, which are plain."""
    codes = Strip.render_ansi(style, colors)
    parts = codes.split(";")
    if "38" in parts or "48" in parts:
        return codes
    return ";".join(part for part in parts if part not in ("39", "49"))


class Cells:
    """The letters of the screen with their looks: what stands in a `CSI m` sequence.

    `blank` is for a terminal that was just cleared; without it nothing is known of it.
    """

    def __init__(self, width: int, height: int, *, blank: bool) -> None:
        self.size = width, height
        letter = " " if blank else ""
        self._letters = [[letter] * width for _ in range(height)]
        self._looks = [[""] * width for _ in range(height)]

    def changed(self, pieces: Iterable[Piece]) -> str:
        """Take in pieces, and return what makes them seen: nothing where they are seen already.

        The look of the terminal is plain before and after it.
        """
        pen = _Pen(self._letters, self._looks)
        width, height = self.size
        for y, x, cells in pieces:
            if y < height and x < width:
                self._put(pen, y, x, cells)
        return pen.end()

    def _put(self, pen: "_Pen", y: int, x: int, cells: Row) -> None:
        room = self.size[0] - x
        letters, looks = cells.letters[:room], cells.looks[:room]
        span = slice(x, x + len(letters))
        old_letters, old_looks = self._letters[y][span], self._looks[y][span]
        if old_letters == letters and old_looks == looks:
            return
        self._letters[y][span], self._looks[y][span] = letters, looks
        new = zip(letters, looks, old_letters, old_looks, strict=True)
        for place, (letter, look, old_letter, old_look) in enumerate(new, x):
            if letter != old_letter or look != old_look or not cells.simple:
                pen.write(y, place, letter, look)
        if not cells.simple:
            pen.lift()


class _Pen:
    """Writes letters from left to right with the shortest way from one to the next."""

    def __init__(self, letters: list[list[str]], looks: list[list[str]]) -> None:
        self._letters, self._looks = letters, looks
        self._out: list[str] = []
        self._y, self._x, self._look = -1, -1, ""

    def write(self, y: int, x: int, letter: str, look: str) -> None:
        """Write a letter, or what else begins in this cell and covers those that follow."""
        if (y, x) != (self._y, self._x):
            self._out.append(self._way(y, x))
            self._y, self._x = y, x
        if look != self._look:
            self._out.append(_turn(self._look, look))
            self._look = look
        self._out.append(letter)
        # behind the last cell of a line the cursor stays on it
        self._x = x + 1 if x + 1 < len(self._letters[y]) else -1

    def lift(self) -> None:
        """Forget where the cursor is."""
        self._x = -1

    def end(self) -> str:
        """All that was written."""
        if self._look:
            self._out.append("\x1b[m")
        return "".join(self._out)

    def _way(self, y: int, x: int) -> str:
        gap = x - self._x
        if y != self._y or self._x < 0 or gap < 0:
            return f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"
        step = f"\x1b[{gap}C" if gap > 1 else "\x1b[C"
        between = self._letters[y][self._x : x]
        same = all(look == self._look for look in self._looks[y][self._x : x])
        if same and all(letter in ONE_CELL for letter in between):
            again = "".join(between)
            return again if len(again.encode()) <= len(step) else step
        return step


@lru_cache
def _turn(old: str, new: str) -> str:
    if not new:
        return "\x1b[m"
    return f"\x1b[{new}m" if not old else f"\x1b[0;{new}m"
