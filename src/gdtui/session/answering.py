"""Answering: the questions that one screen asks, at once or, where it takes long, in pieces."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from torch import Tensor

from gdtui.engine.settings import Settings
from gdtui.errors import UserError
from gdtui.session.answers import answer
from gdtui.session.explaining.explaining import explaining, takes_long
from gdtui.session.gauging import lacks_batch
from gdtui.session.landscape import Landscape
from gdtui.session.pieces import Pieces
from gdtui.session.questions import Best, Explain, Twins
from gdtui.session.session import Session
from gdtui.session.twinning import twinning
from gdtui.session.wire import Answered, Ask, Refused, Up


@dataclass(frozen=True, eq=False)
class Surveyed:
    """The exact solution and the curvature around it, computed beside the session."""

    landscape: Landscape


@dataclass(frozen=True, eq=False)
class Bent:
    """The largest eigenvalue of the batch with these inputs, likewise."""

    inputs: Tensor
    bends: float


Found = Surveyed | Bent


class Beside(Protocol):
    """Works out what takes long, beside the session; what it finds comes by the host's inbox."""

    def survey(self, settings: Settings) -> None:
        """Find the exact solution, and the curvature for these settings."""

    def bend(self, inputs: Tensor, target_count: int) -> None:
        """Find the curvature of one batch, inputs (m, d), which nobody writes to."""

    def free(self, *, yes: bool) -> None:
        """Whether nothing else is to be done; where something is, what is heavy waits."""


class Answering:
    """Answers what is asked of a session by `say`.

    What needs the exact solution is refused until that is known, or in one case waits for it. What
    is asked for in pieces waits for whatever else there is to do.
    """

    def __init__(
        self,
        session: Session,
        say: Callable[[Up], None],
        beside: Beside,
        *,
        light: bool,
        threads: int,
    ) -> None:
        self._session, self._say, self._beside = session, say, beside
        self._light, self._threads = light, threads
        self._unsolved: list[Ask] = []
        self._begun: deque[tuple[Ask, Pieces[object]]] = deque()
        self._surveying = False
        self._bending: Tensor | None = None

    @property
    def busy(self) -> bool:
        """Whether there is an answer to go on with."""
        return bool(self._begun)

    def ask(self, ask: Ask) -> None:
        """Answer a question, or begin to."""
        match ask.question:
            case Twins():
                self._begun.append((ask, twinning(self._session, ask.question)))
            case Explain(spot) if takes_long(spot):
                self._begun.append((ask, explaining(self._session, ask.question)))
            case Best() if not self._surveyed:
                self._unsolved.append(ask)
            case _:
                self._answer(ask)

    def go_on(self) -> None:
        """Do a piece of what was begun."""
        if not self._begun:
            return
        ask, work = self._begun[0]
        try:
            next(work)
        except StopIteration as done:
            self._begun.popleft()
            self._say(Answered(ask.number, done.value))
        except UserError as error:
            self._begun.popleft()
            self._say(Refused(ask.number, error.sentence, error.more))

    def stop(self, number: int | None = None) -> None:
        """Give up what was begun, or only the question with this number."""
        given_up = [one for one in self._begun if number in (None, one[0].number)]
        for one in given_up:
            self._begun.remove(one)
            self._say(Refused(one[0].number, "it was stopped"))

    def learn(self, found: Found) -> None:
        """Know what was worked out, and answer what waited for it."""
        if isinstance(found, Bent):
            self._session.survey.keep_batch(found.inputs, found.bends)
            self._bending = None
            return
        self._session.survey.keep(found.landscape)
        self._surveying = False
        unsolved, self._unsolved = self._unsolved, []
        for ask in unsolved:
            self.ask(ask)

    def look_around(self, *, shown: bool, idle: bool) -> None:
        """Have worked out what is wanted of the moment and not known, where there is time for it.

        Args:
            shown: whether the moment of now is on the screen.
            idle: whether nothing else is to be done.
        """
        if not (idle or (self._light and shown)):
            return
        live, survey = self._session.timeline.live, self._session.survey
        if not self._surveyed and not self._surveying:
            self._surveying = True
            self._beside.survey(self._session.chosen)
        elif idle and self._bending is None and lacks_batch(live, survey):
            self._bending = live.x
            self._beside.bend(live.x, live.y.shape[1])

    @property
    def _surveyed(self) -> bool:
        return self._session.survey.of(self._session.chosen) is not None

    def _answer(self, ask: Ask) -> None:
        try:
            found = answer(self._session, ask.question, threads=self._threads)
        except UserError as error:
            self._say(Refused(ask.number, error.sentence, error.more))
        else:
            self._say(Answered(ask.number, found))
