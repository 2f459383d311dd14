"""gdtui without a command: the terminal app."""

import os
from argparse import Namespace

from gdtui.cli.opening import opening_of
from gdtui.cli.state import shelf
from gdtui.session.wire import Keep
from gdtui.tui.main import open_screen


def screen(options: Namespace) -> int:
    """Open the data on a screen; the options are those of `gdtui fit`.

    Returns:
        The exit status.

    Raises:
        UserError: there is no terminal for a screen.
    """
    keep = Keep(os.fspath(shelf().folder))
    return open_screen(opening_of(options), os.environ, keep=keep, ascii_only=options.ascii)
