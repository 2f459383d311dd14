"""A long training: memory over ten million steps, and jumps to epoch 1e6, back and forth.

Memory is that of the real program, which is told to go on epoch by epoch and is shown meanwhile.
How many steps a jump took again is counted by a session in this process.
"""

import random
import re
import sys
from collections.abc import Iterator
from statistics import mean

import pyte

from figures import Figure, show
from gdtui.engine.threads import use_threads
from gdtui.session.actions import GoTo, Step
from gdtui.session.beginning import begin
from gdtui.session.opening import Opening
from gdtui.session.session import Session
from resting import child, memory
from terminal import GDTUI, Terminal, has, terminal

_DATA, _BATCHES = "crops15", 3
_WHOLE = "crops"  # an epoch is one step
_SAMPLES, _JUMPS = 20, 10
_CHECKPOINTS = 256  # at most, in the session
_LONG = 0.5  # seconds: a way that takes longer has to show how far it is


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Memory and progress of the real program, then what jumps cost."""
    steps = 10**6 if quick else 10**7
    with terminal(*GDTUI, _DATA) as gdtui:
        gdtui.until(has("start"))
        gdtui.quiet(4.0)
        yield from grown(gdtui, Epochs(gdtui), steps)
    yield from jumps(5 * 10**5 if quick else 10**6)


class Epochs:
    """Goes to an epoch and waits until the first line of the screen says so."""

    def __init__(self, gdtui: Terminal) -> None:
        self._gdtui = gdtui
        self._screen = pyte.Screen(*gdtui.size)
        self._stream = pyte.ByteStream(self._screen)

    def go(self, epoch: int) -> tuple[float, bool]:
        """Go there; how many seconds it took, and whether progress was shown on the way."""
        at = self._gdtui.type(f"{epoch}g")
        there, shown = re.compile(rf"epoch {epoch} done"), False
        while not there.search(self._screen.display[0]):
            if not self._gdtui.read(120.0):
                raise TimeoutError(self._screen.display[0])
            self._stream.feed(self._gdtui.wrote.pop().text)
            shown = shown or any(re.search(r"\d %", line) for line in self._screen.display)
        return self._gdtui.now - at, shown


def grown(gdtui: Terminal, epochs: Epochs, steps: int) -> Iterator[Figure]:
    """Memory of the session's process in the second half against the first."""
    last, sizes, gone = steps // _BATCHES, [], []
    for sample in range(1, _SAMPLES + 1):
        gone.append(epochs.go(last * sample // _SAMPLES))
        sizes.append(memory(child(gdtui)))
    half = _SAMPLES // 2
    note = f"{mean(sizes[half:]):.0f} MiB"
    what = f"memory of the session over {steps:.0e} steps: second half / first"
    yield Figure(what, mean(sizes[half:]) / mean(sizes[:half]), "<= 1.05", note)
    gone += [epochs.go(aim) for aim in (last // 3 + 7, last, last // 2 + 7, last)]
    long = [shown for seconds, shown in gone if seconds > _LONG]
    again = f"{gone[-2][0]:.2f} s and {gone[-1][0]:.2f} s"
    note = f"of {len(long)}; the middle {last // 2 + 7} and the end once more: {again}"
    yield Figure("ways to an epoch that showed no progress", long.count(False), "<= 0", note)


def jumps(epochs: int) -> Iterator[Figure]:
    """The most steps that a jump to anywhere took again."""
    use_threads(1)
    opening, draw = Opening(_WHOLE), random.Random(0)  # noqa: S311  # epochs, no secret
    data, start = opening.read()
    session = Session(data, begin(opening, data, start).origin)
    session.apply(Step("epoch", epochs))
    bound, most = 2 * epochs / _CHECKPOINTS, 0
    for _ in range(_JUMPS):
        for aim in (draw.randrange(epochs), epochs):
            before = session.replayed
            session.apply(GoTo(aim))
            most = max(most, session.replayed - before)
    what = f"epoch {epochs:.0e}, back and forth: most steps replayed / (2T/C)"
    yield Figure(what, most / bound, "<= 1", f"{most} of {epochs} steps")


if __name__ == "__main__":
    show(figures(quick="--quick" in sys.argv))
