"""Tables and numbers, as lines of plain text that can be copied into Python."""

from collections.abc import Iterable, Sequence

from gdtui.clean import clean

_WIDTH = 100
_NAME = 28


def figure(value: float | None) -> str:
    """A number with six significant digits; None is "None"."""
    return "None" if value is None else f"{value:.6g}"


def weights_table(
    input_names: Sequence[str],
    target_names: Sequence[str],
    weight: Iterable[Iterable[float]],
    bias: Iterable[float],
) -> list[str]:
    """A line for each input and one for the bias, a column for each target.

    Targets that do not fit beside each other come below, under the names of the inputs again.

    Args:
        input_names: d of them, from outside.
        target_names: t of them, from outside.
        weight: (t, d).
        bias: (t,).
    """
    labels = [*(clean(name, _NAME) for name in input_names), "bias"]
    margin = max(map(len, labels))
    lines: list[str] = []
    line: list[str] = []
    for name, row, offset in zip(target_names, weight, bias, strict=True):
        cells = [clean(name, _NAME), *map(figure, row), figure(offset)]
        width = max(map(len, cells))
        column = [f"  {cell:>{width}}" for cell in cells]
        if line and len(line[0]) + len(column[0]) > _WIDTH:
            lines += [*line, ""]
            line = []
        line = line or [f"{label:<{margin}}" for label in ("", *labels)]
        line = [before + cell for before, cell in zip(line, column, strict=True)]
    return [*lines, *line]
