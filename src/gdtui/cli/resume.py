"""gdtui resume: the terminal app, with a session as it was left."""

import os
import sys
import termios
import time
import tty
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from functools import partial
from pathlib import Path

from gdtui.cli.state import shelf
from gdtui.cli.taking_over import take_over
from gdtui.errors import UserError
from gdtui.linear.main import open_linear
from gdtui.session.journal.journal import forget
from gdtui.session.journal.reading import read_journal
from gdtui.session.journal.shelf import Shelf, is_locked, journal_at
from gdtui.session.opening import Keep, Open, Opening
from gdtui.tui.main import open_screen
from gdtui.tui.wish import Wish
from gdtui.weights.atomic import shown


class Way(StrEnum):
    """How to go on with a session, by the key that chooses it where another window has it."""

    AS_IT_IS = ""
    TAKE_OVER = "t"
    COPY = "c"


def resume(options: Namespace) -> int:
    """Open the session used last, or the one at a path, or a copy of it.

    Returns:
        The exit status.

    Raises:
        UserError: there is none, it cannot be read, another window has it and nobody chose what to
            do then, or there is no terminal for a screen.
    """
    kept = shelf()
    journal = journal_at(Path(options.path) if options.path else kept.last()).absolute()
    opening = read_journal(journal).opening
    way = _way(journal, options)
    if way is Way.COPY:
        name = Path(opening.data).stem
        journal = kept.copy(journal, name, time.strftime("%Y%m%d-%H%M%S"))
        return _open_copy(partial(_open, opening, kept, journal, options), journal)
    if way is Way.TAKE_OVER:
        take_over(journal)
    return _open(opening, kept, journal, options)


def _open(opening: Opening, kept: Shelf, journal: Path, options: Namespace) -> int:
    asked = Open(opening, keep=Keep(os.fspath(kept.folder), os.fspath(journal)))
    wish = Wish(options.ascii)
    if options.linear:
        return open_linear(asked, wish)
    return open_screen(lambda: (asked, wish), os.environ)


def _open_copy(opened: Callable[[], int], journal: Path) -> int:
    """Open a copy; where that is refused nobody wants it, and the next resume must not take it."""
    length, status = journal.stat().st_size, 2
    try:
        status = opened()
    finally:
        with suppress(FileNotFoundError):
            if status == 2 and journal.stat().st_size == length and not is_locked(journal):
                forget(journal.parent)
    return status


def _way(journal: Path, options: Namespace) -> Way:
    if options.copy:
        return Way.COPY
    if not is_locked(journal):
        return Way.AS_IT_IS
    if options.take_over:
        return Way.TAKE_OVER
    name = shown(Path(journal.parent.name))
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        what = f"{name} is open in another window"
        raise UserError(f"{what}; take it over with --take-over, or open a copy with --copy")
    print(f"{name} is open in another window.", file=sys.stderr)
    print("t takes it over, c opens a copy, any other key leaves it: ", end="", file=sys.stderr)
    key = _key()
    print(key if key.isprintable() else "", file=sys.stderr)
    if key not in (Way.TAKE_OVER, Way.COPY):
        raise UserError("it was left as it is; gdtui sessions lists the others")
    return Way(key)


def _key() -> str:
    sys.stderr.flush()
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSANOW)  # what was typed already counts
        return os.read(terminal, 1).decode("ascii", "replace")
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
