"""The app with a real session in the same process, which answers at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from tests.tui.fake_remote import FakeRemote
from tests.tui.opened import picture
from textual.pilot import Pilot

from gdtui.draw.text import UNICODE, Glyphs
from gdtui.engine.settings import Settings
from gdtui.engine.source import read_all
from gdtui.errors import UserError
from gdtui.session.actions import Action
from gdtui.session.answers import answer
from gdtui.session.beginning import begin
from gdtui.session.opened import Opened
from gdtui.session.opening import Opening
from gdtui.session.questions import Question
from gdtui.session.session import Session
from gdtui.session.wire import Answered, Ready, Refused, Shown
from gdtui.tui.app import TrainerApp
from gdtui.tui.wish import NOTHING, Wish


class LiveRemote(FakeRemote):
    """Applies and answers; numbers of actions and of questions come from one count."""

    def __init__(self, opening: Opening, settings: Settings | None = None) -> None:
        super().__init__()
        dataset, start = opening.read()
        origin = begin(opening, dataset, start).origin
        if settings is not None:
            origin = replace(origin, settings=settings)
        self.session, self.number = Session(dataset, origin), 0
        survey(self.session)

    def greet(self) -> None:
        """Say that the session is open, and show it."""
        dataset = self.session.dataset
        names = dataset.input_names, dataset.target_names
        opened = Opened(dataset.name, dataset.path, dataset.rows, *names, 1, read_all())
        self.say(Ready(opened), Shown(0, self.session.snapshot()))

    def do(self, action: Action) -> int:
        super().do(action)
        self.number += 1
        try:
            self.session.apply(action)
            survey(self.session)
        except UserError as error:
            self.say(Refused(self.number, error.sentence, error.more))
        self.say(Shown(self.number, self.session.snapshot()))
        return self.number

    def ask(self, question: Question) -> int:
        super().ask(question)
        self.number += 1
        try:
            self.say(Answered(self.number, answer(self.session, question)))
        except UserError as error:
            self.say(Refused(self.number, error.sentence, error.more))
        return self.number

    def another(self, opening: Opening, *, chapter: int | None = None) -> "LiveRemote":
        del chapter
        following = LiveRemote(opening)
        following.greet()
        return following


def survey(session: Session) -> None:
    """Find out what the session's process finds out beside it."""
    for settings in (session.chosen, replace(session.chosen, standardize=True)):
        if session.survey.of(settings) is None:
            session.survey.keep(session.survey.look(settings))


@asynccontextmanager
async def live(
    keys: str = "",
    *,
    data: str = "crops",
    size: tuple[int, int] = (80, 24),
    glyphs: Glyphs = UNICODE,
    settings: Settings | None = None,
    wish: Wish = NOTHING,
) -> AsyncIterator[tuple[LiveRemote, Pilot[str]]]:
    """The app on a bundled dataset, its exact solution known, after these keys."""
    remote = LiveRemote(Opening(data), settings)
    app = TrainerApp(lambda: remote, glyphs, wish)  # type: ignore[arg-type, return-value]  # shaped so
    async with app.run_test(size=size) as pilot:
        remote.greet()
        await pilot.pause()
        await press(pilot, keys)
        yield remote, pilot


async def press(pilot: Pilot[str], keys: str) -> str:
    """Press keys, each with its answers; what is on the screen then."""
    for key in keys.split():
        await pilot.press(key)
        await pilot.pause()
    return picture(pilot)
