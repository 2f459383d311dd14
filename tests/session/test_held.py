"""A session that holds what another one held is that session, whatever it does from there on."""

from hypothesis import given
from hypothesis import strategies as st
from tests.examples import share
from tests.session.everything import all_of
from tests.session.reference import random_dataset
from tests.session.test_time import ACTIONS, STARTS

from gdtui.data.dataset import Dataset
from gdtui.engine.settings import Settings
from gdtui.errors import UserError
from gdtui.session.actions import Action, Back, Redo, RunUntil, Step, Undo
from gdtui.session.journal.checkpoint import pack, unpack
from gdtui.session.journal.reading import Covered
from gdtui.session.line import Origin
from gdtui.session.session import Session

EVERY = ACTIONS | st.builds(RunUntil, st.sampled_from([None, 40.0, 60.0]), st.integers(1, 60))
KEY = bytes(range(32))
COVERED = Covered(7, 8, 9, 10, "digest", {"torch": "2"})
LATER: tuple[Action, ...] = (Step("phase", 3), Undo(), Undo(), Redo(), Back(7), Step("epoch", 3))


def do(session: Session, actions: list[Action]) -> None:
    for action in actions:
        try:
            session.apply(action)
        except UserError:
            continue


def fresh(dataset: Dataset, start: Settings) -> Session:
    return Session(dataset, Origin(0, start.mode, start, standardized=start.standardize))


def passed_on(session: Session, dataset: Dataset, start: Settings) -> Session:
    other = fresh(dataset, start)
    packed = b"".join(pack(session.held(), COVERED, KEY))
    covered, held = unpack(packed, KEY, dataset.rows)
    assert covered == COVERED
    other.hold(held)
    return other


@share(0.2)
@given(
    start=STARTS,
    before=st.lists(EVERY, max_size=8),
    after=st.lists(EVERY, max_size=4),
    rows=st.integers(1, 11),
)
def test_a_session_that_holds_the_same_is_the_same_and_stays_it(
    start: Settings, before: list[Action], after: list[Action], rows: int
) -> None:
    dataset = random_dataset(rows, 3, 2)
    session = fresh(dataset, start)
    do(session, before)
    other = passed_on(session, dataset, start)
    for action in (None, *after, *LATER):
        if action is not None:
            do(session, [action])
            do(other, [action])
        assert all_of(other) == all_of(session)
