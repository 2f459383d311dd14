"""gdtui resume: the terminal app, with a session as it was left."""

import os
import time
from argparse import Namespace
from pathlib import Path

from gdtui.cli.state import shelf
from gdtui.session.journal.reading import read_journal
from gdtui.session.journal.shelf import journal_at
from gdtui.session.opening import Keep, Open
from gdtui.tui.main import open_screen
from gdtui.tui.wish import Wish


def resume(options: Namespace) -> int:
    """Open the session used last, or the one at a path, or a copy of it.

    Returns:
        The exit status.

    Raises:
        UserError: there is none, it cannot be read, or there is no terminal for a screen.
    """
    kept = shelf()
    path = Path(options.path) if options.path else kept.last(in_use=options.copy)
    journal = journal_at(path).absolute()
    opening = read_journal(journal).opening
    if options.copy:
        name = Path(opening.data).stem
        journal = kept.copy(journal, name, time.strftime("%Y%m%d-%H%M%S"))
    asked = Open(opening, keep=Keep(os.fspath(kept.folder), os.fspath(journal)))
    return open_screen(lambda: asked, os.environ, Wish(options.ascii))
