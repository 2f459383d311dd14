"""SessionBegun: another session is ready to be shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.events import Key
from textual.message import Message

from gdtui.tui.wish import Wish

if TYPE_CHECKING:  # the app knows this before the first frame
    from gdtui.session.remote import Remote
    from gdtui.session.wire import Up


class SessionBegun(Message):
    """Its Remote, and what it said so far; the app ends the session before it.

    `wish` is what is asked of its screen, `typed` the keys that it has missed.
    """

    def __init__(
        self,
        remote: "Remote",
        said: "Sequence[Up]",
        wish: Wish | None = None,
        typed: Sequence[Key] = (),
    ) -> None:
        super().__init__()
        self.remote, self.said, self.wish, self.typed = remote, said, wish, typed
