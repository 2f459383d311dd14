"""Where the rate stands, against training itself."""

from dataclasses import replace

import numpy as np
import pytest
from tests.session.reference import random_dataset

from gdtui.engine.settings import Dtype, Mode, Settings, Variant
from gdtui.errors import UserError
from gdtui.session.actions import Set, Step
from gdtui.session.gauging import gauge
from gdtui.session.line import Change, Origin
from gdtui.session.outlook import Rate
from gdtui.session.rates import rates
from gdtui.session.session import Session


def session(settings: Settings, d: int = 3) -> Session:
    made = Session(random_dataset(13, d, 2), Origin(0, Mode.MANUAL, settings))
    for each in (settings, replace(settings, standardize=True)):
        made.survey.keep(made.survey.look(each))
    return made


def test_each_direction_shrinks_as_it_is_told() -> None:
    made = session(Settings(lr=3e-3, dtype=Dtype.FLOAT64))
    told = rates(made, Rate(0, 99))
    landscape = made.survey.of(made.chosen)
    assert landscape is not None
    vectors = landscape.curvature.eigenvectors[:, ::-1]
    before, after = made.snapshot(), made.apply(Step("epoch"))
    best = landscape.solution

    def along(weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
        apart = np.concatenate((weight - best.weight, (bias - best.bias)[:, None]), axis=1)
        return apart @ vectors

    kept = along(after.weight, after.bias) / along(before.weight, before.bias)
    factors = [direction.factor for direction in told.directions]
    assert np.allclose(kept, factors, rtol=1e-6)
    for direction in told.directions:
        assert abs(direction.factor) ** direction.epochs == pytest.approx(0.1)


def test_the_distances_end_at_nothing() -> None:
    made = session(Settings(lr=0.4, standardize=True))
    made.apply(Step("epoch", 500))
    told = rates(made, Rate(1, 5))
    assert told.places == ((0, 1), (0, 2), (0, 3), (1, 0), (1, 1))
    assert told.standardized
    assert told.values == pytest.approx(told.best, rel=1e-4)
    assert told.standardised is not None
    assert told.condition_number == told.standardised.condition_number


def test_of_many_directions_the_steepest_and_the_flattest_are_told() -> None:
    told = rates(session(Settings(), d=12), Rate(0, 4))
    assert told.count == 13
    values = [direction.eigenvalue for direction in told.directions]
    assert values == sorted(values, reverse=True)
    assert told.limit == 2 / values[0]
    assert told.condition_number == pytest.approx(values[0] / values[-1])


def test_a_batch_has_a_limit_of_its_own_while_its_step_is_under_way() -> None:
    made = session(Settings(lr=1e-3, batch_size=2))
    before = gauge(made.timeline, made.survey)
    assert before is not None
    assert before.of_all == pytest.approx(0.3, abs=0.3)
    assert before.of_batch is None
    assert before.safe == rates(made, Rate(0, 3)).safe
    made.apply(Step("phase"))
    found = gauge(made.timeline, made.survey)
    told = rates(made, Rate(0, 3))
    assert found is not None
    assert told.batch_limit is not None
    assert found.of_batch == pytest.approx(2 * told.lr / told.batch_limit)
    assert told.safe <= told.batch_limit


def test_a_changed_rate_counts_at_once_as_it_is_shown() -> None:
    made = session(Settings(lr=1e-3))
    half = gauge(made.timeline, made.survey)
    made.apply(Set(Change("lr", 2e-3)))
    whole = gauge(made.timeline, made.survey)
    assert half is not None
    assert whole is not None
    assert whole.of_all == pytest.approx(2 * half.of_all)
    made.apply(Step("phase"))
    made.apply(Set(Change("lr", 1e-3)))
    assert gauge(made.timeline, made.survey) == half
    made.apply(Step("phase", 4))
    assert gauge(made.timeline, made.survey) == half


def test_a_loop_that_is_no_descent_has_no_gauge() -> None:
    made = session(Settings())
    made.apply(Set(Change("variant", Variant.FLIPPED_SIGN)))
    assert made.snapshot().gauge is None


def test_nothing_is_told_before_the_solution_is_known() -> None:
    made = Session(random_dataset(13, 3, 2), Origin(0, Mode.MANUAL, Settings()))
    assert made.snapshot().gauge is None
    with pytest.raises(UserError, match="still being computed"):
        rates(made, Rate(0, 3))
