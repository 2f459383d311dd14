"""Wish: what the command line asks of the screen, besides what to open."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the first words do not wait for it
    from gdtui.tour.tour import Tour
    from gdtui.tui.typed import Typed


class Wish(NamedTuple):
    """How to draw, what to do first, and what an export proposes.

    `ascii` draws without boxes and braille; `epochs` are trained before any key; `export` is the
    file that the export proposes, and with `force` it is replaced without a question. `tour` is
    taken, and `keys` were typed where its chapter begins.
    """

    ascii: bool = False
    epochs: int = 0
    export: str | None = None
    force: bool = False
    tour: "Tour | None" = None
    keys: "tuple[Typed, ...]" = ()

    @property
    def chapter(self) -> int | None:
        """How many keys a chapter of a tour begins with; None where there is none."""
        return None if self.tour is None else len(self.keys)


NOTHING = Wish()
