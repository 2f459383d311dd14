"""Link: the session's process at the end of an asyncio loop; what it says, and what is answered."""

import asyncio
from collections.abc import Callable, Sequence

from gdtui.errors import UserError
from gdtui.session.questions import Question
from gdtui.session.remote import Remote
from gdtui.session.wire import Answered, Died, Fatal, Refused, Shown, Up


class Link:
    """Hands every message to `heard`, and every answer to who asked for it."""

    def __init__(self, remote: Remote, heard: Callable[[Up], None]) -> None:
        self.remote = remote
        self.said: Sequence[Up] = ()  # what somebody else has heard before, to be heard again
        self._heard = heard
        self._asked: dict[int, asyncio.Future[object]] = {}
        self._reader: int | None = None

    def listen(self) -> None:
        """Hear the session from now on; again after it was restarted."""
        said, self.said = self.said, ()
        for message in said:
            self._heard(message)
        self._reader = self.remote.fileno()
        asyncio.get_running_loop().add_reader(self._reader, self._receive)

    def deafen(self) -> None:
        """Hear nothing any more."""
        if self._reader is not None:
            asyncio.get_running_loop().remove_reader(self._reader)
            self._reader = None

    def close(self) -> None:
        """Hear nothing any more, and end the session's process."""
        self.deafen()
        self.remote.close()

    def quit(self, following: Remote | None = None) -> None:
        """The same, because the user is done with it, or goes on with the one `following`."""
        self.deafen()
        self.remote.quit(following)

    async def answer(self, question: Question) -> object:
        """The answer to a question; who is cancelled while waiting lets the session give it up.

        Raises:
            UserError: it cannot be answered.
        """
        answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        number = self.remote.ask(question)
        self._asked[number] = answer
        try:
            return await answer
        except asyncio.CancelledError:
            self.remote.leave(number)
            raise

    def _receive(self) -> None:
        messages = self.remote.receive()
        if any(isinstance(message, Died | Fatal) for message in messages):
            self.deafen()
        last = next((one for one in reversed(messages) if isinstance(one, Shown)), None)
        for message in messages:
            # of the moments that came at once only the last one would be seen
            seen = not isinstance(message, Shown) or message is last
            if seen and not self._is_for_who_asked(message):
                self._heard(message)

    def _is_for_who_asked(self, message: Up) -> bool:
        match message:
            case Answered(number, answer) if number in self._asked:
                self._settle(number, answer)
            case Refused(number, sentence, more) if number in self._asked:
                self._settle(number, UserError(sentence, *more))
            case Died(sentence=sentence):
                for number in tuple(self._asked):
                    self._settle(number, UserError(sentence))
                return False
            case _:
                return False
        return True

    def _settle(self, number: int, answer: object) -> None:
        asked = self._asked.pop(number)
        if asked.cancelled():
            return
        if isinstance(answer, UserError):
            asked.set_exception(answer)
        else:
            asked.set_result(answer)
