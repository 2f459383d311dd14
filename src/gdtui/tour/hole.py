"""Holes: names in braces in a text, which the numbers of a moment fill in."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gdtui.clean import clean
from gdtui.errors import UserError

WHOLES = (
    "data",
    "rows",
    "inputs",
    "targets",
    "input_names",
    "target_names",
    "mode",
    "lr",
    "epoch",
    "batches",
    "batch_rows",
    "elements",
    "parameters",
    "batch_loss",
    "loss",
    "root",
    "best_loss",
    "first_loss",
    "norm",
)
"""Names of numbers of which a moment has one."""

OF_SEVERAL = {
    "w": ("target", "input"),
    "old_w": ("target", "input"),
    "grad": ("target", "input"),
    "step": ("target", "input"),
    "b": ("target",),
    "old_b": ("target",),
    "grad_b": ("target",),
    "step_b": ("target",),
    "x": ("row", "input"),
    "y": ("row", "target"),
    "pred": ("row", "target"),
    "error": ("row", "target"),
    "square": ("row", "target"),
}
"""Names of numbers of which it has several, and what each is of."""

PREDICT = "predict"
"""The name of a prediction for inputs that stand in the text."""

NAME = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_INSIDE = re.compile(r"([a-z_]+)(?:\[([^\[\]]*)\])?(?::([0-9]))?")


class Hole(NamedTuple):
    """A name in braces: what it is, of which row, target and input, and with how many decimals."""

    name: str
    places: tuple[str, ...]
    decimals: int | None


def holes(text: str) -> Iterator[Hole]:
    """The names in braces of a text.

    Raises:
        UserError: one is none that is known, or a brace is alone.
    """
    for found in NAME.finditer(text):
        if found[0] in ("{", "}"):
            raise UserError(f"a {found[0]} is alone; for a brace write it twice")
        if found[1] is not None:
            yield hole(found[1])


def hole(inside: str) -> Hole:
    """What stands between two braces.

    Raises:
        UserError: it is nothing that is known.
    """
    matched = _INSIDE.fullmatch(inside)
    shown = f"{{{clean(inside)}}}"
    if matched is None:
        raise UserError(f"{shown} is no name of a number; write it like {{w[apples,temp]}}")
    name, places, decimals = matched.groups()
    given = () if places is None else tuple(place.strip() for place in places.split(","))
    if name in WHOLES:
        wanted: Sequence[str] = ()
    elif name in OF_SEVERAL:
        wanted = OF_SEVERAL[name]
    elif name == PREDICT:
        wanted = ("target", *("a number for each input",) * max(1, len(given) - 1))
    else:
        known = ", ".join((*WHOLES, *OF_SEVERAL, PREDICT))
        raise UserError(f"{shown}: {name} is no name of a number; there are {known}")
    if len(given) != len(wanted):
        example = f"{name}[{','.join(wanted)}]" if wanted else name
        raise UserError(f"{shown} is written like {{{example}}}")
    return Hole(name, given, None if decimals is None else int(decimals))


def columns(wanted: Hole) -> Iterator[tuple[str, str]]:
    """The columns that a hole names, each with what it is: target or input."""
    kinds = ("target",) if wanted.name == PREDICT else OF_SEVERAL.get(wanted.name, ())
    pairs = zip(kinds, wanted.places, strict=False)
    return ((kind, name) for kind, name in pairs if kind != "row")
