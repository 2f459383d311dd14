"""gdtui solve: the exact solution, and the curvature of the loss around it."""

import json
import math
from argparse import Namespace
from collections.abc import Iterator, Sequence

from gdtui.clean import clean
from gdtui.cli.opening import open_dataset, opening_of
from gdtui.cli.summary import data_line
from gdtui.cli.table import figure, weights_table
from gdtui.data.dataset import Dataset
from gdtui.engine.curvature import Curvature
from gdtui.engine.exact import Solution
from gdtui.engine.exact import solve as solve_exactly

_NAMES_SHOWN = 200


def solve(options: Namespace) -> int:
    """Print the solution as a table, or as one object of JSON.

    Raises:
        UserError: the data cannot be used.
    """
    dataset, _ = open_dataset(opening_of(options))
    solution = solve_exactly(dataset.input_columns, dataset.target_columns)
    curvature = Curvature.of(solution.factor, len(dataset.target_columns))
    if options.json:
        print(_json(dataset, solution, curvature))
    else:
        print(*_lines(dataset, solution, curvature), sep="\n")
    return 0


def _json(dataset: Dataset, solution: Solution, curvature: Curvature) -> str:
    """One object; what is infinite is null, because JSON has no word for it."""
    told = {
        "input_names": dataset.input_names,
        "target_names": dataset.target_names,
        "rows": dataset.rows,
        "weight": [_finite(row) for row in solution.weight.tolist()],
        "bias": _finite(solution.bias.tolist()),
        "best_loss": solution.best_loss,
        "eigenvalues": _finite(curvature.eigenvalues.tolist()),
        "largest_stable_lr": curvature.largest_stable_lr,
        "condition_number": curvature.condition_number,
        "rank": solution.rank,
        "dependent": [dataset.input_names[place] for place in solution.dependent],
    }
    finite = {
        key: None if isinstance(value, float) and not math.isfinite(value) else value
        for key, value in told.items()
    }
    # Of the characters that a terminal obeys, json leaves this one as it is.
    return json.dumps(finite, indent=2, allow_nan=False).replace("\x7f", "\\u007f")


def _finite(values: Sequence[float]) -> list[float | None]:
    return [value if math.isfinite(value) else None for value in values]


def _lines(dataset: Dataset, solution: Solution, curvature: Curvature) -> Iterator[str]:
    size = len(dataset.input_names) + 1
    yield f"data               {data_line(dataset)}"
    yield f"best loss          {figure(solution.best_loss)}"
    yield f"largest stable lr  {figure(curvature.largest_stable_lr)}"
    yield f"condition number   {figure(curvature.condition_number)}"
    yield f"rank               {solution.rank} of {size}"
    if solution.rank_deficient:
        follow = ", ".join(dataset.input_names[place] for place in solution.dependent)
        yield f"                   {clean(follow, _NAMES_SHOWN)}: follows from a constant"
        yield "                   and the inputs before; of all best weights these are the smallest"
    yield f"eigenvalues        {' '.join(map(figure, curvature.eigenvalues))}"
    yield ""
    names = dataset.input_names, dataset.target_names
    yield from weights_table(*names, solution.weight, solution.bias)
