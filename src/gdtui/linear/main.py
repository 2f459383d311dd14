"""open_linear: a session without a screen, as plain lines, from keys or from a pipe."""

import os
import sys
import time
from typing import TYPE_CHECKING

from gdtui.linear.page import Page, terminal_width
from gdtui.linear.terminal import Terminal, taken
from gdtui.session.process import Process
from gdtui.tui.farewell import farewell, tour_again
from gdtui.tui.terminal import needs_ascii
from gdtui.tui.wish import NOTHING, Wish

if TYPE_CHECKING:
    from gdtui.session.opening import Open


_HUNG_UP = 129


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
    process = Process(asked)
    ascii_only = wish.ascii or needs_ascii(sys.stdout.encoding, os.environ)
    page = Page(sys.stdout, lambda: terminal_width(sys.stdout), ascii=ascii_only)
    page.say("gdtui: reading the data, loading the engine")
    with taken() as terminal:
        # the process loads meanwhile
        from gdtui.linear.conversation import Conversation  # noqa: PLC0415
        from gdtui.linear.reader import Reader  # noqa: PLC0415
        from gdtui.session.remote import Remote  # noqa: PLC0415

        remote = Remote(asked.opening, asked.keep, process, chapter=wish.chapter)
        by_keys = isinstance(terminal, Terminal)
        conversation = Conversation(remote, page.say, time.monotonic, wish, keys_come=by_keys)
        reader = Reader(conversation, page, terminal)
        reader.read()
    remote = conversation.remote
    if reader.hung_up:
        remote.close()
        return _HUNG_UP
    if conversation.failed is not None:
        remote.close()
        raise conversation.failed
    remote.quit()
    page.end_line()
    if conversation.tour is not None:
        print(tour_again(conversation.tour, linear=True))
    print(farewell(remote.opening, remote.keep, linear=True))  # whole lines, to be copied
    return 0
