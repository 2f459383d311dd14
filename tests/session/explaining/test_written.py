"""What is written in a line computes to what is written, for numbers of any size."""

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import share
from tests.session.reference import random_dataset

from gdtui.data.dataset import Dataset
from gdtui.engine.settings import Dtype, Mode, Settings, Variant
from gdtui.session.actions import Step
from gdtui.session.answers import answer
from gdtui.session.line import Origin
from gdtui.session.questions import Explain, Explained
from gdtui.session.session import Session
from gdtui.session.spot import Gradient, OfInput, OfTarget, Parameter, Spot, Whole

SPOTS: list[Spot] = [
    *(Parameter(0, column) for column in (0, 1, None)),
    *(Gradient(1, column) for column in (0, 1, None)),
    *(OfTarget("prediction", row, 1) for row in (0, 2)),
    *(OfTarget("residual", row, 0) for row in (0, 2)),
    *(OfInput(row, 1) for row in (0, 2)),
    Whole.BATCH_LOSS,
    Whole.FULL_LOSS,
    Whole.ROOT,
    Whole.NORM,
]
ARITHMETIC = re.compile(r"[-+*/0-9.e()\[\] r]+")
PYTHON = str.maketrans({"·": "*", "²": "@", "√": "r", "[": "(", "]": ")"})


def of_sizes(inputs: tuple[float, float], target: float) -> Dataset:
    """Random data whose columns have these sizes."""
    data = random_dataset(9, 2, 2)
    columns = zip((*data.input_columns, *data.target_columns), (*inputs, 1, target), strict=True)
    scaled = tuple(column * size for column, size in columns)
    return Dataset(**{**vars(data), "input_columns": scaled[:2], "target_columns": scaled[2:]})


def sums(line: str) -> list[tuple[float, str]]:
    """What each piece of arithmetic in a line computes to, and the number that stands behind it."""
    line = re.sub(r"… [0-9]+ more [a-z]+, together ", "", line)
    line = re.sub(r" \(earlier\)| rows", "", line).translate(PYTHON)
    line = re.sub(r"@", "**2", line)
    parts = re.split(r" = |; adds |: ", line)
    found = []
    for one, result in pairwise(parts):
        number = re.match(r"-?[0-9][0-9.]*(?:e[-+][0-9]+)?", result)
        if number is not None and ARITHMETIC.fullmatch(one) and re.search(r"[*/r]| - ", one):
            root = one.startswith("r")
            value = float(eval(one.lstrip("r"), {"__builtins__": {}}))  # noqa: S307  # arithmetic
            found.append((math.sqrt(value) if root else value, number.group()))
    return found


def half(number: str) -> float:
    """Half a unit of the last digit that is written."""
    mantissa, _, exponent = number.partition("e")
    return 0.5 * 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))


@share(0.3)
@given(
    powers=st.tuples(st.integers(-9, 9), st.integers(-3, 3), st.integers(-6, 6)),
    moment=st.sampled_from([3, 4, 8, 23, 503]),
    dtype=st.sampled_from(Dtype),
    standardize=st.booleans(),
    skips=st.booleans(),
)
def test_arithmetic_computes_to_what_stands_behind_it(
    *, powers: tuple[int, int, int], moment: int, dtype: Dtype, standardize: bool, skips: bool
) -> None:
    one, other, target = (10.0**power for power in powers)
    lr = 0.1 if standardize else 1e-3 / max(one, other, 1) ** 2
    variant = Variant.SKIPPED_ZERO_GRAD if skips else Variant.PLAIN
    chosen = Settings(lr=lr, dtype=dtype, standardize=standardize, variant=variant)
    session = Session(of_sizes((one, other), target), Origin(1, Mode.MANUAL, chosen))
    session.apply(Step("phase", moment))
    seen = 0
    for spot in SPOTS:
        told = answer(session, Explain(spot, 400))
        assert isinstance(told, Explained)
        for value, number in sums(told.explanation.line):
            seen += 1
            most = half(number) * (1 + 1e-6) + 1e-12 * abs(value)
            assert abs(value - float(number)) <= most, told.explanation.line
    assert seen > 10


def test_the_reading_of_a_line_finds_what_does_not_add_up() -> None:
    line = "pred[row 1,a] = 73·1.0522 + … 2 more inputs, together (-65.24) + 2.2341 = 13.80; the"
    ((value, number),) = sums(line)
    assert number == "13.80"
    assert value == pytest.approx(13.8047)
    assert sums("norm = √[3.0² + (-4.0)²] = 5.1") == [(5.0, "5.1")]
    assert half("5.1") == 0.05
    assert half("1.25e+08") == 0.5e6
