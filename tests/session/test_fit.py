"""Points of the fit, against the weights themselves."""

import numpy as np
import pytest
from tests.session.reference import random_dataset

from gdtui.engine.settings import Mode, Settings
from gdtui.errors import UserError
from gdtui.session.actions import Step
from gdtui.session.fit import fitted
from gdtui.session.line import Origin
from gdtui.session.session import Session


def trained(n: int, d: int, *, standardize: bool = False) -> Session:
    settings = Settings(lr=1e-3, standardize=standardize)
    session = Session(random_dataset(n, d, 2), Origin(0, Mode.MANUAL, settings))
    session.apply(Step("epoch", 2))
    return session


@pytest.mark.parametrize("standardize", [False, True])
def test_one_input_has_a_line_that_makes_its_predictions(*, standardize: bool) -> None:
    session = trained(30, 1, standardize=standardize)
    found = fitted(session, 1)
    assert found.inputs is not None
    assert found.weight is not None
    assert found.bias is not None
    assert found.inputs.tolist() == session.dataset.input_columns[0].tolist()
    assert found.targets.tolist() == session.dataset.target_columns[1].tolist()
    assert found.preds == pytest.approx(found.weight * found.inputs + found.bias)
    loss = session.snapshot().full_loss
    other = fitted(session, 0)
    apart = np.concatenate([found.preds - found.targets, other.preds - other.targets])
    assert np.square(apart).mean() == pytest.approx(loss, rel=1e-5)


def test_many_rows_are_some_spread_over_all() -> None:
    session = trained(5000, 3)
    found = fitted(session, 0)
    assert len(found.numbers) == 400
    assert (found.rows, found.numbers[0], found.numbers[-1]) == (5000, 0, 4999)
    assert found.targets.tolist() == session.dataset.target_columns[0][found.numbers].tolist()
    assert found.inputs is None


def test_there_are_no_other_targets() -> None:
    with pytest.raises(UserError, match="no such target"):
        fitted(trained(5, 1), 2)
