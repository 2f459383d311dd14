"""Turn: a talk under way, which takes its steps until one has to be waited for."""

from collections.abc import Callable

from gdtui.clean import clean
from gdtui.errors import UserError
from gdtui.linear.talk import Begin, Kept, Step, Talk, Typed
from gdtui.session.actions import Action
from gdtui.session.questions import Question

_SENTENCE = 300

Awaited = Typed | Begin | Action | Question
"""A step that takes somebody else: the person, or the session."""


class Turn:
    """Sentences go to `say`, and what is kept to `keep`, while they come."""

    def __init__(
        self, talk: Talk, say: Callable[[str], None], keep: Callable[[Kept], None]
    ) -> None:
        self._talk, self._say, self._keep = talk, say, keep

    def go_on(self, came: object = None) -> Awaited | None:
        """What has to be waited for after what came of the last step; None where it is over."""
        return self._until_it_waits(lambda: self._talk.send(came))

    def fail(self, error: UserError) -> Awaited | None:
        """The same where the last step could not be done."""
        return self._until_it_waits(lambda: self._talk.throw(error))

    def _until_it_waits(self, advance: Callable[[], Step]) -> Awaited | None:
        try:
            step = advance()
            while isinstance(step, str | Kept):
                if isinstance(step, Kept):
                    self._keep(step)
                else:
                    self._say(step)
                step = next(self._talk)
        except StopIteration:
            return None
        except UserError as error:
            for sentence in (error.sentence, *error.more):
                self._say(clean(sentence, _SENTENCE))
            return None
        return step
