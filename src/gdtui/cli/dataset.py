"""Dataset: what the word DATA and the options beside it mean."""

import os
from argparse import Namespace
from collections.abc import Sequence

from gdtui.cli.notes import note
from gdtui.data.bundled import BUNDLED, Start, bundled
from gdtui.data.dataset import Dataset
from gdtui.data.reading import read_csv
from gdtui.errors import UserError


def open_dataset(options: Namespace) -> tuple[Dataset, Start]:
    """Read the data that the options name, say its notes, and tell where its training starts.

    Raises:
        UserError: it cannot be used.
    """
    return _open(options, options.inputs, options.targets)


def open_inputs(options: Namespace, names: Sequence[str] | None) -> Dataset:
    """Read only the inputs of the data that the options name, and say its notes.

    Args:
        options: which data, and which of its columns where `names` are not known.
        names: of the input columns; None takes those of the options, or else all numeric ones.

    Raises:
        UserError: it cannot be used.
    """
    dataset, _ = _open(options, options.inputs or names or (), options.targets or None)
    return dataset


def is_bundled(data: str) -> bool:
    """Whether the word DATA names a bundled dataset: a slash or a suffix makes it a path."""
    return data in BUNDLED


def _open(
    options: Namespace, inputs: Sequence[str], targets: Sequence[str] | None
) -> tuple[Dataset, Start]:
    data: str = options.data
    if is_bundled(data):
        if os.path.lexists(data):
            note(f"{data} is the bundled dataset; for the file of that name write ./{data}")
        dataset, start = bundled(
            data,
            inputs=inputs,
            targets=targets or (),
            drop=options.drop,
            missing=options.missing,
        )
    else:
        dataset, start = _read(options, inputs, targets), Start()
    note(*dataset.notes)
    return dataset, start


def _read(options: Namespace, inputs: Sequence[str], targets: Sequence[str] | None) -> Dataset:
    data: str = options.data
    try:
        return read_csv(
            data,
            inputs=inputs,
            targets=targets,
            drop=options.drop,
            missing=options.missing or "error",
        )
    except UserError as error:
        if os.path.lexists(data) or os.sep in data or "." in data:
            raise
        raise UserError(
            f"{error.sentence}; the bundled datasets are {', '.join(BUNDLED)}", *error.more
        ) from error
