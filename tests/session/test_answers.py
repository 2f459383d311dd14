from pathlib import Path

import numpy as np
import pytest
from tests.session.reference import random_dataset

from gdtui.engine.settings import Mode, Settings
from gdtui.errors import UserError
from gdtui.session.actions import Reseed, Set, Step
from gdtui.session.answers import answer
from gdtui.session.line import Change, Origin
from gdtui.session.outlook import Around, Fit, Forecast, Rate, RawWeights
from gdtui.session.questions import (
    Best,
    Branches,
    DataRows,
    DataWindow,
    Devices,
    Drift,
    Explain,
    Explained,
    Export,
    Loadable,
    Losses,
    Optimum,
    Predict,
    Question,
    ReadWeights,
    Window,
)
from gdtui.session.session import Session
from gdtui.session.snapshot import BatchWindow, LossCurve
from gdtui.session.spot import Gradient, PastLoss
from gdtui.weights.file import read_weights
from gdtui.weights.saved import Saved

SETTINGS = Settings(mode=Mode.SGD, lr=1e-4, batch_size=5, shuffle=True)
EVERY: list[Question] = [
    Window(0, 3),
    DataWindow(0, 4),
    Predict((1.0, 2.0, 3.0)),
    Losses("epoch", 8),
    Explain(PastLoss("batch", 2000, 1), 150),
    Explain(PastLoss("epoch", 1499, 1), 150),
    Branches(8),
    Best(),
    Around(((1, 2), (0, 3))),
    Fit(1),
    Rate(0, 8),
    RawWeights(),
    Forecast(9000, 64),
    Devices(),
    Drift(),
    Explain(Gradient(1, 2)),
    Explain(PastLoss("batch", 4500, 1)),
    Explain(PastLoss("epoch", 1500, 1)),
]


def trained(epochs: int = 2000) -> Session:
    session = Session(random_dataset(13, 3, 2), Origin(0, SETTINGS.mode, SETTINGS))
    session.apply(Step("epoch", epochs))
    session.apply(Step("phase", 2))
    session.survey.keep(session.survey.look(session.chosen))
    return session


@pytest.mark.parametrize("question", EVERY, ids=lambda question: type(question).__name__)
def test_an_answer_leaves_the_session_as_it_is(question: Question) -> None:
    asked, unasked = trained(), trained()
    before = asked.place
    answer(asked, question)

    assert asked.place == before
    assert asked.tracks[0].history.steps == unasked.tracks[0].history.steps
    went_on, expected = (each.apply(Step("epoch", 3)) for each in (asked, unasked))
    assert went_on.weight.tobytes() == expected.weight.tobytes()
    assert went_on.batch.numbers.tolist() == expected.batch.numbers.tolist()
    assert asked.tracks[0].history.last_epoch == unasked.tracks[0].history.last_epoch


def test_any_window_of_the_batch_can_be_seen() -> None:
    session = trained(1)
    whole, part = session.snapshot().batch, answer(session, Window(2, 10))

    assert isinstance(part, BatchWindow)
    assert (part.first, part.rows, len(part.inputs)) == (2, 5, 3)
    assert part.numbers.tolist() == whole.numbers[2:].tolist()
    assert part.lines.tolist() == (whole.numbers[2:] + 2).tolist()


def test_the_data_is_seen_with_the_rows_of_the_batch_marked() -> None:
    session = trained(1)
    rows = answer(session, DataWindow(0, 100))

    assert isinstance(rows, DataRows)
    assert (rows.rows, rows.lines.tolist()) == (13, list(range(2, 15)))
    assert set(np.flatnonzero(rows.in_batch)) == set(session.snapshot().batch.numbers)
    assert rows.inputs.tolist() == session.dataset.inputs().tolist()
    shown = session.snapshot()
    assert np.allclose(rows.preds, rows.inputs @ shown.weight.T + shown.bias, atol=1e-4)


