"""What v and V tell, one view after the other."""

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from tests.tui.moments import OPENED, snapshot

from gdtui.engine.phase import Phase
from gdtui.errors import UserError
from gdtui.linear.cursor import Cursor
from gdtui.linear.talk import Kept, Scene
from gdtui.linear.views import VIEWS, view
from gdtui.session.actions import Step
from gdtui.session.answers import answer
from gdtui.session.beginning import begin
from gdtui.session.opening import Opening
from gdtui.session.questions import Best
from gdtui.session.session import Session
from gdtui.session.snapshot import Snapshot
from gdtui.tui.wish import NOTHING


@cache
def session(data: str = "crops", *, phases: int = 3) -> Session:
    opening = Opening(data)
    dataset, start = opening.read()
    begun = Session(dataset, begin(opening, dataset, start).origin)
    answer(begun, Best())
    if phases:
        begun.apply(Step("phase", phases))
    return begun


def told(place: int, of: Session, kept: Kept | None = None) -> list[str]:
    """The lines of a view, with the answers of a session."""
    shown = of.snapshot()
    names = of.dataset.input_names, of.dataset.target_names
    opened = replace(OPENED, rows=of.dataset.rows, input_names=names[0], target_names=names[1])
    talk = view(1, Scene(opened, shown, kept or Kept(NOTHING), place))
    said: list[str] = []
    came: object = None
    while True:
        try:
            step = talk.send(came)
        except StopIteration:
            return said
        came = None
        if isinstance(step, str):
            said.append(step)
        elif not isinstance(step, Kept):
            came = answer(of, step)  # type: ignore[arg-type]  # a view asks only questions


def pressed(by: int, kept: Kept, shot: Snapshot) -> Kept:
    """What is kept after v or V, which is told by the first thing that the talk yields."""
    now = next(view(by, Scene(OPENED, shot, kept)))
    assert isinstance(now, Kept)
    return now


def place(kept: Kept) -> str:
    assert kept.seen is not None
    return VIEWS[kept.seen.place][0]


def test_v_tells_the_moment_and_pressed_again_the_next_view() -> None:
    shot = snapshot(Phase.LOSS)
    kept = pressed(1, Kept(NOTHING), shot)
    assert place(kept) == "this moment"
    kept = pressed(1, kept, shot)
    assert place(kept) == "the code"
    assert place(pressed(-1, kept, shot)) == "this moment"
    assert place(pressed(1, kept, snapshot(Phase.BACKWARD))) == "this moment"
    assert place(pressed(-1, Kept(NOTHING), shot)) == "the runs"


def test_a_count_names_a_view_and_a_wrong_one_is_told_which_there_are() -> None:
    assert told(2, session())[0] == "view 2 of 8, the code:"
    with pytest.raises(UserError, match="there is no view 9; there are 1 this moment, 2 the code"):
        told(9, session())


def test_the_code_tells_which_lines_have_just_run_and_which_are_next() -> None:
    said = told(2, session())
    assert said[1] == "the loop in manual mode; next is update:"
    assert "    loss.backward()  # just run" in said
    assert "        w -= w.grad * lr  # next" in said


def test_the_slice_tells_the_slope_that_is_the_gradient_and_where_the_update_lands() -> None:
    _, here, update, lowest, more = told(4, session())
    assert re.search(
        r"against w\[apples,temp\].*: at 1\.0522 it is 14603\.\d+ with slope -533", here
    )
    assert re.match(r"the update: -lr\Wslope = 0\.0533\d+ leads to 1\.1056: loss 143", update)
    assert re.match(r"lowest at \d\.\d+: loss \d+\.\d+; best with all weights free -0\.387", lowest)
    assert "4v" in more


def test_the_cursor_chooses_the_parameter_of_the_slice() -> None:
    said = told(4, session(), Kept(NOTHING, Cursor(1, 1, 3)))
    assert "against b[oranges]" in said[1]


def test_the_contour_tells_how_long_its_rings_are_and_the_way_so_far() -> None:
    trained = session("crops15", phases=45)
    _, rings, here, ahead, lowest, way, _ = told(5, trained)
    long = re.search(r"rings are ([\d.]+) times as long as wide", rings)
    assert long is not None
    assert float(long[1]) > 1
    assert here.startswith("it stands at (")
    assert ahead.startswith("this batch once more leads to (")
    assert lowest.startswith("lowest at (")
    steps = [int(step) for step in re.findall(r"step (\d+)", way)]
    assert steps == sorted(set(steps))
    assert (steps[0], steps[-1]) == (0, 9)


@pytest.mark.parametrize(
    ("data", "begins"), [("crops", "apples, pred"), ("crops15", "apples, pred")]
)
def test_the_fit_tells_the_residuals_of_each_target(data: str, begins: str) -> None:
    of = session(data, phases=0)
    heading, *said = told(6, of)
    assert heading == "view 6 of 8, the fit:"
    assert len(said) == 2
    assert said[0].startswith(begins)
    shown = of.snapshot()
    inputs, targets = (
        np.stack(columns, axis=1)
        for columns in (of.dataset.input_columns, of.dataset.target_columns)
    )
    apart = (inputs @ shown.weight.T + shown.bias - targets)[:, 0]
    for value in (apart.mean(), apart.min(), apart.max()):
        assert f"{value:.3f}"[:-1] in said[0]


@pytest.mark.parametrize("number", range(1, len(VIEWS) + 1))
def test_every_view_has_something_to_tell(number: int) -> None:
    assert len(told(number, session())) > 1
