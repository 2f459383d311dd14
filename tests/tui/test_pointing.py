"""The cursor: the number under it, what the session says of it, copying and editing it."""

from dataclasses import replace

import numpy as np
import pytest
from tests.tui.fake_remote import FakeRemote
from tests.tui.live import live
from tests.tui.moments import CURVE, moment, snapshot, wide
from tests.tui.opened import opened, picture
from textual.pilot import Pilot

from gdtui.draw.text import ASCII
from gdtui.engine.phase import Phase
from gdtui.explain.explanation import Explanation
from gdtui.session.actions import Foretell, Set, Step
from gdtui.session.line import Edit
from gdtui.session.outlook import RawParameters, RawWeights
from gdtui.session.progress import Progress
from gdtui.session.questions import DataRows, DataWindow, Explain, Explained
from gdtui.session.quiz import Quiz
from gdtui.session.spot import (
    Gradient,
    InData,
    OfInput,
    OfTarget,
    Parameter,
    PastLoss,
    Spot,
    Whole,
)
from gdtui.session.wire import Answered, Refused, Shown, Working
from gdtui.tui.cell import gradient, in_batch, parameter
from gdtui.tui.moment import Moment


async def press(pilot: Pilot[str], keys: str) -> str:
    await pilot.press(*keys.split())
    await pilot.pause()
    return picture(pilot)


def asked(remote: FakeRemote) -> list[Spot]:
    return [question.spot for question in remote.asked if isinstance(question, Explain)]


async def explain(
    remote: FakeRemote, pilot: Pilot[str], said: str, *more: str, moment: int = 3, branch: int = 0
) -> str:
    """Answer the last question for an explanation."""
    number, question = next(
        (number, question)
        for number, question in reversed(list(enumerate(remote.asked, 1)))
        if isinstance(question, Explain)
    )
    told = Explained(question.spot, branch, moment, Explanation("its name", said, more))
    remote.say(Answered(number, told))
    await pilot.pause()
    return picture(pilot)


@pytest.mark.parametrize(
    ("keys", "said", "spot"),
    [
        ("i", "row 1, temp = 73.0", OfInput(0, 0)),
        ("i down right", "row 2, rainfall = 88.0", OfInput(1, 1)),
        (
            "i right right right",
            "prediction of row 1, apples = 13.80",
            OfTarget("prediction", 0, 0),
        ),
        ("i right right right right", "residual of row 1, apples =", OfTarget("residual", 0, 0)),
        ("i right right right right right", "apples = 56.0", OfTarget("target", 0, 0)),
        ("i left", "row 1, temp = 73.0", OfInput(0, 0)),
        ("i tab", "w[apples,temp] = 1.0522", Parameter(0, 0)),
        ("i tab right right right down", "b[oranges] = -1.7922", Parameter(1, None)),
        ("i tab tab", "grad of w[apples,temp] = -5337.059", Gradient(0, 0)),
        ("i tab tab tab", "loss of batch 1 = 14603.5264", PastLoss("batch", 0, 1)),
        ("i tab tab tab tab", "lr = 1e-05", Whole.RATE),
        ("i tab tab tab tab right right", "loss of all rows = 14603.5264", Whole.FULL_LOSS),
        ("i tab tab tab tab left", "lr = 1e-05", Whole.RATE),
        ("i up", "grad of w[oranges,temp] = -10357.025", Gradient(1, 0)),
        ("i up up up", "w[oranges,temp] = 0.5824", Parameter(1, 0)),
        ("i up up up up up", "lr = 1e-05", Whole.RATE),
        ("i up right right right right", "loss of batch 1 =", PastLoss("batch", 0, 1)),
        ("i tab tab tab left", "b[apples] = 2.2341", Parameter(0, None)),
        ("i pagedown", "row 5, temp = 69.0", OfInput(4, 0)),
        ("i tab tab tab tab tab", "row 1, temp = 73.0", OfInput(0, 0)),
    ],
)
async def test_the_cursor_tells_its_number_and_asks_about_it(
    keys: str, said: str, spot: Spot
) -> None:
    told = moment(Phase.BACKWARD)
    told = replace(told, snapshot=replace(told.snapshot, batch_losses=CURVE))
    async with opened(shown=told) as (remote, pilot):
        assert said in await press(pilot, keys)
        while asked(remote)[-1] != spot:
            await explain(remote, pilot, "an answer to a question of before")
        assert "an answer to a question" not in picture(pilot)
        assert "it is so" in await explain(remote, pilot, "it is so")


