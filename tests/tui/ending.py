"""A session in a window that ends in one way after the other, and is resumed after each."""

import os
import re
import termios
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from signal import SIGSTOP, Signals

from tests.tui.process import Process
from tests.tui.terminal_window import TerminalWindow

from gdtui.engine.phase import PHASES
from gdtui.session.journal.journal import NAME
from gdtui.session.journal.record import unseal
from gdtui.session.journal.shelf import Shelf
from gdtui.tui.endings import AS_IT_WAS

GONE_WITHIN = 3.0
# the exact solution, which comes some moments after the first frame
SOLVED = "best 0"
PLACE = re.compile(r"epoch (\d+)(?: done| · (\w+))")
# the modes that are on in a terminal to which nothing has been said: wrapped lines, a cursor
ON_AT_FIRST = {b"7", b"25"}


def moment_on(text: str) -> int | None:
    """The moment that the status line names; an epoch of crops has one batch."""
    found = PLACE.search(text.split("\n", 1)[0])
    if found is None:
        return None
    epoch, phase = found.groups()
    if phase is None:
        return int(epoch) * len(PHASES)
    done = 0 if phase == "start" else 1 + [str(one) for one in PHASES].index(phase)
    return (int(epoch) - 1) * len(PHASES) + done


def panes_on(text: str) -> list[str]:
    """All but what is said at the foot, without the arrows of what has just changed."""
    return [line.translate({ord("↑"): " ", ord("↓"): " "}) for line in text.split("\n")[:-3]]


class Opened:
    """A session in a window as soon as it shows a moment.

    Its processes are the last two of the line below `first`, which is the window's own without one.
    """

    def __init__(self, window: TerminalWindow, stack: ExitStack, first: int | None) -> None:
        self.window, self._watched = window, True
        self._record = window.process.logfile_read = BytesIO()
        self._modes = termios.tcgetattr(window.process.child_fd)
        window.until(lambda text: moment_on(text) is not None)
        line = [stack.enter_context(Process(first or window.process.pid))]
        while children := line[-1].children:
            line.append(stack.enter_context(Process(children[-1])))
        self.screen, self.engine = line[-2:]
        self.served = line[-3] if len(line) > 2 else None

    def kill(self, number: Signals) -> None:
        """Send the screen's process a signal."""
        os.kill(self.screen.pid, number)

    def hang_up(self) -> None:
        """Close the window."""
        self._watched = False
        self.window.process.ptyproc.fileobj.close()

    def freeze(self) -> None:
        """Stop the program of the window, which shows nothing more."""
        self._watched = False
        os.kill(self.window.process.pid, SIGSTOP)

    def stall(self) -> None:
        """Take nothing more from the terminal until the screen's process stands still."""
        self._watched = False
        self.window.type("\x0c" * 200)  # frames are small: painting anew fills the terminal sooner
        before = -1
        while before != (before := self.screen.ticks):
            assert not self.screen.ends_within(0.3)

    def gone_after(self) -> float | None:
        """The seconds until both processes have ended; None where that takes too long."""
        begin = time.monotonic()
        gone = all(one.ends_within(GONE_WITHIN) for one in (self.screen, self.engine))
        return time.monotonic() - begin if gone else None

    @property
    def seen(self) -> str:
        """What was on the screen last, as far as somebody could see it."""
        return self.window.for_a_while(GONE_WITHIN) if self._watched else self.window.text

    @property
    def terminal_is_as_it_was(self) -> bool:
        """Whether the terminal, at the end of all that came to it, is in the modes of before."""
        modes = termios.tcgetattr(self.window.process.child_fd)
        self.window.for_a_while(GONE_WITHIN)
        painted, on = self._record.getvalue(), set(ON_AT_FIRST)
        for number, switch in re.findall(rb"\x1b\[\?(\d+)([hl])", painted):
            (on.add if switch == b"h" else on.discard)(number)
        return on == ON_AT_FIRST and modes == self._modes and painted.endswith(AS_IT_WAS)


@dataclass(frozen=True)
class Work:
    """What the session does when it ends: the keys that begin it, and how it is known to go on.

    What a session at rest shows is compared whole.
    """

    keys: str
    shows: str
    rests: bool = False


JUDGED = (
    rf"(?s)(safe|crawling).* predict .*{SOLVED}"  # what is worked out beside the session is there
)
RESTS = Work("es", rf"{JUDGED}.*pred\[row", rests=True)
COMPUTES = Work("900000000e", r"\d %")
RUNS = Work("++++++++++r", "running, flat out")
WALKS = Work("+++++++r", "running, 90 batches/s")

Ending = Callable[[Opened], None]
Start = Callable[[str], AbstractContextManager[Opened]]


@dataclass(frozen=True)
class Ended:
    """What came of an ending.

    `seconds` until both processes were gone, None where one stayed; the moments `seen` last and
    `resumed`; how many frames were journaled `after` the one that was seen, None where that one
    was not journaled; whether all else that is shown of the moment is the `same`.
    """

    ending: str
    work: str
    seconds: float | None
    seen: int
    resumed: int
    after: int | None
    same: bool

    @property
    def is_right(self) -> bool:
        """Whether nothing stayed behind and nothing was lost."""
        return self.seconds is not None and self.after is not None and self.same


def marks(state: Path) -> list[int]:
    """Every moment that was journaled in the only session of a state folder."""
    (kept,) = Shelf(state / "gdtui" / "sessions").sessions()
    lines = (values for values, _, _ in unseal((kept.folder / NAME).read_bytes()))
    return [0, *(int(str(line["reached"])) for line in lines if "reached" in line)]


def ended_by(
    endings: Iterable[tuple[str, Ending, Work]], start: Start, state: Path
) -> Iterator[Ended]:
    """Begin a session, end it in each of these ways at its work, and resume it after each.

    Args:
        endings: the name of each, the ending, and the work.
        start: runs gdtui with a word.
        state: the folder in which gdtui keeps the session, and no other.
    """
    with ExitStack() as stack:
        opened = stack.enter_context(start("crops"))
        for name, ending, work in endings:
            before = moment_on(opened.window.text)
            opened.window.type(work.keys)
            opened.window.until(_goes_on(work, before))
            ending(opened)
            seconds = opened.gone_after()
            text = opened.seen
            stack.close()
            journaled = marks(state)
            opened = stack.enter_context(start("resume"))
            resumed = opened.window.until(JUDGED) if work.rests else opened.window.text
            seen, now = moment_on(text) or 0, moment_on(resumed) or 0
            after = journaled[::-1].index(seen) if seen in journaled else None
            same = now == journaled[-1] and (not work.rests or panes_on(text) == panes_on(resumed))
            yield Ended(name, work.keys, seconds, seen, now, after, same)


def _goes_on(work: Work, before: int | None) -> Callable[[str], bool]:
    def holds(text: str) -> bool:
        return re.search(work.shows, text) is not None and moment_on(text) != before

    return holds


@contextmanager
def opened_in(
    window: AbstractContextManager[TerminalWindow], first: int | None = None
) -> Iterator[Opened]:
    """A session in a window that is opened for it."""
    with window as terminal, ExitStack() as stack:
        yield Opened(terminal, stack, first)
