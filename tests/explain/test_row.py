"""The numbers of a row explained."""

from dataclasses import replace

import numpy as np
import pytest
from tests.explain.crops import BIAS, NAMES, PREDS, WEIGHT, X, Y

from gdtui.explain.prediction import Predicting, explain_prediction, explain_residual
from gdtui.explain.row import (
    RowName,
    Standard,
    explain_input,
    explain_target,
)

ROW = RowName(0, 2, "crops.csv")
MADE_OF = Predicting(ROW, NAMES, "apples", X[0], WEIGHT[0], BIAS[0], Y[0, 0], PREDS[0, 0])


def test_a_prediction_is_the_documented_arithmetic() -> None:
    found = explain_prediction(MADE_OF, 144)
    assert found.line == (
        "pred[row 1,apples] = 73·1.0522 + 67·(-1.1931) + 43·0.3418 + 2.2341 = 13.80"
        "; the target is 56"
    )
    assert found.value == pytest.approx(float(PREDS[0, 0]), abs=found.rounding)


def test_a_stale_prediction_says_what_it_would_be_now() -> None:
    found = explain_prediction(replace(MADE_OF, now=24.98), 144)
    assert found.line.endswith("= 13.80; with the weights of now it would be 24.98")


def test_many_inputs_are_shortened_to_the_largest_products() -> None:
    wide = replace(
        MADE_OF,
        input_names=[f"x{place}" for place in range(100)],
        x=np.arange(100, dtype="f4"),
        weight=np.ones(100, "f4"),
        made=np.float32(4952.2341),
    )
    found = explain_prediction(wide, 110)
    assert found.line == (
        "pred[row 1,apples] = 99·1.0000 + 98·1.0000 + 97·1.0000 + … 97 more inputs, together"
        " 4656.00 + 2.2341 = 4952.23"
    )
    assert sum("·1.0000 =" in line for line in found.lines) == 100


def test_a_residual_says_which_way_it_is_off_and_what_it_adds() -> None:
    found = explain_residual(ROW, "apples", PREDS[0, 0], Y[0, 0], elements=10, room=144)
    assert found.line == (
        "residual[row 1,apples] = pred - target = 13.80 - 56 = -42.20: 42.20 too low"
        "; adds (-42.196)² / 10 = 178.05 to the loss"
    )
    exact = explain_residual(ROW, "apples", Y[0, 0], Y[0, 0], elements=10, room=144)
    assert "= 0: exact" in exact.line


def test_a_target_is_where_the_file_has_it() -> None:
    assert explain_target(ROW, "apples", Y[0, 0], 60.5, 144).line == (
        "target[row 1,apples] = 56: row 1 is line 2 of crops.csv; the prediction 60.50 is 4.50 too"
        " high"
    )


def test_an_input_is_the_files_own_or_standardised_before_your_eyes() -> None:
    assert explain_input(ROW, "temp", X[0, 0], None, 144).line == (
        "row 1, temp = 73: row 1 is line 2 of crops.csv"
    )
    found = explain_input(ROW, "temp", np.float32(-0.9452853), Standard(73, 84.4, 12.0598507), 144)
    assert "(raw - mean) / sigma = (73 - 84.4000) / 12.0599 = -0.9453" in found.line
    assert found.value == pytest.approx(-0.9452853, abs=1e-6)