async def test_before_the_first_batch_the_cursor_is_on_the_parameters() -> None:
    told = moment()
    batch = replace(told.snapshot.batch, rows=0, numbers=np.arange(0), lines=np.arange(0))
    told = replace(told, snapshot=replace(told.snapshot, batch=batch))
    async with opened(shown=told) as (remote, pilot):
        assert "w[apples,temp] = 1.0522" in await press(pilot, "i")
        assert asked(remote) == [Parameter(0, 0)]


async def test_an_explanation_of_another_moment_is_never_shown() -> None:
    async with opened(phase=Phase.BACKWARD) as (remote, pilot):
        await press(pilot, "i tab")
        await explain(remote, pilot, "of another number")
        assert "why it is" in await explain(remote, pilot, "why it is")
        remote.say(Shown(0, snapshot(Phase.UPDATE)))
        await pilot.pause()
        assert "why it is" not in picture(pilot)
        assert "w[apples,temp] = 1.1055706" in picture(pilot)
        assert asked(remote)[-1] == Parameter(0, 0)
        for ahead in ({"moment": 5}, {"branch": 1}):
            assert "too far" not in await explain(remote, pilot, "too far", **ahead)
            remote.say(Shown(0, snapshot(Phase.UPDATE)))
            await pilot.pause()
        assert "as it is" in await explain(remote, pilot, "as it is", moment=4)


async def test_only_one_question_is_under_way_however_fast_the_cursor_moves() -> None:
    async with opened(phase=Phase.BACKWARD) as (remote, pilot):
        await press(pilot, "i tab right right down left")
        assert asked(remote) == [OfInput(0, 0)]
        await explain(remote, pilot, "where the cursor was")
        assert asked(remote) == [OfInput(0, 0), Parameter(1, 1)]


async def test_no_question_holds_up_the_actions_on_their_way() -> None:
    async with opened(phase=Phase.BACKWARD) as (remote, pilot):
        remote.backlog = 1
        remote.say(Shown(0, snapshot(Phase.BACKWARD)))
        await pilot.pause()
        assert "row 1, rainfall = 67.0" in await press(pilot, "i right")
        assert asked(remote) == []
        remote.backlog = 0
        remote.say(Working(1, Progress(0, 1, 1)))
        await pilot.pause()
        assert asked(remote) == [OfInput(0, 1)]


async def test_what_cannot_be_explained_is_still_a_number() -> None:
    async with opened(phase=Phase.BACKWARD) as (remote, pilot):
        await press(pilot, "i")
        remote.say(Refused(len(remote.asked), "not any more"))
        await pilot.pause()
        assert "row 1, temp = 73.0" in picture(pilot)
        await press(pilot, "right")
        assert asked(remote)[-1] == OfInput(0, 1)


async def test_enter_shows_all_of_it_which_scrolls_and_follows() -> None:
    async with opened(phase=Phase.BACKWARD) as (remote, pilot):
        await press(pilot, "i")
        lines = [f"line {place}." for place in range(40)]
        await explain(remote, pilot, "in short", *lines)
        shown = await press(pilot, "enter")
        assert "why · its name · 1-18 of 40" in shown
        assert "line 0." in shown
        assert "in short" in shown
        assert "parameters" not in shown
        assert "line 0." not in await press(pilot, "down")
        assert "line 39." in await press(pilot, "pagedown pagedown pagedown")
        assert "row 1, rainfall = 67.0" in await press(pilot, "right")
        assert "another" in await explain(remote, pilot, "in short", "another")
        await press(pilot, "s 3 e")
        assert remote.done == [Step("phase", 1), Step("epoch", 3)]
        assert "parameters" in await press(pilot, "escape")
        assert "in short" in picture(pilot)
        assert "in short" not in await press(pilot, "escape")


