"""Moments and the rows of a batch."""

from dataclasses import replace

import numpy as np
import pytest
from tests.tui.moments import OPENED, moment, snapshot

from gdtui.engine.phase import Phase
from gdtui.session.questions import Branch
from gdtui.session.snapshot import BatchWindow
from gdtui.tui.moment import Moment


def big(first: int = 0, rows: int = 64, of: int = 1000) -> BatchWindow:
    numbers = np.arange(first, first + rows)
    column = numbers[:, None].astype("f4")
    return BatchWindow(first, of, numbers, numbers + 2, column, column, None)


def shown(asked: BatchWindow | None = None) -> Moment:
    shot = replace(snapshot(), batch=big())
    return Moment(OPENED, shot, shot, asked)


def test_the_next_moment_is_compared_with_this_one() -> None:
    now = moment(Phase.LOSS)
    after = now.followed_by(snapshot(Phase.BACKWARD))
    assert after.before is now.snapshot
    assert after.opened is now.opened


def test_another_branch_forgets_how_the_others_were() -> None:
    position, curve = snapshot().position, snapshot().batch_losses
    left = Branch(0, None, position, position, snapshot().settings, 0, curve, curve)
    now = replace(moment(), branches=(left,))
    assert now.followed_by(snapshot(Phase.LOSS)).branches == (left,)
    assert now.followed_by(replace(snapshot(), branch=1, branches=2)).branches == ()


@pytest.mark.parametrize(("first", "begins"), [(0, 0), (10, 10), (-5, 0)])
def test_rows_of_the_snapshot_are_at_hand(first: int, begins: int) -> None:
    rows = shown().rows(first, 8)
    assert rows.first == begins
    assert rows.numbers.tolist() == list(range(begins, begins + 8))


def test_rows_that_were_asked_for_are_shown() -> None:
    assert shown(big(500, 8)).rows(500, 8).numbers.tolist() == list(range(500, 508))


def test_rows_beyond_the_last_are_the_last() -> None:
    assert shown(big(992, 8)).rows(5000, 8).first == 992


def test_a_row_within_what_was_asked_for_is_found_in_it() -> None:
    assert shown(big(500, 8)).rows(505, 1).numbers.tolist() == [505]
    assert shown(big(500, 8)).rows(5, 1).numbers.tolist() == [5]


def test_until_an_answer_comes_rows_that_are_known_are_shown() -> None:
    assert shown().rows(500, 8).numbers.tolist() == list(range(8))


def test_a_small_batch_is_shown_whole() -> None:
    assert moment(Phase.PREDICT).rows(3, 10).numbers.tolist() == [0, 1, 2, 3, 4]
