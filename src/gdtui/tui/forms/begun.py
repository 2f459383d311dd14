"""SessionBegun: another session is ready to be shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:  # the app knows this before the first frame
    from gdtui.session.remote import Remote
    from gdtui.session.wire import Up


class SessionBegun(Message):
    """Its Remote, and what it said so far; the app ends the session before it."""

    def __init__(self, remote: "Remote", said: "Sequence[Up]") -> None:
        super().__init__()
        self.remote, self.said = remote, said
