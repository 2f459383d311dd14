"""Predicting for a row that is typed."""

import pytest
from tests.tui.forms.answering import answer, refuse, write
from tests.tui.moments import wide
from tests.tui.opened import opened, picture

from gdtui.session.questions import Predict
from gdtui.session.wire import Died


async def test_a_row_typed_field_by_field_is_predicted() -> None:
    async with opened() as (remote, pilot):
        remote.asked.clear()
        await pilot.press("p", "7", "5", "enter", "6", "3", "enter", "4", "4", "enter")
        assert remote.asked == [Predict((75.0, 63.0, 44.0))]
        await answer(remote, pilot, (57.031, 1234567.0))
        assert "apples: 57.03   oranges: 1.235e+06" in picture(pilot)


async def test_a_row_typed_in_one_line_fills_the_fields() -> None:
    async with opened() as (remote, pilot):
        remote.asked.clear()
        await pilot.press("p")
        await write(pilot, "75, -6.5,4e1")
        await pilot.press("enter")
        assert remote.asked == [Predict((75.0, -6.5, 40.0))]


async def test_the_form_stays_for_the_next_row_and_keeps_this_one() -> None:
    async with opened() as (remote, pilot):
        remote.asked.clear()
        await pilot.press("p")
        await write(pilot, "75,63,44")
        await pilot.press("enter", "8", "0", "enter")
        assert remote.asked == [Predict((75.0, 63.0, 44.0)), Predict((80.0, 63.0, 44.0))]
        await answer(remote, pilot, (1.0, 2.0))
        assert "apples: 1.00" in picture(pilot)


async def test_a_field_that_is_no_number_is_named_and_chosen() -> None:
    async with opened() as (remote, pilot):
        remote.asked.clear()
        await pilot.press("p")
        await write(pilot, "75,x,44")
        await pilot.press("enter")
        assert '"x" is no number' in picture(pilot)
        assert "> rainfall" in picture(pilot)
        await pilot.press("6", "3", "enter")
        assert remote.asked == [Predict((75.0, 63.0, 44.0))]


@pytest.mark.parametrize(
    ("typed", "said"), [("1,2,3,4", "4 numbers for 3 inputs"), ("", "type a number first")]
)
async def test_too_many_numbers_and_none_are_said_in_place(typed: str, said: str) -> None:
    async with opened() as (remote, pilot):
        remote.asked.clear()
        await pilot.press("p")
        await write(pilot, typed)
        await pilot.press("enter")
        assert said in picture(pilot)
        assert remote.asked == []


async def test_letters_and_digits_are_typed_and_esc_closes() -> None:
    async with opened() as (remote, pilot):
        await pilot.press("p", "q", "s", "1", "e", "question_mark")
        assert "temp:" in picture(pilot)
        assert "qs1e?" in picture(pilot)
        await pilot.press("escape")
        assert "temp:" not in picture(pilot)
        assert remote.done == []


async def test_an_answer_that_is_refused_or_lost_is_said_in_place() -> None:
    async with opened() as (remote, pilot):
        await pilot.press("p")
        await write(pilot, "1,2,3")
        await pilot.press("enter")
        await refuse(remote, pilot, "no \x1b[31m answer")
        assert r"no \x1b[31m answer" in picture(pilot)
        await pilot.press("4", "enter")
        remote.say(Died(-9, None, 0, ()))
        await pilot.pause()
        assert "ended by SIGKILL" in picture(pilot)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_a_hundred_inputs_scroll(size: tuple[int, int]) -> None:
    async with opened(size, shown=wide(100, 2)) as (remote, pilot):
        remote.asked.clear()
        await pilot.press("p")
        assert "1-" in picture(pilot)
        await pilot.press(*["pagedown"] * 10)
        assert "> column99" in picture(pilot)
        assert "column99:" in picture(pilot)
        await pilot.press(*["pageup"] * 10)
        pilot.app.screen.set_text(",".join(["1"] * 100))  # type: ignore[attr-defined]  # the form
        await pilot.press("enter")
        assert remote.asked == [Predict((1.0,) * 100)]
