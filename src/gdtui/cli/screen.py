"""gdtui without a command: the terminal app."""

import os
from argparse import Namespace
from functools import partial

from gdtui.errors import UserError
from gdtui.tui.main import open_screen

TYPE_CHECKING = False  # typing would cost a tenth of the time to the first words
if TYPE_CHECKING:
    from gdtui.session.opening import Open
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
    if options.export:
        from gdtui.cli.destinations import check_destinations  # noqa: PLC0415  # loads every format

        check_destinations(options)
    if options.linear:
        from gdtui.linear.main import open_linear  # noqa: PLC0415  # the screen does not need it

        return open_linear(*_asked(options))
    return open_screen(partial(_asked, options), os.environ)


def _asked(options: Namespace) -> "tuple[Open, Wish]":
    from gdtui.cli.opening import opening_of  # noqa: PLC0415  # the first words do not wait for it
    from gdtui.cli.state import shelf_folder  # noqa: PLC0415  # the same
    from gdtui.session.opening import Keep, Open  # noqa: PLC0415  # the same
    from gdtui.tui.wish import Wish  # noqa: PLC0415  # the same

    wish = Wish(options.ascii, options.epochs, (*options.export, None)[0], options.force)
    return Open(opening_of(options), keep=Keep(os.fspath(shelf_folder()))), wish
