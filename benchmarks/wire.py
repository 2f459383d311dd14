"""What goes over the wire: bytes and writes for each key, beside the cells that changed.

The least that could be sent is counted as the letters of the cells that changed and one cursor
movement before each run of them; colours are not counted.
"""

import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pyte

from figures import Figure, show
from terminal import GDTUI, Terminal, has, terminal

_STEADY = ("6", "0", "e")  # 60 epochs: a long while before the axes change again
_KEYS = "s" * 20
_READY = "14603|start"
_SYNC = b"\x1b[?2026h"


class Sent(NamedTuple):
    """What one key cost."""

    bytes: int
    least: int
    frames: int


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Bytes for a phase of crops at two sizes, an unchanged frame, and writes."""
    keys = _KEYS[:10] if quick else _KEYS
    small, large = sent(80, 24, keys), sent(200, 50, keys)
    each = statistics.median(key.bytes for key in small)
    yield Figure(
        "80x24: bytes of a phase / the changed cells",
        statistics.median(key.bytes / key.least for key in small if key.least),
        "<= 1.5",
        f"{each:.0f} bytes",
    )
    yield Figure("80x24: most bytes of a phase", max(key.bytes for key in small), "<= 1400")
    larger = statistics.median(key.bytes for key in large) / each
    yield Figure("200x50: bytes of a phase / those at 80x24", larger, "<= 1.3")
    yield Figure("bytes of a key that changes nothing", nothing(), "<= 0")
    if shutil.which("strace"):
        yield Figure("writes for each frame (strace)", writes(keys), "<= 1")
    else:
        print("not measured: writes for each frame, since there is no strace here")


def sent(width: int, height: int, keys: Sequence[str]) -> list[Sent]:
    """What each key costs, once the axes are steady."""
    with terminal(*GDTUI, "crops", width=width, height=height) as opened:
        screen = pyte.Screen(width, height)
        stream = pyte.ByteStream(screen)
        warm(opened)
        feed(stream, opened, 0)
        costs = []
        for key in keys:
            before, since = cells(screen), len(opened.wrote)
            opened.type(key)
            opened.quiet()
            text = feed(stream, opened, since)
            costs.append(Sent(len(text), least(before, cells(screen)), text.count(_SYNC)))
        return costs


def nothing() -> int:
    """Bytes of a key with which there is nothing to do."""
    with terminal(*GDTUI, "crops") as opened:
        warm(opened)
        opened.type("\x1b")  # the first one marks the pane in use
        opened.quiet(0.5)
        opened.type("\x1b")
        return sum(len(text) for _, text in opened.quiet(0.5))


def writes(keys: Sequence[str]) -> float:
    """The write(2) calls on the terminal for each frame, as strace counts them."""
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        counting = (str(shutil.which("strace")), "-f", "-e", "trace=write", "-s", "16")
        with terminal(*counting, "-o", str(trace), *GDTUI, "crops") as opened:
            warm(opened)
            traced, since = trace.stat().st_size, len(opened.wrote)
            for key in keys:
                opened.type(key)
                opened.quiet(0.4)
            text = b"".join(text for _, text in opened.wrote[since:])
            calls = trace.read_text("utf-8", "replace")[traced:].count(" write(2, ")
    return calls / text.count(_SYNC)


def warm(opened: Terminal) -> None:
    """Wait for the numbers and for what is loaded after them, and train till nothing moves."""
    opened.until(has(_READY))
    opened.quiet(3.0)
    for key in _STEADY:
        opened.type(key)
        opened.quiet(0.5)


def feed(stream: pyte.ByteStream, opened: Terminal, since: int) -> bytes:
    """Draw what was written since a read."""
    text = b"".join(text for _, text in opened.wrote[since:])
    stream.feed(text)
    return text


def cells(screen: pyte.Screen) -> list[list[pyte.screens.Char]]:
    """The screen, line by line."""
    return [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]


def least(before: list[list[pyte.screens.Char]], after: list[list[pyte.screens.Char]]) -> int:
    """The bytes of the cells that changed."""
    total = 0
    for y, (old, new) in enumerate(zip(before, after, strict=True)):
        changed = [was != now for was, now in zip(old, new, strict=True)]
        total += sum(len(cell.data.encode()) for cell, one in zip(new, changed, strict=True) if one)
        starts = [x for x, one in enumerate(changed) if one and not (x and changed[x - 1])]
        total += sum(len(f"\x1b[{y + 1};{x + 1}H") for x in starts)
    return total


if __name__ == "__main__":
    show(figures(quick="--quick" in sys.argv))
