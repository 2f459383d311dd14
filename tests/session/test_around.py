"""The loss around the weights of a moment, against autograd."""

import pytest
from tests.session.reference import random_dataset

from gdtui.engine.settings import Mode, Settings, Variant
from gdtui.errors import UserError
from gdtui.session.actions import Set, Step
from gdtui.session.around import around
from gdtui.session.line import Change, Origin
from gdtui.session.session import Session

_REFUSED = Variant.FORGOTTEN_NO_GRAD


def surveyed(settings: Settings, *, epochs: int = 3) -> Session:
    session = Session(random_dataset(13, 3, 2), Origin(0, Mode.MANUAL, settings))
    if epochs:
        session.apply(Step("epoch", epochs))
    session.survey.keep(session.survey.look(session.chosen))
    return session


@pytest.mark.parametrize("standardize", [False, True])
def test_all_rows_in_one_batch_have_the_gradient_of_autograd(*, standardize: bool) -> None:
    session = surveyed(Settings(lr=1e-3, standardize=standardize))
    shot = session.apply(Step("phase", 3))
    assert shot.weight_grad is not None
    assert shot.bias_grad is not None
    found = around(session, ((1, 2), (0, 3)))
    assert found.batch is None
    assert found.all_rows.loss == pytest.approx(shot.full_loss, rel=1e-5)
    assert found.all_rows.at.tolist() == [shot.weight[1, 2], shot.bias[0]]
    grads = [shot.weight_grad[1, 2], shot.bias_grad[0]]
    assert found.all_rows.gradient == pytest.approx(grads, rel=1e-4)


def test_a_batch_has_a_curve_of_its_own_with_the_gradient_of_autograd() -> None:
    session = surveyed(Settings(lr=1e-4, batch_size=4, shuffle=True))
    shot = session.apply(Step("phase", 3))
    assert shot.weight_grad is not None
    batch = around(session, ((1, 2),)).batch
    assert batch is not None
    assert batch.loss == pytest.approx(shot.batch_loss, rel=1e-5)
    assert batch.gradient[0] == pytest.approx(shot.weight_grad[1, 2], rel=1e-4)
    session.apply(Step("phase", 1))
    moved = around(session, ((1, 2),)).batch
    assert moved is not None
    assert moved.loss < batch.loss


def test_no_batch_is_told_before_the_first() -> None:
    session = surveyed(Settings(lr=1e-4, batch_size=4), epochs=0)
    assert around(session, ((0, 0),)).batch is None


def test_the_lowest_point_along_all_parameters_is_told_in_the_loops_own_numbers() -> None:
    session = surveyed(Settings(lr=0.3, standardize=True))
    shot = session.apply(Step("epoch", 3000))
    found = around(session, ((0, 0), (1, 3)))
    assert found.best == pytest.approx([shot.weight[0, 0], shot.bias[1]], rel=1e-4)


@pytest.mark.parametrize("variant", [one for one in Variant if one is not _REFUSED])
@pytest.mark.parametrize("phases", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("mode", Mode)
def test_the_next_update_is_the_one_that_the_loop_makes(
    variant: Variant, phases: int, mode: Mode
) -> None:
    settings = Settings(lr=1e-4, mode=mode).changed("variant", variant)
    session = surveyed(settings, epochs=3)
    before = session.apply(Step("phase", phases))
    found = around(session, ((1, 2), (0, 3)))
    after = session.apply(Step("phase", 4 - phases if phases < 4 else 9 - phases))
    moved = [after.weight[1, 2] - before.weight[1, 2], after.bias[0] - before.bias[0]]
    assert found.update == pytest.approx(moved, rel=1e-3)
    assert found.how == {
        Variant.FLIPPED_SIGN: "+lr·slope",
        Variant.SKIPPED_ZERO_GRAD: "-lr·grad",
    }.get(variant, "-lr·slope")


def test_no_update_is_told_where_pytorch_refuses_it() -> None:
    refused = Settings(lr=1e-4).changed("variant", _REFUSED)
    assert around(surveyed(refused, epochs=0), ((0, 0),)).update is None
    session = surveyed(Settings(lr=1e-4))
    session.apply(Step("phase", 3))
    session.apply(Set(Change("variant", _REFUSED)))
    assert around(session, ((0, 0),)).update is not None
    session.apply(Step("phase", 2))
    assert around(session, ((0, 0),)).update is None


def test_what_is_not_known_is_refused() -> None:
    session = surveyed(Settings(lr=1e-4))
    with pytest.raises(UserError, match="no such parameter"):
        around(session, ((2, 0),))
    session.apply(Set(Change("standardize", value=True)))
    with pytest.raises(UserError, match="still being computed"):
        around(session, ((0, 0),))
