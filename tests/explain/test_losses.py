"""Losses explained as means of squares."""

import numpy as np
import pytest
from tests.explain.crops import PREDS, TARGETS, Y

from gdtui.explain.losses import Residuals, explain_epoch_loss, explain_loss, explain_root

LOSS = float(((PREDS - Y) ** 2).mean())


def test_a_loss_is_the_mean_of_the_squares_biggest_first() -> None:
    found = explain_loss("batch loss", Residuals(TARGETS, PREDS, Y, lambda k: k), LOSS, "", 144)
    assert found.line == (
        "batch loss = [(-187.9768)² + (-168.9322)² + (-165.2755)² + … 7 more squares,"
        " together 54842.5673] / (5·2) = 14603.19; √loss = 120.84"
    )
    assert found.value == pytest.approx(LOSS, rel=1e-6)
    assert any("apples alone: mean 9993.82, its root 99.9691" in line for line in found.lines)


def test_the_root_is_in_the_units_of_the_target_where_there_is_one() -> None:
    of = Residuals(("apples",), PREDS[:, :1], Y[:, :1], lambda k: k)
    found = explain_loss("batch loss", of, 9993.82, "", 144)
    assert found.line.endswith("/ (5·1) = 9993.82; √loss = 99.9691, in the units of apples")


def test_the_root_alone_says_what_it_is_good_for() -> None:
    assert explain_root(4.0, 144).line.startswith("root = √(loss of all rows) = √4.0000 = 2.0000")


def test_an_epochs_loss_weighs_each_batch_by_its_rows() -> None:
    losses, rows = np.array([10.0, 20.0, 70.0]), np.array([5, 5, 3])
    found = explain_epoch_loss(3, losses, rows, 360 / 13, 144)
    assert found.line == (
        "loss of epoch 4 = [5·10.0000 + 5·20.0000 + 3·70.0000] / 13 rows = 27.6923"
    )
    assert found.value == pytest.approx(360 / 13)
