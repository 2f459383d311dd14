"""The sentence about a forecast."""

import math

import numpy as np

from gdtui.session.outlook import Forecasted
from gdtui.tui.foreseen import forecast_sentence

EPOCHS, LOSSES = np.array([2.5, 500.0]), np.array([900.0, 98.5957])


def test_it_says_from_where_to_where() -> None:
    assert forecast_sentence(Forecasted(EPOCHS, LOSSES, 1, 1e-5)) == (
        "forecast from epoch 2.5: full-batch descent at lr 1e-5 reaches loss 98.5957 at epoch 500"
    )


def test_it_says_that_smaller_batches_go_another_way() -> None:
    assert "takes 3 batches an epoch" in forecast_sentence(Forecasted(EPOCHS, LOSSES, 3, 1e-5))


def test_a_forecast_without_end_is_told_in_words() -> None:
    endless = Forecasted(EPOCHS, LOSSES * math.inf, 1, 1.0)
    assert "diverges: before epoch" in forecast_sentence(endless)
    grows = Forecasted(EPOCHS, LOSSES * 1e9, 1, 1.0, diverges=True)
    assert " diverges: loss " in forecast_sentence(grows)
