"""QuizSession: a session that keeps the score of what was foretold."""

from collections.abc import Iterator
from dataclasses import replace

from gdtui.errors import UserError
from gdtui.explain.foretold import is_right, verdict
from gdtui.session.actions import Action, Foretell
from gdtui.session.held import Held
from gdtui.session.number_at import called, number_at
from gdtui.session.progress import Progress
from gdtui.session.quiz import Quiz
from gdtui.session.session import Session
from gdtui.session.spot import OfTarget, Spot, Whole
from gdtui.session.validity import checked
from gdtui.session.view import window

_NOT_SCORED = "not scored"


class QuizSession(Session):
    """The same session; `quiz` counts on whatever is undone, for what was said was said."""

    def work(
        self, action: Action, *, until: int | None = None, joined: bool = False
    ) -> Iterator[Progress]:
        """Do an action; after a step before which something was foretold that is scored.

        A step that was stopped before its end is not.
        """
        if not isinstance(action, Foretell):
            yield from super().work(action, until=until, joined=joined)
            self.quiz = replace(self.quiz, last="")
            return
        checked(action, self.chosen, self.timeline.prepared.shape)
        begin, before = self.place, self._number(action.spot)
        end = self._moment(action.step)
        yield from super().work(action, until=until, joined=joined)
        if self.place[1] == end:
            self._score(action, before)
        elif self.place != begin:
            self.quiz = replace(self.quiz, last=f"{_NOT_SCORED}: the step was not finished")

    def _score(self, action: Foretell, before: float | None) -> None:
        try:
            after = self._number(action.spot)
        except UserError:
            self.quiz = replace(self.quiz, last=f"{_NOT_SCORED}: the batch of now has no such row")
            return
        name = called(action.spot, self.dataset.input_names, self.dataset.target_names)
        said = verdict(name, action.said, before, after)
        right = self.quiz.right + is_right(action.said, before, after)
        asked = self.quiz.asked + 1
        self.quiz = Quiz(right, asked, f"{said} ({right} of {asked})")

    def _number(self, spot: Spot) -> float | None:
        """The number as it is now, also of a row of the batch that no Snapshot holds."""
        shown = self.snapshot(full_loss=spot in {Whole.FULL_LOSS, Whole.ROOT})
        live = self.timeline.live
        if isinstance(spot, OfTarget) and 0 <= spot.row < len(live.x):
            batch = window(live, self.dataset.lines, spot.row, 1)
            return number_at(replace(shown, batch=batch), replace(spot, row=0))
        return number_at(shown, spot)

    def held(self) -> Held:
        """All that it holds, the score too."""
        return replace(super().held(), quiz=(self.quiz.right, self.quiz.asked))

    def hold(self, held: Held) -> None:
        """Become the session that held this."""
        super().hold(held)
        self.quiz = Quiz(*held.quiz)

    def become(self, other: Session) -> None:
        """Be what another session of the same data is."""
        super().become(other)
        if isinstance(other, QuizSession):
            self.quiz = other.quiz
