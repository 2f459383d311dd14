"""open_screen: the terminal app, from what is to be opened to what is said when it is gone.

What stands in a function here is loaded in the order in which it is needed: the first words, the
session's process, the first frame.
"""

import gc
import sys
from collections.abc import Callable, MutableMapping

from gdtui.errors import UserError
from gdtui.tui.splash import Splash
from gdtui.tui.terminal import needs_ascii, why_not

# behind a frame Textual waits for one to two of its periods: with 60 a key would wait up to 33 ms
_FRAMES = "120"
# 2**16 cycles: from the moment it is loaded numpy's other threads otherwise spin where they have
# nothing to do, for some 20 ms or more; of two cores the first frame then has to share one
_SPIN = "16"

TYPE_CHECKING = False  # typing would cost a tenth of the time to the first words
if TYPE_CHECKING:
    from gdtui.session.opening import Open
    from gdtui.session.remote import Remote
    from gdtui.tui.app import TrainerApp
    from gdtui.tui.wish import Wish


def open_screen(
    asked: "Callable[[], tuple[Open, Wish]]", environment: MutableMapping[str, str]
) -> int:
    """Show a session until the person quits.

    Args:
        asked: called for what to open, and how, when the first words are on the terminal.
        environment: the process's own; COLUMNS and LINES are taken out, since they hide the size
            of the terminal, Textual is told how often it may paint, numpy to leave the cores alone.

    Returns:
        The exit status: 0, 2 where the data cannot be used, 1 after an error of our own.

    Raises:
        UserError: no screen can be shown here, or nothing can be opened.
    """
    reason = why_not(environment, stdin=sys.stdin.isatty(), stderr=sys.stderr.isatty())
    if reason is not None:
        raise UserError(reason)
    for hiding in ("COLUMNS", "LINES"):
        environment.pop(hiding, None)
    environment.setdefault("TEXTUAL_FPS", _FRAMES)
    environment.setdefault("OPENBLAS_THREAD_TIMEOUT", _SPIN)
    no_utf8 = needs_ascii(sys.stderr.encoding, environment)
    splash = Splash()
    gc.disable()  # what is loaded stays; the app turns it on when all is loaded
    try:
        app = _app(*asked(), splash, no_utf8=no_utf8)
    finally:
        splash.erase()
    app.cell_diff = environment.get("GDTUI_CELL_DIFF") != "0"
    said = app.run()
    remote = app.trainer.link.remote
    if not app.return_code:
        remote.quit()
    remote.close()
    _say(app, said)
    return app.return_code or 0


def _app(asked: "Open", wish: "Wish", splash: Splash, *, no_utf8: bool) -> "TrainerApp":
    from gdtui.session.process import Process  # noqa: PLC0415  # see above
    from gdtui.tui.endings import end_at_once  # noqa: PLC0415

    end_at_once(splash.erase)
    process = Process(asked)

    from gdtui.draw.text import ASCII, UNICODE  # noqa: PLC0415
    from gdtui.tui.app import TrainerApp  # noqa: PLC0415
    from gdtui.tui.keyboard import mend_keyboard  # noqa: PLC0415

    def remote() -> "Remote":
        from gdtui.session.remote import Remote  # noqa: PLC0415

        return Remote(asked.opening, asked.keep, process, chapter=wish.chapter)

    mend_keyboard()
    return TrainerApp(remote, ASCII if wish.ascii or no_utf8 else UNICODE, wish)


def _say(app: "TrainerApp", said: str | None) -> None:
    """Say what ended the app, what should be known about the data, and how to go on."""
    from gdtui.tui.farewell import farewell, tour_again  # noqa: PLC0415

    failed = app.return_code == 2
    if said:
        print(f"error: {said}" if failed else said, file=sys.stderr)
    if not failed:
        for note in app.trainer.desk.notes:
            print(f"note: {note}", file=sys.stderr)
        if app.trainer.tour is not None:
            print(tour_again(app.trainer.tour))
        remote = app.trainer.link.remote
        print(farewell(remote.opening, remote.keep))
