"""gdtui without a command: the terminal app."""

import os
from argparse import Namespace

from gdtui.cli.destinations import check_destinations
from gdtui.cli.opening import opening_of
from gdtui.cli.state import shelf
from gdtui.errors import UserError
from gdtui.session.wire import Keep
from gdtui.tui.main import open_screen
from gdtui.tui.wish import Wish


def screen(options: Namespace) -> int:
    """Open the data on a screen; the options are those of `gdtui fit`, but for its log.

    Returns:
        The exit status.

    Raises:
        UserError: an option cannot be followed, or there is no terminal for a screen.
    """
    if options.log is not None:
        raise UserError(
            "--log belongs to gdtui fit, which trains straight on; "
            "the screen keeps a journal of all that is done: gdtui sessions"
        )
    check_destinations(options)
    wish = Wish(options.ascii, options.epochs, (*options.export, None)[0], options.force)
    keep = Keep(os.fspath(shelf().folder))
    return open_screen(opening_of(options), os.environ, keep=keep, wish=wish)
