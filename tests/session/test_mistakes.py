"""Mistakes in a session: in time, undone, and where PyTorch refuses one."""

from types import SimpleNamespace

import pytest
from tests.session.reference import random_dataset

from gdtui.engine.settings import Mode, Settings, Variant
from gdtui.errors import UserError
from gdtui.session.actions import Action, Back, GoTo, Redo, RunUntil, Set, Step, Undo
from gdtui.session.line import Change, Origin
from gdtui.session.session import Session
from gdtui.session.snapshot import Snapshot
from gdtui.session.telling import tell

FORGET = Set(Change("variant", Variant.FORGOTTEN_NO_GRAD))
MEND = Set(Change("variant", Variant.PLAIN))
REFUSES = "PyTorch refuses: a leaf Variable that requires grad is being used in an in-place"


def told(shown: Snapshot) -> str:
    names = SimpleNamespace(input_names=("a", "b", "c"), target_names=("y", "z"))
    return tell(names, shown)  # type: ignore[arg-type]  # all of Opened that is read


def begun(mode: Mode = Mode.MANUAL) -> Session:
    return Session(random_dataset(5, 3, 2), Origin(0, mode, Settings(mode, 1e-4)))


@pytest.mark.parametrize("mode", Mode)
def test_gradients_that_add_up_are_undone_by_going_back(mode: Mode) -> None:
    session = begun(mode)
    before = session.apply(Step("epoch", 2))
    session.apply(Set(Change("variant", Variant.SKIPPED_ZERO_GRAD)))
    session.apply(Step("epoch", 3))
    left = session.snapshot().weight_grad
    assert left is not None
    assert left.any()
    back = session.apply(GoTo(2))
    assert back.weight.tobytes() == before.weight.tobytes()
    assert (back.weight_grad is None) == (mode is Mode.SGD)
    again = session.apply(GoTo(5)).weight_grad
    assert again is not None
    assert again.tobytes() == left.tobytes()


def test_a_divergence_is_put_down_to_a_mistake_only_if_it_came_from_it() -> None:
    session = begun()
    session.apply(Set(Change("variant", Variant.RATE_20)))
    session.apply(Set(Change("lr", 1.0)))
    session.apply(Step("epoch", 200))
    session.apply(Set(Change("variant", Variant.FLIPPED_SIGN)))
    assert not told(session.apply(Step("epoch"))).startswith("diverged")

    session = begun()
    session.apply(Set(Change("lr", 0.1)))
    session.apply(Set(Change("variant", Variant.FLIPPED_SIGN)))
    assert told(session.apply(Step("epoch", 200))).startswith("diverged: the update climbs")
    assert not told(session.apply(GoTo(2))).startswith("diverged")


@pytest.mark.parametrize("mode", Mode)
def test_gradients_left_over_are_named_until_they_are_cleared(mode: Mode) -> None:
    session = begun(mode)
    session.apply(Set(Change("variant", Variant.SKIPPED_ZERO_GRAD)))
    assert "still of this step alone" in told(session.apply(Step("phase", 3)))
    session.apply(Step("phase", 2))
    assert "the gradients add up: zero_grad was skipped" in told(session.apply(Step("phase", 3)))
    session.apply(Step("phase", 2))
    session.apply(MEND)
    assert "what was skipped is still in it" in told(session.apply(Step("phase", 3)))
    session.apply(Step("phase", 2))
    assert "left from before" not in told(session.apply(Step("phase", 3)))


def test_the_loss_grows_by_epochs_where_there_are_batches() -> None:
    climbs = Settings(lr=1e-4, batch_size=2).changed("variant", Variant.FLIPPED_SIGN)
    session = Session(random_dataset(5, 3, 2), Origin(0, climbs.mode, climbs))
    assert "the loss grows" in told(session.apply(Step("epoch", 3)))
    assert "the loss grows" not in told(session.apply(GoTo(0)))


@pytest.mark.parametrize("action", [Step("phase", 3), Step("epoch", 2), GoTo(5), RunUntil()])
def test_a_refused_update_ends_an_action_before_it(action: Action) -> None:
    session = begun()
    session.apply(FORGET)
    first = session.apply(Step("phase"))
    with pytest.raises(UserError, match=REFUSES):
        session.apply(action)
    shown = session.snapshot()
    assert shown.position.phase == "backward"
    assert shown.weight.tobytes() == first.weight.tobytes()
    assert shown.weight_grad is not None
    with pytest.raises(UserError, match=REFUSES):
        session.apply(Step("phase"))
    assert session.apply(Undo()).position.phase == "predict"


@pytest.mark.parametrize("end", [MEND, Set(Change("mode", Mode.SGD))])
def test_a_refused_step_is_begun_again_by_what_ends_the_mistake(end: Action) -> None:
    session, right = begun(), begun()
    session.apply(FORGET)
    with pytest.raises(UserError):
        session.apply(Step("epoch"))
    refused = session.snapshot()
    assert session.apply(end).position.moment == 0
    undone = session.apply(Undo())
    assert (undone.position, undone.chosen) == (refused.position, refused.chosen)
    session.apply(Redo())
    session.apply(Set(Change("mode", Mode.MANUAL)))
    assert session.apply(Step("epoch", 2)).weight.tobytes() == (
        right.apply(Step("epoch", 2)).weight.tobytes()
    )


def test_a_change_before_a_refused_update_is_no_refusal() -> None:
    session = begun()
    session.apply(FORGET)
    with pytest.raises(UserError):
        session.apply(Step("epoch"))
    assert session.apply(Set(Change("lr", 1e-3))).chosen.lr == 1e-3
    assert session.apply(Back(1)).position.phase == "loss"


def test_what_was_done_before_a_refusal_can_be_done_again_up_to_there() -> None:
    session, again = begun(), begun()
    session.apply(FORGET)
    with pytest.raises(UserError):
        session.apply(Step("epoch", 2))
    again.apply(FORGET)
    for _ in again.work(Step("epoch", 2), until=session.place[1]):
        pass
    assert again.place[1] == session.place[1] == 3
    assert again.snapshot().weight.tobytes() == session.snapshot().weight.tobytes()


def test_a_step_that_was_not_cleared_is_told_as_such_whatever_is_chosen_then() -> None:
    session = begun()
    session.apply(Set(Change("variant", Variant.SKIPPED_ZERO_GRAD)))
    session.apply(Step("phase", 4))
    session.apply(MEND)
    shown = session.apply(Step("phase"))
    assert shown.settings.variant is Variant.PLAIN
    assert told(shown).startswith("zero_grad is skipped")
