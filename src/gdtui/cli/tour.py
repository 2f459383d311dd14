"""gdtui tour: the tutorial's course in chapters, each at its own moment of a session."""

import os
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from gdtui.cli.arguments import parse
from gdtui.cli.opening import opening_of
from gdtui.cli.state import shelf_folder
from gdtui.errors import UserError
from gdtui.session.opening import Keep, Open, Opening
from gdtui.tour.chapter import Chapter, Front
from gdtui.tour.checking import check
from gdtui.tour.reading import CHAPTERS, Reader, read_chapters
from gdtui.tour.tour import Tour
from gdtui.tui.typed import typed
from gdtui.tui.wish import Wish


def tour(options: Namespace) -> int:
    """Take a tour, from its first chapter or from another.

    Returns:
        The exit status.

    Raises:
        UserError: a chapter cannot be used, with file and line; or there is no terminal for a
            screen.
    """
    if options.linear:
        from gdtui.linear.main import open_linear  # noqa: PLC0415  # the screen does not need it

        return open_linear(*_asked(options))
    from gdtui.tui.main import open_screen  # noqa: PLC0415  # plain lines do not need it

    return open_screen(partial(_asked, options), os.environ)


def _asked(options: Namespace) -> tuple[Open, Wish]:
    """What the chapter opens, which the first words on the terminal do not wait for."""
    front = Front.LINEAR if options.linear else Front.SCREEN
    chapters = chapters_of(options.path, front)
    if options.path is not None:
        for chapter in chapters:
            check(chapter)
    words = () if options.path is None else (options.path,)
    begun = Tour(chapters, words).opened(options.chapter - 1)
    if begun is None:
        raise UserError(f"--chapter {options.chapter}: there are {len(chapters)}")
    keep = Keep(os.fspath(shelf_folder()))
    wish = Wish(options.ascii, tour=begun, keys=typed(begun.chapter.keys))
    return Open(begun.chapter.opening, keep=keep), wish


def chapters_of(path: str | None, front: Front = Front.SCREEN) -> tuple[Chapter, ...]:
    """The chapters of a file or a folder, as they are told; None is the course of gdtui itself.

    Raises:
        UserError: one of them cannot be used, with file and line.
    """
    reader = Reader(_opening, typed, front)
    return read_chapters(CHAPTERS if path is None else Path(path), reader)


def _opening(words: Sequence[str], folder: Path) -> Opening:
    """What a chapter opens; a file stands beside the chapter, if it is not named in full."""
    opening = opening_of(parse("open:", words))
    beside = partial(os.path.join, folder)
    is_path = os.sep in opening.data or "." in opening.data
    return replace(
        opening,
        data=beside(opening.data) if is_path else opening.data,
        init=None if opening.init is None else beside(opening.init),
    )
