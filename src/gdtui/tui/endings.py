"""Endings: what a signal, or a terminal that is gone, does to the screen's process.

The session's process keeps what was done, so nothing has to be saved here, and dying at once is
right. None of this needs the event loop: a terminal that takes no more output blocks it.
"""

import os
import select
import signal
import termios
from collections.abc import Callable
from contextlib import suppress
from signal import Signals
from threading import Thread, main_thread
from typing import Any, NoReturn

_INPUT, _OUTPUT = 0, 2  # Textual reads standard input and paints on standard error
_RETURNING = (Signals.SIGINT, Signals.SIGTERM)
_WAKING = Signals.SIGURG  # nothing else sends it here
_RETURNED_WITHIN = 0.5  # seconds; a terminal that takes longer has stalled

# wrapped lines, no held-back frame, no reports of size, focus, paste and mouse, the keyboard's own
# protocol, the shell's screen, its colours and its cursor
AS_IT_WAS = b"".join(
    b"\x1b[%b" % code
    for code in (
        *(b"?2026l", b"?7h", b"?2048l", b"?1004l", b"?2004l"),
        *(b"?1000l", b"?1003l", b"?1015l", b"?1006l", b"?1016l"),
        *(b"<u", b"?1049l", b"0m", b"?25h"),
    )
)


def end_at_once(erase: Callable[[], None]) -> None:
    """Let SIGHUP, SIGINT, SIGTERM and the end of the terminal end this process, from now on.

    SIGINT and SIGTERM return the terminal as it is now; before Textual has taken it they `erase`
    what is written on it. To be called by the main thread.
    """
    # whoever started this process may have had it ignored, or held back
    signal.signal(Signals.SIGHUP, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (Signals.SIGHUP, *_RETURNING))
    waking, wake = os.pipe()
    os.set_blocking(wake, False)
    modes = termios.tcgetattr(_INPUT)
    Thread(target=_watch, args=(waking, modes, erase), daemon=True).start()
    # a handler of Python's waits for the main thread; the number of the signal does not
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    for number in (*_RETURNING, _WAKING):
        signal.signal(number, lambda *_: None)


def _watch(waking: int, modes: list[Any], erase: Callable[[], None]) -> None:
    watched = select.poll()
    watched.register(waking, select.POLLIN)
    # the kernel tells a hang-up to the first process of a terminal, which may not pass it on
    watched.register(_INPUT, 0)
    while True:
        for descriptor, event in watched.poll():
            if descriptor == waking:
                _heed(os.read(waking, 4096), modes, erase)
            elif event & (select.POLLHUP | select.POLLERR):
                _end(Signals.SIGHUP)
            else:
                watched.unregister(_INPUT)  # some systems cannot watch a terminal


def _heed(numbers: bytes, modes: list[Any], erase: Callable[[], None]) -> None:
    for number in _RETURNING:
        if number in numbers:
            returning = Thread(target=_return_terminal, args=(modes, erase), daemon=True)
            returning.start()
            returning.join(_RETURNED_WITHIN)
            _end(number)
    if Signals.SIGCONT in numbers:
        # the kernel may have told another thread, and the main one, which paints all again, waits
        # for something to come: a signal of its own wakes it
        signal.pthread_kill(main_thread().ident or 0, _WAKING)


def _end(number: Signals) -> NoReturn:
    os._exit(128 + number)


def _return_terminal(modes: list[Any], erase: Callable[[], None]) -> None:
    with suppress(OSError, termios.error):
        if os.tcgetpgrp(_INPUT) != os.getpgrp():
            return  # the shell has it
        erase()
        if termios.tcgetattr(_INPUT) == modes:
            return
        terminal = os.dup(_OUTPUT)
        # what Textual still paints must not come after
        os.dup2(os.open(os.devnull, os.O_WRONLY), _OUTPUT)
        termios.tcsetattr(_INPUT, termios.TCSANOW, modes)
        os.write(terminal, AS_IT_WAS)
        termios.tcflush(_INPUT, termios.TCIFLUSH)
