"""The forecast against real training."""

import numpy as np
import pytest
from tests.session.reference import random_dataset

from gdtui.data.bundled import bundled
from gdtui.engine.settings import Mode, Settings, Variant
from gdtui.errors import UserError
from gdtui.session.actions import Set, Step
from gdtui.session.forecast import forecast
from gdtui.session.line import Change, Origin
from gdtui.session.outlook import Forecast
from gdtui.session.session import Session


def session(data: str, settings: Settings) -> Session:
    dataset, start = bundled(data)
    origin = Origin(0, settings.mode, settings, start.weight, start.bias)
    return surveyed(Session(dataset, origin))


def surveyed(made: Session) -> Session:
    made.survey.keep(made.survey.look(made.chosen))
    return made


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(
    ("data", "settings"),
    [
        ("crops", Settings()),
        ("crops", Settings(lr=0.3, standardize=True)),
        ("crops15", Settings(lr=3e-5)),
        ("linnerud", Settings(lr=1e-5)),
        ("diabetes", Settings(lr=0.05, standardize=True)),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.lr}",
)
def test_a_thousand_epochs_of_float32_go_where_the_forecast_said(
    data: str, settings: Settings, mode: Mode
) -> None:
    made = session(data, Settings(mode=mode, lr=settings.lr, standardize=settings.standardize))
    made.apply(Step("epoch", 3))
    told = forecast(made, Forecast(1003, 1001))
    assert told.epochs.tolist() == list(range(3, 1004))
    real = []
    for epoch in (3, 4, 50, 500, 1003):
        while made.snapshot().position.epochs < epoch:
            made.apply(Step("epoch", epoch - made.snapshot().position.epochs))
        real.append(made.snapshot().full_loss)
    foretold = told.losses[[0, 1, 47, 497, 1000]]
    assert np.allclose(foretold, real, rtol=1e-5, atol=0)


def test_the_batch_losses_of_full_batches_are_the_forecast_one_step_later() -> None:
    made = session("crops", Settings())
    told = forecast(made, Forecast(50, 512))
    made.apply(Step("epoch", 50))
    assert told.losses[:50] == pytest.approx(made.snapshot().batch_losses.lows, rel=1e-5)


def test_between_update_and_zero_grad_it_begins_where_the_step_began() -> None:
    made = session("crops", Settings())
    before = forecast(made, Forecast(9, 64))
    made.apply(Step("phase", 4))
    assert forecast(made, Forecast(9, 64)).losses.tolist() == before.losses.tolist()


def test_smaller_batches_are_told_what_whole_ones_would_do() -> None:
    made = surveyed(
        Session(
            random_dataset(13, 3, 2), Origin(0, Mode.SGD, Settings(Mode.SGD, 1e-3, batch_size=5))
        )
    )
    made.apply(Step("epoch", 2))
    made.apply(Step("batch", 1))
    told = forecast(made, Forecast(5, 64))
    assert told.batches == 3
    assert (told.epochs[0], told.epochs[-1]) == (pytest.approx(2 + 1 / 3), 5)
    assert told.losses[0] == pytest.approx(made.snapshot().full_loss, rel=1e-5)


def test_a_rate_that_diverges_is_foretold_too() -> None:
    made = session("crops", Settings(lr=1e-3))
    told = forecast(made, Forecast(10_000, 64))
    assert told.losses[-1] == np.inf
    assert told.diverges
    assert not forecast(session("crops", Settings()), Forecast(10_000, 64)).diverges


def test_a_rate_just_beyond_the_limit_is_said_to_diverge_as_it_does() -> None:
    made = session("crops", Settings())
    landscape = made.survey.of(made.chosen)
    assert landscape is not None
    made.apply(Set(Change("lr", 1.02 * landscape.largest_stable_lr)))
    told = forecast(made, Forecast(100, 101))
    assert told.diverges
    made.apply(Step("epoch", 100))
    assert told.losses[-1] == pytest.approx(made.snapshot().full_loss, rel=1e-3)
    assert told.losses[-1] > told.losses[0]


@pytest.mark.parametrize("variant", [Variant.RATE_20, Variant.OLD_LOSS, Variant.EXACT_UPDATE])
def test_a_change_that_leaves_a_descent_a_descent_is_foretold(variant: Variant) -> None:
    made = session("crops", Settings(lr=4e-6))
    made.apply(Set(Change("variant", variant)))
    told = forecast(made, Forecast(40, 41))
    made.apply(Step("epoch", 40))
    assert told.losses[-1] == pytest.approx(made.snapshot().full_loss, rel=1e-5)


@pytest.mark.parametrize("phases", range(5))
def test_gradients_that_were_not_cleared_are_not_overlooked(phases: int) -> None:
    made = session("crops", Settings(lr=1e-6, variant=Variant.SKIPPED_ZERO_GRAD))
    made.apply(Step("epoch", 3))
    made.apply(Set(Change("variant", Variant.PLAIN)))
    if phases:
        made.apply(Step("phase", phases))
    with pytest.raises(UserError, match="are left"):
        forecast(made, Forecast(40, 41))
    made.apply(Step("epoch"))
    told = forecast(made, Forecast(40, 37))
    made.apply(Step("epoch", 36))
    assert told.losses[-1] == pytest.approx(made.snapshot().full_loss, rel=1e-5)


def test_what_cannot_be_foretold_is_refused() -> None:
    made = session("crops", Settings())
    made.apply(Step("epoch", 5))
    with pytest.raises(UserError, match="not ahead"):
        forecast(made, Forecast(5, 64))
    made.apply(Set(Change("variant", Variant.FLIPPED_SIGN)))
    with pytest.raises(UserError, match="broken on purpose"):
        forecast(made, Forecast(9, 64))
    made = session("crops", Settings())
    made.apply(Step("phase", 2))
    made.apply(Set(Change("standardize", value=True)))
    with pytest.raises(UserError, match="finish this step"):
        forecast(made, Forecast(9, 64))
