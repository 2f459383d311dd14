"""Wish: what the command line asks of the screen, besides what to open."""

from typing import NamedTuple


class Wish(NamedTuple):
    """How to draw, what to do first, and what an export proposes.

    `ascii` draws without boxes and braille; `epochs` are trained before any key; `export` is the
    file that the export proposes, and with `force` it is replaced without a question.
    """

    ascii: bool = False
    epochs: int = 0
    export: str | None = None
    force: bool = False


NOTHING = Wish()
