"""gdtui predict: the predictions of a file of weights, as CSV on stdout."""

import csv
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from gdtui.clean import clean
from gdtui.cli.notes import note
from gdtui.cli.opening import open_dataset, opening_of
from gdtui.data.dataset import Dataset
from gdtui.engine.blocks import Column, Matrix
from gdtui.engine.prediction import columns_of, predictions
from gdtui.errors import UserError
from gdtui.weights.atomic import shown
from gdtui.weights.columns import match_columns
from gdtui.weights.file import read_weights
from gdtui.weights.names import quoted
from gdtui.weights.weights import Weights


def predict(options: Namespace) -> int:
    """Write a line for each row, a column for each target, in float64 and its shortest digits.

    Raises:
        UserError: the weights or the data cannot be used, or do not fit each other.
    """
    if (options.data is None) == (options.row is None):
        raise UserError("give either DATA or --row, as in: gdtui predict model.json --row 75,63,44")
    path = Path(options.weights)
    weights = read_weights(path)
    note(*weights.notes)
    if options.row is not None:
        columns = _columns(options.row, weights, path)
    else:
        dataset = _data(options, weights.input_names)
        weights = _matched(weights, dataset.input_names, path)
        columns = dataset.input_columns
    _write(_header(weights), predictions(columns, weights.weight, weights.bias))
    return 0


def _data(options: Namespace, known: Sequence[str] | None) -> Dataset:
    """The data that the options name; without --inputs, those of its columns that are `known`."""
    asked = opening_of(options)
    inputs, targets = asked.inputs or tuple(known or ()), asked.targets or None
    dataset, _ = open_dataset(replace(asked, inputs=inputs, targets=targets))
    return dataset


def _columns(rows: Sequence[Sequence[float]], weights: Weights, path: Path) -> tuple[Column, ...]:
    """The rows from the command line, in the order of the file's inputs."""
    needed = weights.weight.shape[1]
    for row in rows:
        if len(row) != needed:
            given = ",".join(f"{value:g}" for value in row)
            names = (
                f" ({', '.join(map(quoted, weights.input_names))})" if weights.input_names else ""
            )
            raise UserError(
                f"{shown(path)}: takes {needed} inputs{names}, but --row {clean(given)} "
                f"has {len(row)}"
            )
    return columns_of(rows)


def _matched(weights: Weights, input_names: Sequence[str], path: Path) -> Weights:
    """The weights with their inputs in the order of the data."""
    try:
        matched = match_columns(weights, input_names)
    except UserError as error:
        raise error.about(shown(path)) from error
    note(*matched.notes[len(weights.notes) :])
    return matched


def _header(weights: Weights) -> Sequence[str]:
    names = weights.target_names
    if names is None:
        return [f"target_{number}" for number in range(1, len(weights.bias) + 1)]
    # A program gets the names as they are; a terminal would obey what is in them.
    return [clean(name) for name in names] if sys.stdout.isatty() else names


def _write(header: Sequence[str], blocks: Iterable[Matrix]) -> None:
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(header)
    for block in blocks:
        # A Python float is written with the fewest digits that read back the same.
        lines.writerows(block.tolist())
