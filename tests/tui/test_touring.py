"""A tour on the screen, over sessions that a test speaks for."""

import math
from dataclasses import replace

from tests.tui.fake_remote import FakeRemote
from tests.tui.moments import OPENED, snapshot
from tests.tui.opened import opened, picture
from tests.tui.touring import TOUR
from textual import events

from gdtui.draw.text import ASCII
from gdtui.engine.phase import Phase
from gdtui.session.actions import Step
from gdtui.session.opening import Opening
from gdtui.session.wire import Fatal, Ready, Shown
from gdtui.tour.chapter import Card, Kind
from gdtui.tour.tour import Tour
from gdtui.tui.forms.begun import SessionBegun
from gdtui.tui.screen import SessionScreen
from gdtui.tui.trainer import TrainerScreen
from gdtui.tui.typed import typed
from gdtui.tui.wish import Wish

WISH = Wish(tour=TOUR)
LONG = Card(Kind.NOTE, " ".join(f"word{place}" for place in range(80)), 4)


def guide(text: str, line: int = 0) -> str:
    """A line of the guide, at 80x24."""
    return text.splitlines()[16 + line].rstrip()


async def test_a_card_stands_over_the_strip_with_the_numbers_of_now() -> None:
    async with opened(phase=Phase.PREDICT, wish=WISH) as (_, pilot):
        seen = picture(pilot)
        assert guide(seen).startswith(" chapter 1 of 2, 1/3: One ")
        assert guide(seen).endswith(". on  , back  N P chapter")
        assert guide(seen, 1) == " It is 13.80."
        assert "pred[row 1,apples]" in seen.splitlines()[21]


async def test_point_goes_on_and_comma_back_while_all_other_keys_work() -> None:
    async with opened(phase=Phase.PREDICT, wish=WISH) as (remote, pilot):
        await pilot.press("full_stop")
        assert guide(picture(pilot), 1) == " question: Why?"
        assert ". answer" in guide(picture(pilot))
        await pilot.press("full_stop", "full_stop")
        assert guide(picture(pilot), 1) == " answer: So."
        assert "that was this chapter" in picture(pilot)
        await pilot.press("comma", "comma", "s")
        assert guide(picture(pilot), 1) == " It is 13.80."
        assert remote.done == [Step("phase")]


async def test_a_card_that_is_too_long_is_gone_through_before_the_next() -> None:
    chapter = replace(TOUR.chapter, cards=(LONG, *TOUR.chapter.cards))
    async with opened(wish=Wish(tour=Tour((chapter,)))) as (_, pilot):
        assert ". more" in guide(picture(pilot))
        assert guide(picture(pilot), 1).startswith(" word0 ")
        await pilot.press("full_stop")
        assert "word79" in picture(pilot)
        assert ". on" in guide(picture(pilot))
        await pilot.press("full_stop", "comma")
        assert guide(picture(pilot), 1).startswith(" word0 ")


async def test_the_keys_of_a_chapter_are_pressed_first() -> None:
    async with opened(wish=WISH._replace(keys=typed("2s"))) as (remote, _):
        assert remote.done == [Step("phase", 2)]


async def test_the_next_chapter_is_another_session_and_gets_the_keys_typed_meanwhile() -> None:
    async with opened(phase=Phase.PREDICT, wish=WISH) as (remote, pilot):
        await pilot.press("N", "s", "full_stop")
        assert remote.begun == [Opening("crops15")]
        assert "opening chapter 2..." in picture(pilot)
        (following,) = remote.following
        following.say(Ready(OPENED), Shown(0, snapshot(Phase.PREDICT)))
        await pilot.pause()
        await pilot.pause()
        assert guide(picture(pilot)).startswith(" chapter 2 of 2, 2/3: Two ")
        assert following.done == [Step("phase")]
        assert remote.done == []
        assert "close" in remote.told


async def test_keys_typed_while_the_screens_are_changed_are_those_of_the_new_chapter() -> None:
    async with opened(phase=Phase.PREDICT, wish=WISH) as (remote, pilot):
        left = pilot.app.screen
        assert isinstance(left, TrainerScreen)
        await pilot.press("N")
        (following,) = remote.following
        for message in (Ready(OPENED), Shown(0, snapshot(Phase.PREDICT))):
            left.touring._hear(message)
        for key in ("s", "b"):
            left.typed.take(events.Key(key, key))
        await pilot.pause()
        await pilot.pause()
        assert (remote.done, following.done) == ([], [Step("phase"), Step("batch")])


async def test_what_was_to_be_painted_of_a_chapter_that_was_left_is_not_painted() -> None:
    async with opened(phase=Phase.PREDICT, wish=WISH) as (remote, pilot):
        left = pilot.app.screen
        assert isinstance(left, SessionScreen)
        await pilot.press("N")
        left._next = math.inf  # the frame comes when the chapter is gone
        remote.say(Shown(0, snapshot(Phase.LOSS)))
        remote.following[-1].say(Ready(OPENED), Shown(0, snapshot(Phase.PREDICT)))
        while left.is_running:
            await pilot.pause()
        left._paint()
        assert guide(picture(pilot)).startswith(" chapter 2 of 2")


async def test_over_other_data_the_guide_says_so_and_fills_nothing_in() -> None:
    async with opened(phase=Phase.PREDICT, wish=WISH) as (_, pilot):
        other = FakeRemote()
        begun = SessionBegun(other, [Ready(OPENED), Shown(0, snapshot(None))])  # type: ignore[arg-type]  # shaped so
        pilot.app.post_message(begun)
        await pilot.pause()
        await pilot.pause()
        assert guide(picture(pilot), 1) == " the chapter is about other data; 1N opens it again"
        await pilot.press("1", "N")
        assert other.begun == [Opening("crops")]


async def test_esc_stays_and_so_does_a_chapter_that_cannot_be_opened() -> None:
    async with opened(phase=Phase.PREDICT, wish=WISH) as (remote, pilot):
        await pilot.press("N", "escape")
        assert "this chapter goes on" in picture(pilot)
        await pilot.press("2", "N")
        remote.following[-1].say(Fatal("no such file"))
        await pilot.pause()
        assert "no such file" in picture(pilot)
        await pilot.press("9", "N")
        assert "there is no such chapter; there are 2" in picture(pilot)
        assert guide(picture(pilot)).startswith(" chapter 1 of 2")


async def test_without_a_tour_its_keys_say_so_and_nothing_is_in_the_way() -> None:
    async with opened() as (_, pilot):
        for key in ("full_stop", "comma", "N", "P"):
            await pilot.press(key)
            assert "gdtui tour begins" in picture(pilot)
            await pilot.press("escape")
        assert "chapter" not in picture(pilot)


async def test_where_only_ascii_can_be_shown_a_tour_is_ascii() -> None:
    card = replace(LONG, text="été")
    tour = Tour((replace(TOUR.chapter, title="é", cards=(card,)),))
    async with opened(wish=Wish(tour=tour), glyphs=ASCII) as (_, pilot):
        assert picture(pilot).isascii()
