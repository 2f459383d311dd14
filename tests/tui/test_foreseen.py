"""The sentence about a forecast."""

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
