"""The course that comes with gdtui on the screen, over real sessions in the same process."""

import re

from tests.tui.live import live
from tests.tui.opened import picture
from tests.tui.touring import SEEN
from textual.pilot import Pilot

from gdtui.cli.tour import chapters_of
from gdtui.session.opening import Opening
from gdtui.tour.tour import Tour
from gdtui.tui.wish import Wish

CHAPTERS = chapters_of(None)


async def until(pilot: Pilot[str], seen: str) -> None:
    """Let the app go on until a pattern is found on its screen."""
    for _ in range(100):
        if re.search(seen, picture(pilot)):
            return
        await pilot.pause()
    raise AssertionError(f"{seen} was not seen:\n{picture(pilot)}")


async def test_every_chapter_opens_at_its_moment_and_is_gone_through() -> None:
    assert CHAPTERS[0].opening == Opening("crops")
    async with live(wish=Wish(tour=Tour(CHAPTERS))) as (_, pilot):
        for number, chapter in enumerate(CHAPTERS, 1):
            cards = len(chapter.cards)
            title = re.escape(chapter.title)
            await until(pilot, f"(?m)^ chapter {number} of 12, 1/{cards}: {title}")
            await until(pilot, SEEN[number])
            await pilot.press(*["full_stop"] * (cards - 1))
            await until(pilot, f"chapter {number} of 12, {cards}/{cards}: ")
            await pilot.press("N" if number < len(CHAPTERS) else "full_stop")
        await until(pilot, "that was the tour")
