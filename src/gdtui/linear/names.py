"""Names from outside, as they are said: clean, and of long ones the beginning and the end."""

from collections.abc import Iterator, Sequence

from gdtui.draw.text import label
from gdtui.session.opened import Opened

_NAME = 40
_NAMED = 8


def said(name: str) -> str:
    """A name; what is too long loses its middle, for names differ most at their ends."""
    return label(name, _NAME)


def listed(names: Sequence[str]) -> str:
    """Some of many names, and how many more there are."""
    shown = [said(name) for name in names[:_NAMED]]
    more = len(names) - _NAMED
    return ", ".join([*shown, f"and {more} more"] if more > 0 else shown)


def first(names: Sequence[str], most: int) -> Iterator[tuple[int, str]]:
    """The first names with their places."""
    return ((place, said(name)) for place, name in enumerate(names[:most]))


def input_name(opened: Opened, place: int) -> str:
    """An input or, behind the last one, the bias."""
    return "bias" if place == len(opened.input_names) else said(opened.input_names[place])


def parameter_name(opened: Opened, target: int, column: int | None) -> str:
    """What a parameter is called: `w[apples,temp]`, `b[apples]`; the bias is behind the inputs."""
    aim = said(opened.target_names[target])
    if column is None or column == len(opened.input_names):
        return f"b[{aim}]"
    return f"w[{aim},{said(opened.input_names[column])}]"
