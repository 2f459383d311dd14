"""Twins asked of a session: from the state of now, and nothing changes."""

import pickle

import pytest
from tests.session.reference import random_dataset

from gdtui.engine.phase import PHASES
from gdtui.engine.settings import Dtype, Mode, Settings, Variant
from gdtui.errors import UserError
from gdtui.session import twinning
from gdtui.session.actions import Set, Step
from gdtui.session.answers import answer
from gdtui.session.line import Change, Origin
from gdtui.session.questions import Twins
from gdtui.session.session import Session
from gdtui.session.twinned import Twinned


def session(settings: Settings, rows: int = 15) -> Session:
    return Session(random_dataset(rows, 3, 2), Origin(0, settings.mode, settings))


def asked(of: Session, steps: int = 4, *, exact: bool = False) -> Twinned:
    found = answer(of, Twins(steps, exact))
    assert isinstance(found, Twinned)
    return found


@pytest.mark.parametrize("phases", range(6))
def test_twins_begin_with_the_step_of_now_and_leave_the_session_as_it_is(phases: int) -> None:
    mine, other = (session(Settings(Mode.SGD, 1e-4, 5, shuffle=True)) for _ in range(2))
    mine.apply(Step("batch", 4))
    other.apply(Step("batch", 4))
    if phases:
        mine.apply(Step("phase", phases))
    found = asked(mine)
    step, batch = (1, 2) if phases < 5 else (2, 3)
    assert [(one.epoch, one.batch) for one in found.phases[::5]][:2] == [
        (2, batch),
        (2, 3) if step == 1 else (3, 1),
    ]
    assert [one.phase for one in found.phases] == list(PHASES) * 4
    later = mine.apply(Step("batch", 3))
    other.apply(Step("batch", 3 if phases < 5 else 4))
    assert later.weight.tobytes() == other.snapshot().weight.tobytes()


def test_the_number_that_differs_most_is_called_by_its_name() -> None:
    named = [
        difference.name
        for one in asked(session(Settings(lr=1e-4)), 40).phases
        for difference in one.differences
    ]
    assert all(name.startswith(("pred[row ", "loss", "grad of ", "w[", "b[")) for name in named)
    shuffled = asked(session(Settings(lr=1e-4, batch_size=4, shuffle=True)), 8)
    rows = {one.differences[0].name for one in shuffled.phases[::5]}
    assert len(rows) > 1


def test_what_came_out_is_told() -> None:
    crops = session(Settings(lr=1e-4))
    exact = asked(crops, exact=True)
    assert exact.first is None
    assert exact.told == (
        (
            "The same bits in every phase of these 4 steps: w.add_(w.grad, alpha=-lr) is what "
            "opt.step() does."
        ),
        "All that can be seen: after zero_grad manual has zeros as gradients, sgd None.",
    )
    assert pickle.loads(pickle.dumps(exact)) == exact  # noqa: S301  # our own bytes


def test_twins_train_at_the_rate_of_now_without_its_mistake() -> None:
    wrong = session(Settings(lr=1e-4))
    wrong.apply(Set(Change("variant", Variant.RATE_20)))
    assert asked(wrong).lr == 20 * 1e-4
    wrong.apply(Set(Change("variant", Variant.FORGOTTEN_NO_GRAD)))
    assert len(asked(wrong).phases) == 20


@pytest.mark.parametrize("dtype", Dtype)
def test_at_a_rate_that_is_a_power_of_two_both_are_equal(dtype: Dtype) -> None:
    found = asked(session(Settings(lr=2.0**-12, dtype=dtype)), 40)
    assert found.first is None
    assert "power of two" in found.told[0] or "fused" in found.told[0]
    assert "power of two" not in asked(session(Settings(lr=3e-4, dtype=dtype)), 1).told[0]


def test_numbers_that_are_none_are_compared_too() -> None:
    lost = session(Settings(lr=3.0))
    lost.apply(Step("epoch", 200))
    lost.apply(Step("epoch", 5))
    assert len(asked(lost).phases) == 20


def test_of_many_rows_fewer_steps_are_taken_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(twinning, "_PRODUCTS", 2 * 15 * 6 * 3)
    found = asked(session(Settings(lr=1e-4)), 10)
    assert len(found.phases) == 15
    assert found.told[-1] == "Of so many rows only 3 steps can be compared in a moment."


@pytest.mark.parametrize("steps", [0, 1001])
def test_no_steps_and_too_many_are_refused(steps: int) -> None:
    with pytest.raises(UserError, match="twins take 1 to 1000 steps"):
        asked(session(Settings()), steps)