def test_a_prediction_is_for_raw_inputs_also_while_training_standardises() -> None:
    session = trained()
    raw = answer(session, Predict((1.0, 2.0, 3.0)))
    session.apply(Set(Change("standardize", value=True)))
    standardised = answer(session, Predict((1.0, 2.0, 3.0)))

    assert standardised == pytest.approx(raw, rel=1e-4)
    with pytest.raises(UserError, match="a row has 3 inputs, not 2"):
        answer(session, Predict((1.0, 2.0)))


def test_a_loss_of_long_ago_is_exact() -> None:
    session, straight = trained(), Session(random_dataset(13, 3, 2), Origin(0, Mode.SGD, SETTINGS))
    straight.apply(Step("epoch", 1500))
    straight.apply(Step("batch", 2))

    assert session.snapshot().batch_losses.width > 1
    for spot, loss in (
        (PastLoss("batch", 4501, 1), straight.snapshot().batch_loss),
        (PastLoss("epoch", 1499, 1), straight.tracks[0].history.last_epoch),
    ):
        explained = answer(session, Explain(spot, 150))
        assert isinstance(explained, Explained)
        assert explained.explanation.engine == loss


def test_a_curve_has_at_most_as_many_buckets_as_asked_for_and_keeps_every_extreme() -> None:
    session = trained()
    fine, coarse = answer(session, Losses("batch", 1000)), answer(session, Losses("batch", 10))

    assert isinstance(fine, LossCurve)
    assert isinstance(coarse, LossCurve)
    assert len(coarse.lows) <= 10
    assert coarse.count == fine.count == 6000
    assert (coarse.lows.min(), coarse.highs.max()) == (fine.lows.min(), fine.highs.max())


def test_branches_tell_where_they_left_and_how_far_they_came() -> None:
    session = trained(2)
    session.apply(Set(Change("lr", 1e-5)))
    session.apply(Step("epoch", 1))
    session.apply(Reseed(3))
    told = answer(session, Branches(8))
    assert isinstance(told, tuple)
    first, second, third = told

    assert (first.parent, second.parent, third.parent) == (None, 0, None)
    assert second.fork.epochs == 2
    assert (second.settings.lr, third.seed) == (1e-5, 3)
    assert (first.earlier, second.earlier, third.earlier) == ((), (first.settings,), ())
    assert (first.epoch_losses.count, second.epoch_losses.count) == (2, 3)


def test_the_best_weights_are_known_afterwards() -> None:
    session = Session(random_dataset(13, 3, 2), Origin(0, SETTINGS.mode, SETTINGS))
    assert session.snapshot().best_loss is None
    best = answer(session, Best())

    assert isinstance(best, Optimum)
    assert best.eigenvalues.shape == (4,)
    assert session.snapshot().best_loss == best.loss


def test_an_export_writes_what_is_on_the_screen(tmp_path: Path) -> None:
    session = trained(2)
    saved = answer(session, Export(str(tmp_path / "w.safetensors")))

    assert isinstance(saved, Saved)
    assert read_weights(saved.path).weight.tobytes() == session.snapshot().weight.tobytes()
    with pytest.raises(UserError, match="exists"):
        answer(session, Export(str(saved.path)))
    answer(session, Export(str(saved.path), force=True))
    with pytest.raises(UserError, match="inside a step"):
        answer(session, Export(str(tmp_path / "run.py")))


def test_weights_that_were_exported_are_read_as_the_action_that_loads_them(tmp_path: Path) -> None:
    session, path = trained(), str(tmp_path / "w.safetensors")
    answer(session, Export(path))
    found = answer(session, ReadWeights(path))
    assert isinstance(found, Loadable)
    weights = read_weights(Path(path))
    session.apply(found.load)
    assert np.array_equal(session.snapshot().weight, weights.weight)
    with pytest.raises(UserError, match=r"gone\.pt: cannot be read: there is no such file"):
        answer(session, ReadWeights(str(tmp_path / "gone.pt")))
