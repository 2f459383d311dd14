"""Columns: weights laid out for the columns of a dataset, matched by name."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from gdtui.errors import UserError
from gdtui.weights.names import listed
from gdtui.weights.weights import Weights


def match_columns(
    weights: Weights, input_names: Sequence[str], target_names: Sequence[str] | None = None
) -> Weights:
    """Reorder weights so that their columns are those of a dataset.

    Args:
        weights: with names, which must be the same ones in any order; or without, and then their
            columns are taken in order, with a note.
        input_names: the dataset's inputs (d).
        target_names: the dataset's targets (t); None leaves the targets as they are.

    Raises:
        UserError: the names, or without names the counts, do not fit.
    """
    targets, inputs = weights.weight.shape
    columns, notes = _order("input", weights.input_names, input_names, inputs)
    rows = list(range(targets))
    if target_names is not None:
        rows, more = _order("target", weights.target_names, target_names, targets)
        notes += more
    return replace(
        weights,
        weight=np.ascontiguousarray(weights.weight[np.ix_(rows, columns)]),
        bias=weights.bias[rows],
        input_names=tuple(input_names),
        target_names=weights.target_names if target_names is None else tuple(target_names),
        notes=(*weights.notes, *notes),
    )


def _order(
    what: str, have: Sequence[str] | None, want: Sequence[str], count: int
) -> tuple[list[int], list[str]]:
    if have is None:
        if len(want) != count:
            raise UserError(
                f"the weights are for {count} {what} columns, the data has {len(want)}: "
                f"{listed(want)}; choose columns with --{what}s"
            )
        return list(range(count)), [
            f"the weights name no {what} columns: taken in order as {listed(want)}"
        ]
    if tuple(have) == tuple(want):
        return list(range(count)), []
    if sorted(have) != sorted(want):
        missing, extra = (
            [name for name in those if name not in others]
            for those, others in ((have, want), (want, have))
        )
        raise UserError(_difference(what, missing, extra, have, want))
    if len(set(have)) < len(have):
        raise UserError(
            f"the weights and the data have several {what} columns of the same name in another "
            f"order: {listed(want)}; rename them"
        )
    return [list(have).index(name) for name in want], []


def _difference(
    what: str, missing: list[str], extra: list[str], have: Sequence[str], want: Sequence[str]
) -> str:
    clauses = []
    if missing:
        clauses.append(f"the data lacks the {what} {listed(missing)} of the weights")
    if extra:
        clauses.append(f"the weights lack the {what} {listed(extra)} of the data")
    if not clauses:
        clauses.append(
            f"the weights have {len(have)} {what} columns and the data {len(want)}, "
            "some under the same name"
        )
    return f"{', and '.join(clauses)}; choose columns with --{what}s"
