from tests.tui.opened import opened
from textual import events

from gdtui.session.actions import Set
from gdtui.session.line import Change


async def test_a_whole_answer_may_arrive_with_the_key_that_asks() -> None:
    async with opened() as (remote, pilot):
        for key, character in (("l", "l"), ("0", "0"), ("full_stop", "."), ("5", "5")):
            pilot.app.post_message(events.Key(key, character))
        pilot.app.post_message(events.Key("enter", "\r"))
        while not remote.done:
            await pilot.pause()

    assert remote.done == [Set(Change("lr", 0.5))]
