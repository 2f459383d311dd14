"""How long a key takes: to the last byte of its frame, at rest and while a run goes on.

The floor is a Textual app that echoes each key in one label; both take turns, key by key.
"""

import re
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

import pyte

from figures import Figure, percentile, quotient, show
from terminal import GDTUI, Terminal, has, terminal

_FLOOR = str(Path(__file__).with_name("floor.py"))
_READY = "14603|start"
_QUIET = 0.15  # seconds without a byte: the frame is over
_KEYS, _FLOOD, _LONGER = 40, 1000, 3000
_FRAME = b"\x1b[?2026h"
_RUN = "+++++++r"  # seven times faster than a phase a second: 90 batches a second, 30 frames


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Latencies at rest and in a run, and a flood of keys."""
    floor, ours = at_rest(15 if quick else _KEYS)
    each = f"{statistics.median(ours) * 1e3:.1f} ms against {statistics.median(floor) * 1e3:.1f}"
    yield Figure(
        "key to last byte / a label's", quotient(zip(ours, floor, strict=True)), "<= 2.5", each
    )
    taken, frames = in_a_run(15 if quick else _KEYS)
    yield Figure("frames a second of a run", frames, ">= 10")
    yield Figure("key to its frame in a run, p95, ms", percentile(taken, 0.95) * 1e3, "<= 33")
    first, frames = flood()
    yield Figure("1000 keys at once: first frame, ms", first * 1e3, "<= 100")
    yield Figure("1000 keys at once: frames a second meanwhile", frames, ">= 15")
    still, done = escaped()
    said = f"{done} of {_LONGER} phases done"
    yield Figure(
        "3000 keys and Esc at once: ms until all stands still", still * 1e3, "<= 500", said
    )


def at_rest(keys: int) -> tuple[list[float], list[float]]:
    """Seconds from a key to the last byte: of the floor, and of a phase."""
    with terminal(sys.executable, _FLOOR, "echo") as echo, terminal(*GDTUI, "crops") as gdtui:
        gdtui.until(has(_READY))
        for opened in (echo, gdtui):
            opened.quiet(3.0)
        taken: tuple[list[float], list[float]] = [], []
        for _ in range(keys):
            for opened, times in zip((echo, gdtui), taken, strict=True):
                at = opened.type("s")
                times.append(opened.quiet(_QUIET)[-1].at - at)
        return taken


def in_a_run(keys: int) -> tuple[list[float], float]:
    """Seconds from a digit to the frame that shows it while a run goes on, and its frames."""
    with terminal(*GDTUI, "crops") as gdtui:
        gdtui.until(has(_READY))
        gdtui.quiet(3.0)
        gdtui.type(_RUN)
        gdtui.for_seconds(2.0)
        shown = gdtui.for_seconds(3.0)
        frames = sum(text.count(_FRAME) for _, text in shown) / 3.0
        taken = []
        for key in range(keys):
            since, at = len(gdtui.wrote), gdtui.type("7")
            # a run changes nothing in the last line, where the digits are
            taken.append(gdtui.until(has(r"\x1b\[24;\d+H"), since=since) - at)
            gdtui.for_seconds(0.11)
            if key % 8 == 7:
                gdtui.type("\x1b")
                gdtui.for_seconds(0.6)
        return taken, frames


def flood() -> tuple[float, float]:
    """Seconds to the first frame, and frames a second until all is done."""
    with terminal(*GDTUI, "crops") as gdtui:
        gdtui.until(has(_READY))
        gdtui.quiet(3.0)
        since, at = len(gdtui.wrote), gdtui.type("s" * _FLOOD)
        gdtui.quiet(1.0)
        wrote = gdtui.wrote[since:]
        frames = sum(text.count(_FRAME) for _, text in wrote) / (wrote[-1].at - at)
        return wrote[0].at - at, frames


def escaped() -> tuple[float, int]:
    """Seconds from a longer flood with Esc behind it to the last frame, and what was done of it.

    For a tenth of a second Textual takes what is behind Esc for a part of it.
    """
    with terminal(*GDTUI, "crops") as gdtui:
        gdtui.until(has(_READY))
        gdtui.quiet(3.0)
        at = gdtui.type("s" * _LONGER + "\x1b")
        gdtui.quiet(2.0)
        return gdtui.wrote[-1].at - at, steps(gdtui, len(gdtui.wrote))


def steps(gdtui: Terminal, reads: int) -> int:
    """The whole epochs that the screen showed after so many reads, in phases."""
    screen = pyte.Screen(*gdtui.size)
    pyte.ByteStream(screen).feed(b"".join(text for _, text in gdtui.wrote[:reads]))
    found = re.search(r"epoch (\d+)", screen.display[0])
    return 5 * int(found[1]) if found else 0


if __name__ == "__main__":
    show(figures(quick="--quick" in sys.argv))
