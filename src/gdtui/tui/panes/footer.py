"""The footer: the count typed so far and the keys, from the table of keys."""

from dataclasses import replace
from functools import lru_cache

from gdtui.draw.text import Line, Span, Style, cells, fit
from gdtui.session.spot import Parameter
from gdtui.tui.desk import Desk
from gdtui.tui.keys import KEYS, Key, Verb, key_of
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Edge

_GAP = "  "
_ALWAYS = (Verb.HELP, Verb.QUIT)
_POINTING = {
    Verb.WHY: "why",
    Verb.COPY: "copy",
    Verb.EDIT: "edit",
    Verb.PANE: "pane",
    Verb.ESCAPE: "leave",
    Verb.HELP: "help",
    Verb.QUIT: "quit",
}
_ARROWS = (Span("arrows", Style.KEY), Span(f" move{_GAP}"))


class Footer(Edge):
    """The last line of the screen."""

    def paint(self, moment: Moment | None, desk: Desk, width: int, height: int) -> tuple[Line, ...]:
        """One line; nothing of the moment is in it."""
        del moment
        return (keys(width, desk.typed, pointing=_pointing(desk)),) * height


def _pointing(desk: Desk) -> frozenset[Verb]:
    """The keys for the number under the cursor: only a parameter can be edited."""
    if desk.spot is None:
        return frozenset()
    return frozenset(_POINTING) - ({Verb.EDIT} if not isinstance(desk.spot, Parameter) else set())


@lru_cache(maxsize=16)  # asked with every key, and seldom something else
def keys(width: int, typed: str = "", *, pointing: frozenset[Verb] = frozenset()) -> Line:
    """As many keys as fit into `width` cells, help and quit among them.

    Args:
        width: the cells of the line.
        typed: the count typed so far, shown in front.
        pointing: the keys for a number under a cursor, where there is one.
    """
    wanted = [key for key in KEYS if key.footer]
    if pointing:
        wanted = [
            replace(key_of(verb), footer=word)
            for verb, word in _POINTING.items()
            if verb in pointing
        ]
    shown = [key for key in wanted if key.verb in _ALWAYS]
    arrows = _ARROWS if pointing else ()
    room = (
        width
        - sum(cells(span.text) for span in arrows)
        + len(_GAP)
        - 1
        - cells(typed)
        - sum(map(_cells, shown))
    )
    for key in wanted:
        if key.verb not in _ALWAYS and _cells(key) <= room:
            shown.append(key)
            room -= _cells(key)
    spans = [Span(" "), Span(typed, Style.CURSOR), Span(" " if typed else "")]
    spans += arrows
    for key in sorted(shown, key=wanted.index):
        spans += [Span(key.shown, Style.KEY), Span(f" {key.footer}{_GAP}")]
    return fit(spans, width)


def _cells(key: Key) -> int:
    return cells(f"{key.shown} {key.footer}{_GAP}")
