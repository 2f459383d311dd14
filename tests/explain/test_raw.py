"""Parameters for raw inputs, explained by those of standardised ones."""

import numpy as np

from gdtui.explain.raw import Folding, explain_raw

OF = Folding(
    "apples",
    ("temp", "rain"),
    np.array([3.5, -9.0]),
    70.0,
    np.array([86.0, 73.0]),
    np.array([12.5, 30.0]),
)


def test_a_weight_is_divided_by_the_spread_of_its_input() -> None:
    told = explain_raw(OF, 0, 150)
    assert told.line.startswith("w[apples,temp] for raw inputs = w / sigma = 3.5000 / 12.5000 = ")
    assert told.line.endswith("= 0.2800; Z shows the loop's own number, which can be edited")
    assert told.value == 0.28


def test_a_bias_is_without_what_the_means_add() -> None:
    told = explain_raw(OF, None, 90)
    assert told.line == (
        "b[apples] for raw inputs = b - sum of w·mean/sigma = 70.0000 - 2.1800 = 67.8200"
    )
    assert any(
        line.split() == ["rain", "(-0.3000)·73.0000", "=", "-21.9000"] for line in told.lines
    )
