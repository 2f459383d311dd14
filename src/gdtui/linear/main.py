"""open_linear: a session without a screen, as plain lines, from keys or from a pipe."""

import sys
import time
from typing import TYPE_CHECKING

from gdtui.linear.conversation import Conversation
from gdtui.linear.page import Page, terminal_width
from gdtui.linear.reader import Reader
from gdtui.linear.terminal import Terminal, taken
from gdtui.session.process import Process
from gdtui.tui.farewell import farewell, tour_again
from gdtui.tui.terminal import needs_ascii
from gdtui.tui.wish import NOTHING, Wish

if TYPE_CHECKING:
    from gdtui.session.opening import Open


def open_linear(asked: "Open", wish: Wish = NOTHING) -> int:
    """Talk about a session until the person quits, or until the keys end.

    Args:
        asked: what to open.
        wish: what else was asked for on the command line.

    Returns:
        The exit status: 0, or 129 where the terminal is gone.

    Raises:
        UserError: the data cannot be used.
    """
    from gdtui.session.remote import Remote  # noqa: PLC0415  # the process loads meanwhile

    remote = Remote(asked.opening, asked.keep, Process(asked))
    ascii_only = wish.ascii or needs_ascii(sys.stdout.encoding)
    page = Page(sys.stdout, lambda: terminal_width(sys.stdout), ascii=ascii_only)
    page.say("gdtui: reading the data, loading the engine")
    with taken() as terminal:
        by_keys = isinstance(terminal, Terminal)
        conversation = Conversation(remote, page.say, time.monotonic, wish, keys_come=by_keys)
        Reader(conversation, page, terminal).read()
    remote = conversation.remote
    if conversation.failed is not None:
        remote.close()
        raise conversation.failed
    remote.quit()
    page.end_line()
    if conversation.tour is not None:
        print(tour_again(conversation.tour, linear=True))
    print(farewell(remote.opening, remote.keep, linear=True))  # whole lines, to be copied
    return 0
