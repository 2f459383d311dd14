"""Endings: what a signal, or a terminal that is gone, does to the screen's process.

The session's process keeps what was done, so nothing has to be saved here, and dying at once is
right. None of this needs the event loop: a terminal that takes no more output blocks it.
"""

import os
import select
import signal
import termios
from contextlib import suppress
from signal import Signals
from threading import Thread
from typing import Any

_INPUT, _OUTPUT = 0, 2  # Textual reads standard input and paints on standard error
_WAITED_FOR = (Signals.SIGINT, Signals.SIGTERM)
_GIVEN_BACK_WITHIN = 0.5  # seconds; a terminal that takes longer has stalled

# wrapped lines, no held-back frame, no reports of size, focus, paste and mouse, the keyboard's own
# protocol, the shell's screen, its colours and its cursor
GIVE_BACK = b"".join(
    b"\x1b[%b" % code
    for code in (
        *(b"?2026l", b"?7h", b"?2048l", b"?1004l", b"?2004l"),
        *(b"?1000l", b"?1003l", b"?1015l", b"?1006l", b"?1016l"),
        *(b"<u", b"?1049l", b"0m", b"?25h"),
    )
)


def end_at_once() -> None:
    """Let SIGHUP, SIGINT, SIGTERM and the end of the terminal end this process, from now on.

    SIGINT and SIGTERM give the terminal back first. Must be called before any thread is started:
    a thread inherits which signals wait for another. So does a process: it has to unblock them.
    """
    for number in (Signals.SIGHUP, *_WAITED_FOR):
        # whoever started this process may have had it ignored
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {Signals.SIGHUP})
    signal.pthread_sigmask(signal.SIG_BLOCK, _WAITED_FOR)
    modes = termios.tcgetattr(_INPUT)
    Thread(target=_await_signal, args=(modes,), daemon=True).start()
    Thread(target=_await_hangup, daemon=True).start()


def _await_signal(modes: list[Any]) -> None:
    number = Signals(signal.sigwait(_WAITED_FOR))
    giving = Thread(target=_give_back, args=(modes,), daemon=True)
    giving.start()
    giving.join(_GIVEN_BACK_WITHIN)
    _die(number)


def _await_hangup() -> None:
    """The kernel tells a hang-up to the first process of a terminal, which may not pass it on."""
    terminal = select.poll()
    terminal.register(_INPUT, 0)
    if any(event & (select.POLLHUP | select.POLLERR) for _, event in terminal.poll()):
        _die(Signals.SIGHUP)


def _die(number: Signals) -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {number})
    signal.raise_signal(number)
    # the first process of a container outlives its own signals
    os._exit(128 + number)


def _give_back(modes: list[Any]) -> None:
    with suppress(OSError, termios.error):
        if os.tcgetpgrp(_INPUT) != os.getpgrp() or termios.tcgetattr(_INPUT) == modes:
            return  # the shell has it
        terminal = os.dup(_OUTPUT)
        # what Textual still paints must not come after
        os.dup2(os.open(os.devnull, os.O_WRONLY), _OUTPUT)
        termios.tcsetattr(_INPUT, termios.TCSANOW, modes)
        os.write(terminal, GIVE_BACK)
        termios.tcflush(_INPUT, termios.TCIFLUSH)
