"""gdtui sessions: what can be resumed, a line each; or to remove some of it."""

import time
from argparse import Namespace

from gdtui.cli.state import shelf
from gdtui.errors import UserError
from gdtui.session.journal.shelf import Kept
from gdtui.weights.atomic import shown


def sessions(options: Namespace) -> int:
    """List the sessions, the one used last first, or remove those named behind `rm`.

    Raises:
        UserError: what is asked for is neither, or cannot be removed.
    """
    kept = shelf()
    if options.words[:1] == ["rm"] and options.words[1:]:
        for name in options.words[1:]:
            kept.remove(name)
        return 0
    if options.words:
        raise UserError("it is gdtui sessions, or gdtui sessions rm NAME")
    for one in kept.sessions():
        written = time.strftime("%Y-%m-%d %H:%M", time.localtime(one.last_written))
        print(f"{shown(one.folder.relative_to(kept.folder))}  {written}  {_state(one)}")
    return 0


def _state(kept: Kept) -> str:
    if kept.in_use:
        return "in use"
    return "closed" if kept.closed else "interrupted"
