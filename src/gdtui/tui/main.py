"""open_screen: the terminal app, from what is to be opened to what is said when it is gone."""

import sys
from collections.abc import MutableMapping

from gdtui.draw.text import ASCII, UNICODE
from gdtui.errors import UserError
from gdtui.session.opening import Opening
from gdtui.session.remote import Remote
from gdtui.session.wire import Keep
from gdtui.tui.endings import end_at_once
from gdtui.tui.farewell import farewell
from gdtui.tui.terminal import needs_ascii, why_not
from gdtui.tui.wish import NOTHING, Wish


def open_screen(
    opening: Opening,
    environment: MutableMapping[str, str],
    *,
    keep: Keep | None = None,
    wish: Wish = NOTHING,
) -> int:
    """Show a session until the person quits.

    Args:
        opening: what to open, and how training begins.
        environment: the process's own; COLUMNS and LINES are taken out, since they hide the size
            of the terminal.
        keep: where the session is kept, or is kept already.
        wish: what else was asked for on the command line.

    Returns:
        The exit status: 0, 2 where the data cannot be used, 1 after an error of our own.

    Raises:
        UserError: no screen can be shown here.
    """
    reason = why_not(environment, stdin=sys.stdin.isatty(), stderr=sys.stderr.isatty())
    if reason is not None:
        raise UserError(reason)
    end_at_once()
    for hiding in ("COLUMNS", "LINES"):
        environment.pop(hiding, None)
    # the session's process starts before Textual is imported, so that both load at once
    remote = Remote(opening, keep)
    try:
        from gdtui.tui.app import TrainerApp  # noqa: PLC0415  # after the child has started
        from gdtui.tui.decoder import forgive_bytes  # noqa: PLC0415  # the same

        forgive_bytes()
        plain = wish.ascii or needs_ascii(sys.stderr.encoding)
        app = TrainerApp(remote, ASCII if plain else UNICODE, wish)
        said = app.run()
        remote = app.trainer.link.remote
        if not app.return_code:
            remote.quit()
    finally:
        remote.close()
    status = app.return_code or 0
    if said:
        print(f"error: {said}" if status == 2 else said, file=sys.stderr)
    if status != 2:
        for note in app.trainer.desk.notes:
            print(f"note: {note}", file=sys.stderr)
        print(farewell(remote.opening, remote.keep))
    return status
