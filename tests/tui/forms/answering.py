"""What the session answers to the question that a form asked last."""

from tests.tui.fake_remote import FakeRemote
from textual.pilot import Pilot

from gdtui.session.wire import Answered, Refused


async def answer(remote: FakeRemote, pilot: Pilot[str], said: object) -> None:
    """Answer, and let the form show it."""
    remote.say(Answered(len(remote.asked), said))
    await pilot.pause()


async def refuse(remote: FakeRemote, pilot: Pilot[str], *sentences: str) -> None:
    """Refuse, and let the form show it."""
    remote.say(Refused(len(remote.asked), sentences[0], sentences[1:]))
    await pilot.pause()


async def write(pilot: Pilot[str], text: str) -> None:
    """Type a text letter by letter."""
    names = {" ": "space", ",": "comma", ".": "full_stop", "/": "slash", "-": "minus"}
    await pilot.press(*(names.get(letter, letter) for letter in text))