async def test_a_burst_of_keys_around_the_full_explanation_is_done_in_order() -> None:
    async with opened(phase=Phase.BACKWARD) as (remote, pilot):
        shown = await press(pilot, "i enter s escape escape s tab i")
        assert remote.done == [Step("phase", 1), Step("phase", 1)]
        assert "w[apples,temp] = 1.0522" in shown


async def test_signs_are_typed_where_only_ascii_can_be_shown() -> None:
    async with opened(phase=Phase.BACKWARD, glyphs=ASCII) as (remote, pilot):
        await press(pilot, "i enter")
        shown = await explain(remote, pilot, "∂a·b² … √c", "∂d·é")
        assert "da*b^2 ... sqrt c" in shown
        assert "dd*?" in shown
        assert shown.isascii()


async def test_with_the_quiz_on_a_step_asks_what_the_number_will_be() -> None:
    async with opened((120, 24), phase=Phase.BACKWARD) as (remote, pilot):
        begun = await press(pilot, "Q")
        assert "quiz 0/0" in begun
        assert "s, b and e ask what w[apples,temp] will be" in begun
        assert "w[apples,temp] = 1.0522; after this phase" in await press(pilot, "s")
        assert '"x" is neither a number' in await press(pilot, "x enter")
        await press(pilot, "backspace u p enter")
        assert "after 2 epochs" in await press(pilot, "2 e")
        await press(pilot, "1 . 1 enter b escape s enter")
        assert remote.done == [
            Foretell(Parameter(0, 0), "+", Step("phase", 1)),
            Foretell(Parameter(0, 0), "1.1", Step("epoch", 2)),
            Step("phase", 1),
        ]
        told = snapshot(Phase.UPDATE)
        remote.say(Shown(0, replace(told, quiz=Quiz(1, 2, "right: it rose (1 of 2)"))))
        await pilot.pause()
        assert "right: it rose (1 of 2)" in picture(pilot)
        assert "quiz 1/2" in picture(pilot)
        remote.say(Shown(0, replace(told, quiz=Quiz(1, 2, "right: it rose (1 of 2)"))))
        assert "w[apples,rainfall] =" in await press(pilot, "right")
        assert "the quiz is off" in await press(pilot, "Q")
        await press(pilot, "s")
        assert remote.done[-1] == Step("phase", 1)


async def test_the_quiz_says_why_it_does_not_ask_and_what_to_do() -> None:
    async with opened(phase=Phase.BACKWARD) as (remote, pilot):
        await press(pilot, "Q escape")
        assert "not asked: the quiz is about the number under a cursor" in await press(pilot, "s")
        await press(pilot, "Q i")
        on = await press(pilot, "down down down down Q")
        assert "but no step changes row 1, temp: move the cursor to" in on
        assert "not asked: no step changes row 1, temp" in await press(pilot, "s")
        assert remote.done == [Step("phase", 1), Step("phase", 1)]
        assert "ask what loss of all rows will be" in await press(pilot, "Q escape v v v v Q")


@pytest.mark.parametrize("keys", ["down down down down right right right s", "1 2 s", "2 b"])
async def test_the_question_of_the_quiz_fits_in_a_line(keys: str) -> None:
    async with opened(phase=Phase.BACKWARD) as (_, pilot):
        assert "enter takes it, esc leaves" in await press(pilot, f"Q {keys}")


async def test_a_change_that_moves_the_rate_to_another_range_says_where_it_stands() -> None:
    async with live() as (_, pilot):
        await press(pilot, "s")
        assert "now" not in await press(pilot, ">")
        said = " ".join((await press(pilot, "> >")).split())
        assert "lr 8e-5 is oscillating now; the limit 2/λmax is 1.117e-4" in said
        assert "this step ends as it began" in said
        said = " ".join((await press(pilot, "b >")).split())
        assert "lr 1.6e-4 is diverging now: in the steepest direction every step" in said
        said = " ".join((await press(pilot, "u z")).split())
        assert "is crawling now: a step takes less than a tenth" in said


