import math

import numpy as np
import pytest

from gdtui.data.bundled import bundled
from gdtui.data.dataset import Dataset
from gdtui.engine.settings import Settings
from gdtui.errors import UserError
from gdtui.session.landscape import Landscape


def landscape(name: str, settings: Settings) -> Landscape:
    return Landscape.of(bundled(name)[0], settings)


def test_whole_batches_may_use_two_over_the_largest_eigenvalue() -> None:
    found = landscape("crops", Settings())
    assert found.largest_stable_lr == pytest.approx(1.1167e-4, rel=5e-5)
    assert found.auto_lr == found.largest_stable_lr / 2
    assert found.solution.best_loss == pytest.approx(0.483121, abs=5e-7)


def test_smaller_batches_use_what_is_stable_for_the_smallest_one() -> None:
    five = landscape("crops15", Settings(batch_size=5))
    assert five.largest_stable_lr == pytest.approx(7.85e-5, rel=5e-4)
    assert five.why == "stable for any batch of 5 rows"
    # 15 rows in batches of 7: the last one has a single row.
    assert landscape("crops15", Settings(batch_size=7)).why == "stable for any batch of one row"


def test_a_batch_of_all_rows_is_whole_even_when_it_is_shuffled() -> None:
    shuffled = landscape("crops15", Settings(batch_size=15, shuffle=True))
    assert shuffled.largest_stable_lr == landscape("crops15", Settings()).largest_stable_lr


def test_standardised_inputs_have_a_curvature_of_their_own() -> None:
    raw = landscape("crops", Settings())
    standardised = raw.standardised()
    assert standardised.solution is raw.solution
    assert standardised.curvature.condition_number < 10
    assert raw.curvature.condition_number > 2e6
    assert standardised.epochs_per_digit(standardised.auto_lr) < 10
    assert raw.epochs_per_digit(1e-5) > 1e7


def test_numbers_whose_squares_overflow_leave_no_rate() -> None:
    column = np.array([1e200, 2e200, 4e200])
    data = Dataset(
        "d", bundled("crops")[0].path, ("a",), ("y",), (column,), (np.arange(3.0),), range(3)
    )
    with pytest.raises(UserError, match="--standardize"):
        _ = Landscape.of(data, Settings()).auto_lr
    assert math.isfinite(Landscape.of(data, Settings(standardize=True)).auto_lr)
