"""take_over: a session is left to us by the window that has it, whatever state that is in."""

import os
import signal
import time
from pathlib import Path

from gdtui.errors import UserError
from gdtui.session.journal.holder import TAKEN_OVER, holder
from gdtui.session.journal.journal import resume_by
from gdtui.session.journal.shelf import is_locked
from gdtui.weights.atomic import shown

_LEAVES_WITHIN = 2.5  # seconds
_LOOK_AGAIN = 0.01


def take_over(journal: Path) -> None:
    """Have the process that holds a journal leave it. Nothing is lost: it wrote what it showed.

    Raises:
        UserError: it cannot be asked, or does not leave.
    """
    _ask(journal)
    end = time.monotonic() + _LEAVES_WITHIN
    while is_locked(journal):
        if time.monotonic() > end:
            raise _refused(journal, "its process does not end")
        time.sleep(_LOOK_AGAIN)


def _ask(journal: Path) -> None:
    """Ask the process that has the lock when it is asked, and no other."""
    pid = holder(journal.parent)
    if pid is None:
        if not is_locked(journal):
            return
        raise _refused(journal, "its process cannot be seen from here")
    descriptor = None
    try:
        if hasattr(os, "pidfd_open"):  # Linux
            descriptor = os.pidfd_open(pid)
        if holder(journal.parent) != pid:
            return  # it has just left; its number may be another's by now
        # one that was stopped hears it as soon as it goes on
        for number in (TAKEN_OVER, signal.SIGCONT):
            if descriptor is None:
                os.kill(pid, number)
            else:
                signal.pidfd_send_signal(descriptor, number)
    except ProcessLookupError:
        return
    except PermissionError as error:
        raise _refused(journal, "it is another user's") from error
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _refused(journal: Path, why: str) -> UserError:
    what = f"{shown(journal.parent)} cannot be taken over: {why}"
    copy = resume_by("--copy", journal.parent)
    return UserError(f"{what}; close it there, or resume a copy: {copy}")
