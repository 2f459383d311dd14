"""QuizSession: a session that keeps the score of what was foretold."""

from collections.abc import Iterator
from dataclasses import replace

from gdtui.data.dataset import Dataset
from gdtui.explain.foretold import is_right, verdict
from gdtui.session.actions import Action, Foretell
from gdtui.session.held import Held
from gdtui.session.line import Origin
from gdtui.session.number_at import called, number_at
from gdtui.session.progress import Progress
from gdtui.session.quiz import NO_QUIZ, Quiz
from gdtui.session.session import Session
from gdtui.session.snapshot import Snapshot


class QuizSession(Session):
    """The same session; `quiz` counts on whatever is undone, for what was said was said."""

    def __init__(self, dataset: Dataset, origin: Origin, *, memory: int = 64 << 20) -> None:
        super().__init__(dataset, origin, memory=memory)
        self.quiz: Quiz = NO_QUIZ

    def work(
        self, action: Action, *, until: int | None = None, joined: bool = False
    ) -> Iterator[Progress]:
        """Do an action; after a step before which something was foretold that is scored."""
        place, before = self.place, None
        if isinstance(action, Foretell):
            before = number_at(self.snapshot(), action.spot)
        yield from super().work(action, until=until, joined=joined)
        if isinstance(action, Foretell) and self.place != place:
            names = self.dataset.input_names, self.dataset.target_names
            after = number_at(self.snapshot(), action.spot)
            said = verdict(called(action.spot, *names), action.said, before, after)
            right = self.quiz.right + is_right(action.said, before, after)
            asked = self.quiz.asked + 1
            self.quiz = Quiz(right, asked, f"{said} ({right} of {asked})")
        elif self.quiz.last:
            self.quiz = replace(self.quiz, last="")

    def snapshot(self, *, full_loss: bool = True) -> Snapshot:
        """What is to be seen now, with the score."""
        return replace(super().snapshot(full_loss=full_loss), quiz=self.quiz)

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
