"""Opening: what the word DATA and the options beside it ask for."""

from argparse import Namespace
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from gdtui.cli.notes import note
from gdtui.session.opening import Opening

if TYPE_CHECKING:  # the screen's process reads no data
    from gdtui.data.bundled import Start
    from gdtui.data.dataset import Dataset


def opening_of(options: Namespace) -> Opening:
    """What the options of a command ask for; one that a command has not got keeps its default."""
    asked: dict[str, Any] = {}
    for field in fields(Opening):
        value = getattr(options, field.name, field.default)
        asked[field.name] = tuple(value) if isinstance(value, list) else value
    return Opening(**asked)


def open_dataset(opening: Opening) -> "tuple[Dataset, Start]":
    """Read the data, say its notes, and tell where its training starts.

    Raises:
        UserError: it cannot be used.
    """
    note(*opening.notes)
    dataset, start = opening.read()
    note(*dataset.notes)
    return dataset, start
