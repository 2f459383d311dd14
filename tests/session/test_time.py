"""Time as properties: wherever a list of actions leads, a straight training agrees bit for bit."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.examples import share
from tests.session.reference import random_dataset, stored, straight
from tests.session.short_runs import few_steps_at_once

from gdtui.engine.settings import Dtype, Mode, Settings, Variant
from gdtui.errors import UserError
from gdtui.session.actions import (
    Action,
    Back,
    GoTo,
    Load,
    Redo,
    Reseed,
    Restart,
    Return,
    Set,
    Step,
    Undo,
)
from gdtui.session.line import Change, Edit, Origin
from gdtui.session.session import Session
from gdtui.session.snapshot import Snapshot

CHANGES = st.one_of(
    st.builds(Change, st.just("lr"), st.sampled_from([1e-4, 3e-4, 1e-3])),
    st.builds(Change, st.just("mode"), st.sampled_from(Mode)),
    st.builds(Change, st.just("batch_size"), st.none() | st.integers(1, 12)),
    st.builds(Change, st.just("shuffle"), st.booleans()),
    st.builds(Change, st.just("dtype"), st.sampled_from(Dtype)),
    st.builds(Change, st.just("standardize"), st.booleans()),
    st.builds(Change, st.just("variant"), st.sampled_from(Variant)),
    st.builds(Edit, st.integers(0, 1), st.none() | st.integers(0, 2), st.floats(-2, 2, width=32)),
    st.sampled_from(Dtype).map(lambda dtype: stored(dtype, [[0.1, 2, -0.0], [3, 1e-3, 0]], [1, 0])),
)
ACTIONS = st.one_of(
    st.builds(Step, st.just("phase"), st.integers(1, 8)),
    st.builds(Step, st.just("batch"), st.integers(1, 12)),
    st.builds(Step, st.just("epoch"), st.integers(1, 40)),
    st.builds(Back, st.integers(1, 40)),
    st.builds(GoTo, st.integers(0, 60)),
    st.builds(Set, CHANGES),
    st.builds(Set, CHANGES),
    st.builds(Undo, st.integers(1, 3)),
    st.builds(Redo, st.integers(1, 3)),
    st.just(Restart()),
    st.builds(Reseed, st.integers(0, 3)),
    st.just(Load(((1.0, -2.0, 0.5), (0.25, 0.0, 3.0)), (1.0, -1.0))),
    st.builds(Return, st.integers(0, 3)),
)
STARTS = st.builds(
    Settings,
    mode=st.sampled_from(Mode),
    lr=st.just(2e-4),
    batch_size=st.none() | st.integers(1, 9),
    shuffle=st.booleans(),
    standardize=st.booleans(),
)


def same(mine: NDArray[np.floating] | None, theirs: object) -> bool:
    if mine is None or theirs is None:
        return mine is None and theirs is None
    other = np.asarray(theirs)
    return mine.dtype == other.dtype and mine.tobytes() == other.tobytes()


def assert_straight(session: Session, shown: Snapshot) -> None:
    track, moment = session.place
    reached = straight(session.dataset, track.line, moment)
    assert shown.position.moment == moment
    assert same(shown.weight, reached.weight.detach().numpy())
    assert same(shown.bias, reached.bias.detach().numpy())
    assert same(shown.weight_grad, reached.weight_grad)
    assert same(shown.bias_grad, reached.bias_grad)
    if moment % 5 not in (1, 0):  # between loss and the next predict
        assert shown.batch_loss == pytest.approx(reached.loss, rel=0, abs=0)


@share(0.3)
@given(start=STARTS, actions=st.lists(ACTIONS, min_size=1, max_size=9), rows=st.integers(1, 11))
def test_any_list_of_actions_leads_to_what_a_straight_training_has(
    start: Settings, actions: list[Action], rows: int
) -> None:
    dataset = random_dataset(rows, 3, 2)
    session = Session(dataset, Origin(0, start.mode, start, standardized=start.standardize))
    for action in actions:
        try:
            shown = session.apply(action)
        except UserError:
            shown = session.snapshot()
        assert_straight(session, shown)


@share(0.1)
@given(start=STARTS, actions=st.lists(ACTIONS, min_size=1, max_size=9), rows=st.integers(1, 11))
def test_what_is_shown_on_the_way_is_what_a_straight_training_has_there(
    start: Settings, actions: list[Action], rows: int
) -> None:
    dataset = random_dataset(rows, 3, 2)
    session = Session(dataset, Origin(0, start.mode, start, standardized=start.standardize))
    with few_steps_at_once():
        for action in actions:
            with suppress(UserError):
                for handed_out, progress in enumerate(session.work(action)):
                    session.rest()
                    if progress.at_rest and handed_out % 8 == 1:
                        shown = session.snapshot()
                        assert_straight(session, shown)
                        reached = straight(dataset, session.place[0].line, session.place[1])
                        assert shown.batch_loss == pytest.approx(reached.loss, rel=0, abs=0)


@share(0.2)
@given(start=STARTS, actions=st.lists(ACTIONS, min_size=1, max_size=9))
def test_the_curve_of_every_track_is_that_of_a_straight_training(
    start: Settings, actions: list[Action]
) -> None:
    session = Session(
        random_dataset(7, 3, 2), Origin(0, start.mode, start, standardized=start.standardize)
    )
    for action in actions:
        try:
            session.apply(action)
        except UserError:
            continue
    for track in session.tracks:
        expected = straight(session.dataset, track.line, track.end).losses
        curve = track.history.batch_losses
        if curve.count == len(expected):
            starts = range(0, curve.count, curve.width)
            pieces = [expected[at : at + curve.width] for at in starts]
            assert curve.lows.tolist() == [min(piece) for piece in pieces]
            assert curve.highs.tolist() == [max(piece) for piece in pieces]
        assert curve.count == len(expected)
