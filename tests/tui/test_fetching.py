"""What the panes in sight need."""

from dataclasses import replace

import numpy as np
from tests.tui.moments import NO_CURVE, moment, snapshot
from tests.tui.test_moment import big, shown

from gdtui.session.outlook import Around, Fit
from gdtui.session.questions import (
    Branch,
    Branches,
    DataRows,
    DataWindow,
    Window,
)
from gdtui.tui.fetching import needed, told
from gdtui.tui.layout import Box, Boxes, Name

FIRST = dict.fromkeys(Name, 0)
BATCH: Boxes = {Name.BATCH: Box(0, 0, 40, 13)}
DATA: Boxes = {Name.DATA: Box(0, 0, 40, 8)}
CHART: Boxes = {Name.CHART: Box(0, 0, 40, 8)}


def test_a_batch_that_the_snapshot_holds_needs_nothing() -> None:
    assert list(needed(moment(), BATCH, FIRST)) == []
    assert list(needed(shown(), BATCH, FIRST)) == []


def test_rows_further_down_are_asked_for() -> None:
    assert list(needed(shown(), BATCH, {**FIRST, Name.BATCH: 500})) == [Window(500, 10)]
    assert list(needed(shown(), BATCH, {**FIRST, Name.BATCH: 5000})) == [Window(990, 10)]


def test_the_data_are_asked_for_where_they_are_seen() -> None:
    assert list(needed(moment(), DATA, FIRST)) == [DataWindow(0, 5)]
    assert list(needed(moment(), {}, FIRST)) == []


def test_a_slice_asks_how_the_loss_lies_around_its_parameter() -> None:
    slice_: Boxes = {Name.SLICE: Box(0, 0, 40, 8)}
    assert list(needed(moment(), slice_, {**FIRST, Name.SLICE: 6})) == [Around(((1, 2),))]


def test_a_contour_asks_for_two_parameters_that_are_never_the_same() -> None:
    contour: Boxes = {Name.CONTOUR: Box(0, 0, 40, 8)}
    for one in range(8):
        for other in range(7):
            first = {**FIRST, Name.SLICE: one, Name.CONTOUR: other}
            (asked,) = needed(moment(), contour, first)
            assert isinstance(asked, Around)
            assert asked.places[0] == divmod(one, 4)
            assert len(set(asked.places)) == 2


def test_the_views_of_data_and_runs_ask_for_what_they_show() -> None:
    assert list(needed(moment(), {Name.FIT: Box(0, 0, 40, 8)}, {**FIRST, Name.FIT: 1})) == [Fit(1)]
    assert list(needed(moment(), {Name.RUNS: Box(0, 0, 40, 8)}, FIRST)) == [Branches(256)]


def test_branches_are_asked_for_when_there_are_others() -> None:
    alone = moment()
    forked = replace(alone, snapshot=replace(snapshot(), branch=1, branches=2))
    assert list(needed(alone, CHART, FIRST)) == []
    assert list(needed(forked, CHART, FIRST)) == [Branches(256)]
    position = snapshot().position
    branch = Branch(0, None, position, position, snapshot().settings, 0, NO_CURVE, NO_CURVE)
    assert list(needed(told(forked, (branch, branch)), CHART, FIRST)) == []


def test_the_runs_are_asked_for_again_when_another_setting_was_chosen() -> None:
    now = moment()
    position, settings = snapshot().position, snapshot().settings
    branch = Branch(0, None, position, position, settings, 0, NO_CURVE, NO_CURVE)
    runs = {Name.RUNS: Box(0, 0, 40, 8)}
    known = told(now, (branch,))
    assert list(needed(known, runs, FIRST)) == []
    changed = known.followed_by(replace(snapshot(), chosen=replace(settings, lr=0.1)))
    assert list(needed(changed, runs, FIRST)) == [Branches(256)]


def test_answers_find_their_places() -> None:
    rows = big(500, 8)
    assert told(moment(), rows).asked is rows
    numbers = np.arange(2)
    data = DataRows(0, 2, numbers, rows.inputs, rows.targets, rows.targets, numbers > 0)
    assert told(moment(), data).data is data
    now = moment()
    assert told(now, "something else") is now
