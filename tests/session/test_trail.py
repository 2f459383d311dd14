"""Where a track has been, against the same training step by step."""

import numpy as np
import pytest
from tests.session.reference import random_dataset

from gdtui.engine.scaling import Scaling
from gdtui.engine.settings import Mode, Settings
from gdtui.session.actions import Action, GoTo, Set, Step
from gdtui.session.line import Change, Origin
from gdtui.session.session import Session
from gdtui.session.trail import Passed, Trail

SETTINGS = Settings(mode=Mode.SGD, lr=1e-4, batch_size=5, shuffle=True)


def session(*actions: Action) -> Session:
    made = Session(random_dataset(13, 3, 2), Origin(0, SETTINGS.mode, SETTINGS))
    for action in actions:
        made.apply(action)
    return made


def trail(of: Session) -> tuple[Passed, ...]:
    return of.trails.of(of.timeline.track).until_now(of.timeline)


def test_the_first_steps_are_those_of_a_straight_training() -> None:
    gone, straight = session(Step("epoch", 30)), session()
    for step, passed in enumerate(trail(gone)[:64]):
        shot = straight.snapshot()
        assert (passed.step, passed.weight.tolist()) == (step, shot.weight.tolist())
        straight.apply(Step("batch"))


@pytest.mark.parametrize("epochs", [1, 30, 5000])
def test_a_trail_ends_now_and_stays_small(epochs: int) -> None:
    gone = session(Step("epoch", epochs), Step("phase", 4))
    steps = [passed.step for passed in trail(gone)]
    assert steps[0] == 0
    assert steps == sorted(set(steps))
    assert steps[-1] == 3 * epochs + 1
    assert min(3 * epochs, 64) <= len(steps) <= 400
    assert trail(gone)[-1].bias.tolist() == gone.snapshot().bias.tolist()


def test_asking_again_takes_no_step_again() -> None:
    gone = session(Step("epoch", 200))
    before = {passed.step: passed for passed in trail(gone)}
    again = {passed.step: passed for passed in trail(gone)}
    assert again.keys() == before.keys()
    assert [step for step in again if again[step] is not before[step]] == [600]


def test_the_past_ends_where_one_went_back_to() -> None:
    gone = session(Step("epoch", 40))
    trail(gone)
    gone.apply(GoTo(10))
    assert [passed.step for passed in trail(gone)] == list(range(31))


def test_a_branch_has_the_past_of_its_parent() -> None:
    gone = session(Step("epoch", 40), GoTo(20), Set(Change("lr", 1e-5)), Step("epoch", 5))
    straight = session(Step("epoch", 20))
    passed = {each.step: each for each in trail(gone)}
    assert passed[60].weight.tolist() == straight.snapshot().weight.tolist()
    assert {0, 1, 63, 61, 75} <= passed.keys()


def test_standardising_on_the_way_moves_the_past_along() -> None:
    gone = session(Step("epoch", 2), Set(Change("standardize", value=True)), Step("epoch", 2))
    scaling = Scaling.of(gone.dataset.input_columns)
    first, *_, last = trail(gone)
    assert (first.standardized, last.standardized) == (False, True)
    moved = first.joined(scaling, standardized=True)
    assert np.allclose(moved[:, :3], first.weight * scaling.sigmas)
    assert last.joined(scaling, standardized=True)[:, 3].tolist() == last.bias.tolist()


def test_many_looks_are_thinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gdtui.session.trail._MOST", 32)
    gone, kept = session(), Trail()
    for _ in range(80):
        gone.apply(Step("batch"))
        passed = kept.until_now(gone.timeline)
        assert len(passed) <= 33
    assert passed[-1].step == 80


def test_the_trails_of_few_tracks_are_kept() -> None:
    gone = session(Step("batch"))
    first = gone.timeline.track
    trail = gone.trails.of(first)
    assert gone.trails.of(first) is trail
    for lr in (1e-5, 2e-5, 3e-5, 4e-5):
        gone.apply(Set(Change("lr", lr)))
        gone.trails.of(gone.timeline.track)
    assert gone.trails.of(first) is not trail