async def test_a_table_of_many_inputs_has_gradients_too() -> None:
    async with opened(shown=wide(30, 2)) as (remote, pilot):
        assert "grad of w[target0,column1]" in await press(pilot, "i tab down right")
        await explain(remote, pilot, "")
        assert asked(remote)[-1] == Gradient(0, 1)
        shown = await press(pilot, "right right" + " pagedown" * 4)
        assert "grad of b[target1]" in shown
        assert "23-31 of 31" in shown


async def test_the_data_have_a_cursor_too_that_scrolls() -> None:
    told = moment(Phase.BACKWARD)
    told = replace(told, opened=replace(told.opened, rows=1000))
    async with opened(shown=told) as (remote, pilot):
        assert "row 1, temp = ?" in await press(pilot, "a i")
        data(remote, told)
        await pilot.pause()
        shown = await press(pilot, "right right right pagedown pagedown")
        assert "row 21, apples = ?" in shown
        data(remote, told)
        await pilot.pause()
        assert "line 22, apples = 156.0" in picture(pilot)
        assert "line 22, oranges = 170.0" in await press(pilot, "right")
        while asked(remote)[-1] != InData(20, 4):
            await explain(remote, pilot, "")


def data(remote: FakeRemote, told: Moment) -> None:
    """Answer the question for rows that was asked last."""
    number, window = next(
        (number, question)
        for number, question in reversed(list(enumerate(remote.asked, 1)))
        if isinstance(question, DataWindow)
    )
    batch = told.snapshot.batch
    rows = [(window.first + row) % 5 for row in range(window.count)]
    rows_there = list(range(window.first, window.first + window.count))
    remote.say(
        Answered(
            number,
            DataRows(
                window.first,
                1000,
                np.array(rows_there) + 2,
                batch.inputs[rows],
                batch.targets[rows] + 100 * (np.array(rows_there)[:, None] > 15),
                batch.targets[rows],
                np.array(rows_there) < 5,
            ),
        )
    )


async def test_a_copied_number_is_as_long_as_its_dtype() -> None:
    async with opened(phase=Phase.BACKWARD) as (_, pilot):
        assert "1.0522 is copied" in await press(pilot, "i tab y")
        assert pilot.app.clipboard == "1.0522"


async def test_a_parameter_is_edited_in_place() -> None:
    async with opened(phase=Phase.BACKWARD) as (remote, pilot):
        shown = await press(pilot, "i tab right w")
        assert "w[apples,rainfall] =" in shown
        await press(pilot, "ctrl+u 2 . 5 enter")
        assert remote.done == [Set(Edit(0, 1, 2.5))]


def test_cells_name_numbers_and_what_is_not_there() -> None:
    start = moment()
    assert gradient(start, 0, 0).text is None
    assert gradient(moment(Phase.ZERO_GRAD), 1, 3).text == "0.0"
    assert parameter(start, 1, 3).parameter == Parameter(1, None)
    empty = replace(
        start, snapshot=replace(start.snapshot, batch=replace(start.snapshot.batch, preds=None))
    )
    assert in_batch(empty, 0, 4).text is None


async def test_a_number_for_raw_inputs_is_copied_as_shown_and_edited_only_behind_z() -> None:
    told = moment(Phase.BACKWARD)
    settings = replace(told.snapshot.settings, standardize=True)
    raw = RawParameters(np.full((2, 3), 0.25), np.array([67.82, 1.5]))
    told = replace(told, snapshot=replace(told.snapshot, settings=settings, chosen=settings))
    async with opened(shown=told) as (remote, pilot):
        assert "parameters · standardised" in await press(pilot, "Z i tab")
        last = len(remote.asked) - remote.asked[::-1].index(RawWeights())
        remote.say(Answered(last, raw))
        await pilot.pause()
        assert "w[apples,temp] for raw inputs = 0.25" in picture(pilot)
        assert "w edit" not in await press(pilot, "y")
        assert pilot.app.clipboard == "0.25"
        assert "Z shows the loop's own, which w edits" in await press(pilot, "w")
        assert "w[apples,temp] = 1.0522" in await press(pilot, "Z")
