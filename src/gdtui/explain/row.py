"""Numbers of one row as the file has them: an input, a target."""

from dataclasses import dataclass

import numpy as np

from gdtui.explain.arithmetic import agreeing, datum, parameter
from gdtui.explain.comparison import beside, bound
from gdtui.explain.explanation import Explanation, first_fitting
from gdtui.explain.writing import factor, given, name, pred

_DOT, _SQUARED = "\N{MIDDLE DOT}", "\N{SUPERSCRIPT TWO}"


@dataclass(frozen=True)
class RowName:
    """A row by its number in the data, from 0, and by its line in the file."""

    number: int
    line: int
    file: str

    def __str__(self) -> str:
        return f"row {self.number + 1}"

    @property
    def where(self) -> str:
        """Where its numbers come from."""
        return f"{self} is line {self.line} of {self.file}"


@dataclass(frozen=True, eq=False)
class Standard:
    """What one input is standardised by, and the raw number that the file has."""

    raw: float
    mean: float
    sigma: float


def explain_input(
    row: RowName, input_name: str, x: np.floating, standard: Standard | None, room: int
) -> Explanation:
    """An input as training sees it: what the file says, or (raw - mean) / sigma of its column."""
    called = f"{row}, {name(input_name)}"
    if standard is None:
        line = f"{called} = {given(x)}: {row.where}"
        more = (f"an input: {row.where}; every prediction of the row has it times a weight",)
        return Explanation(called, line, more, float(x), float(x))
    value = (standard.raw - standard.mean) / standard.sigma
    written = agreeing(
        (datum(np.float64(standard.raw)), parameter(standard.mean), parameter(standard.sigma)),
        lambda raw, mean, sigma: (raw - mean) / sigma if sigma else np.nan,
        value,
        4,
    )
    raw, mean, sigma = written.operands
    arithmetic = f"({raw} - {factor(mean)}) / {sigma} = {written.result}"
    rounding = bound(x.dtype, 1, abs(value))
    return Explanation(
        called,
        first_fitting(
            (
                f"{called} = (raw - mean) / sigma = {arithmetic}; {row.where}",
                f"{called} = {arithmetic}",
            ),
            room,
        ),
        (
            "an input, standardised: (raw - mean) / sigma of its column over all rows",
            f"  {arithmetic}",
            beside(value, float(x), x.dtype, rounding),
            "",
            f"{row.where}: {given(standard.raw)}",
        ),
        value,
        float(x),
        rounding,
    )


def explain_target(
    row: RowName, target_name: str, y: np.floating, prediction: float, room: int
) -> Explanation:
    """A target: where it stands in the file, and how far the prediction is from it."""
    called = f"target[{row},{name(target_name)}]"
    how_far = f"; the prediction {pred(prediction)} is {off(prediction - float(y))}"
    return Explanation(
        called,
        first_fitting(
            (f"{called} = {given(y)}: {row.where}{how_far}", f"{called} = {given(y)}: {row.where}"),
            room,
        ),
        (f"what the prediction should be: {row.where}{how_far}",),
        float(y),
        float(y),
    )


def off(residual: float) -> str:
    """How far a prediction is from its target, in words."""
    if residual == 0:
        return "exact"
    return f"{pred(abs(residual))} too {'high' if residual > 0 else 'low'}"
