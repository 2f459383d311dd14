"""Raw training and standardised training: the same numbers come out."""

import numpy as np
import pytest
from tests.session.reference import random_dataset

from gdtui.data.bundled import bundled
from gdtui.engine.settings import Dtype, Mode, Settings
from gdtui.session.actions import Set, Step
from gdtui.session.answers import answer
from gdtui.session.line import Change, Origin
from gdtui.session.questions import DataRows, DataWindow, Predict
from gdtui.session.session import Session


def trained(settings: Settings, epochs: int) -> Session:
    made = Session(random_dataset(13, 3, 2), Origin(0, settings.mode, settings))
    landscape = made.survey.look(made.chosen)
    made.apply(Set(Change("lr", landscape.largest_stable_lr / 2)))
    made.apply(Step("epoch", epochs))
    return made


@pytest.mark.parametrize("mode", Mode)
def test_raw_and_standardised_training_predict_the_same_numbers(mode: Mode) -> None:
    raw = trained(Settings(mode, dtype=Dtype.FLOAT64), 20_000)
    standardised = trained(Settings(mode, dtype=Dtype.FLOAT64, standardize=True), 2000)
    for inputs in ((0.0, 0.0, 0.0), (1.5, -20.0, 3.25), (1e4, 7.0, -1e3)):
        told = [answer(one, Predict(inputs)) for one in (raw, standardised)]
        assert told[0] == pytest.approx(told[1], rel=1e-9)
    rows = [answer(one, DataWindow(0, 13)) for one in (raw, standardised)]
    assert all(isinstance(one, DataRows) for one in rows)
    assert np.allclose(rows[0].preds, rows[1].preds, rtol=1e-9)  # type: ignore[attr-defined]  # so
    losses = [one.snapshot().full_loss for one in (raw, standardised)]
    assert losses[0] == pytest.approx(losses[1], rel=1e-12)


@pytest.mark.parametrize("dtype", Dtype)
@pytest.mark.parametrize("data", ["crops", "diabetes", "linnerud"])
def test_what_the_loop_predicts_standardised_is_what_its_raw_weights_predict(
    data: str, dtype: Dtype
) -> None:
    dataset, start = bundled(data)
    chosen = Settings(Mode.SGD, lr=0.1, standardize=True, dtype=dtype)
    made = Session(dataset, Origin(0, Mode.SGD, chosen, start.weight, start.bias))
    made.apply(Step("epoch", 20))
    made.apply(Step("phase"))
    preds = made.timeline.live.preds
    assert preds is not None
    told = answer(made, DataWindow(0, dataset.rows))
    assert isinstance(told, DataRows)
    precision = 1e-4 if dtype is Dtype.FLOAT32 else 1e-11
    assert np.allclose(preds.detach().numpy(), told.preds, rtol=precision, atol=precision)
