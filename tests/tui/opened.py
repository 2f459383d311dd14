"""The app on crops with a Remote that a test speaks for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.tui.fake_remote import FakeRemote
from tests.tui.moments import moment
from textual.pilot import Pilot

from gdtui.draw.text import UNICODE, Glyphs
from gdtui.engine.phase import Phase
from gdtui.session.wire import Ready, Shown
from gdtui.tui.app import TrainerApp
from gdtui.tui.moment import Moment
from gdtui.tui.wish import NOTHING, Wish


@asynccontextmanager
async def opened(
    size: tuple[int, int] = (80, 24),
    phase: Phase | None = None,
    *,
    glyphs: Glyphs = UNICODE,
    shown: Moment | None = None,
    wish: Wish = NOTHING,
) -> AsyncIterator[tuple[FakeRemote, Pilot[str]]]:
    """The app, which has been told a moment: without another, crops after a phase."""
    remote = FakeRemote()
    app = TrainerApp(lambda: remote, glyphs, wish)  # type: ignore[arg-type, return-value]  # shaped like one
    told = shown or moment(phase)
    async with app.run_test(size=size) as pilot:
        remote.say(Ready(told.opened), Shown(0, told.snapshot))
        await pilot.pause()
        yield remote, pilot


def picture(pilot: Pilot[str]) -> str:
    """What is on the screen, as lines of text."""
    strips = pilot.app.screen._compositor.render_strips()
    return "".join(f"{strip.text.rstrip()}\n" for strip in strips)
