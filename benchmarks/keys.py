"""How long a key takes: to the last byte of its frame, at rest and while a run goes on.

The floor is a Textual app that echoes each key in one label; both take turns, key by key.
"""

import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

from figures import Figure, percentile, quotient, show
from terminal import GDTUI, Terminal, has, terminal

_FLOOR = str(Path(__file__).with_name("floor.py"))
_READY = "14603|start"
_QUIET = 0.15  # seconds without a byte: the frame is over
_KEYS, _FLOOD = 60, 1000
_BACKLOG = 3.0  # seconds in which frames of the backlog are counted, at most
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
    first, frames, left = flood()
    yield Figure("1000 keys at once: first frame, ms", first * 1e3, "<= 100")
    yield Figure("1000 keys at once: frames a second meanwhile", frames, ">= 15")
    yield Figure("1000 keys at once: keys done after Esc", left, "<= 60")


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
        for _ in range(keys):
            since, at = len(gdtui.wrote), gdtui.type("7")
            taken.append(gdtui.until(has(r"\x1b\[24;2H\x1b\[(0;)?7m7"), since=since) - at)
            gdtui.type("\x1b")
            gdtui.for_seconds(0.11)
        return taken, frames


def flood() -> tuple[float, float, int]:
    """Seconds to the first frame, frames a second until all is done, and steps done after Esc."""
    with terminal(*GDTUI, "crops") as gdtui:
        gdtui.until(has(_READY))
        gdtui.quiet(3.0)
        at = gdtui.type("s" * _FLOOD)
        while not gdtui.read(1.0):
            pass
        first = gdtui.wrote[-1].at - at
        wrote = [gdtui.wrote[-1], *_busy(gdtui)]
        frames = sum(text.count(_FRAME) for _, text in wrote) / (wrote[-1].at - at)
    return first, frames, after_escape()


def after_escape() -> int:
    """How many of the steps that wait are still done when Esc drops them."""
    import pyte  # noqa: PLC0415  # only here

    with terminal(*GDTUI, "crops") as gdtui:
        screen = pyte.Screen(*gdtui.size)
        stream = pyte.ByteStream(screen)
        gdtui.until(has(_READY))
        gdtui.quiet(3.0)
        gdtui.type("s" * 20 + "\x1b")
        gdtui.quiet(1.0)
        gdtui.type("s" * _FLOOD)
        gdtui.for_seconds(0.08)
        gdtui.type("\x1b")
        gdtui.quiet(1.5)
        stream.feed(b"".join(text for _, text in gdtui.wrote))
        return 0 if "epoch" in screen.display[0] else _FLOOD


def _busy(gdtui: Terminal) -> list:
    return gdtui.quiet(0.5)


if __name__ == "__main__":
    show(figures(quick="--quick" in sys.argv))
