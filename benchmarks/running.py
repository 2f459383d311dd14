"""A run with the screen on, against the same training without one, taking turns."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from statistics import median

import pyte

from figures import Figure, show
from terminal import GDTUI, Terminal, has, terminal

_DATA = "crops15"
_TURN = 2.0  # seconds
_EPOCH = re.compile(r"epoch (\d+)")
_SHARED = "a moment shown takes 1.3 ms of the session, which gives a 25th of its time to them"
_FLAT_OUT = "+" * 12


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """The share of its speed that training keeps while it is shown, and how often it is."""
    shares, frames = zip(*turns(3 if quick else 11), strict=True)
    yield Figure("flat out with the screen / without", median(shares), ">= 0.98", why=_SHARED)
    yield Figure("frames a second of it", median(frames), ">= 10", why=_SHARED)


def turns(rounds: int) -> Iterator[tuple[float, float]]:
    """For each round the share, and the frames a second."""
    bare = subprocess.Popen(
        [sys.executable, __file__, "--bare"], stdin=-1, stdout=-1, text=True, bufsize=1
    )
    assert bare.stdin is not None
    assert bare.stdout is not None
    with terminal(*GDTUI, _DATA) as gdtui:
        gdtui.until(has("start"))
        gdtui.quiet(4.0)
        gdtui.type(_FLAT_OUT)
        gdtui.quiet(0.5)
        before = _bare(bare)
        for _ in range(rounds):
            shown, frames = _shown(gdtui)
            after = _bare(bare)
            yield 2 * shown / (before + after), frames
            before = after
    bare.stdin.close()
    bare.wait()


def _bare(process: "subprocess.Popen[str]") -> float:
    """Epochs a second without a screen, for a turn."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("go\n")
    return float(process.stdout.readline())


def _shown(gdtui: Terminal) -> tuple[float, float]:
    """Epochs and frames a second with one."""
    screen = pyte.Screen(*gdtui.size)
    stream = pyte.ByteStream(screen)
    gdtui.type("\x0cr")
    gdtui.for_seconds(0.5)
    wrote = gdtui.for_seconds(_TURN)
    gdtui.type("r")
    gdtui.quiet(0.5)
    seen: list[tuple[float, int]] = []
    for at, text in gdtui.wrote[-len(wrote) * 3 :]:
        stream.feed(text)
        found = _EPOCH.search(screen.display[0])
        if found and wrote[0].at <= at <= wrote[-1].at:
            seen.append((at, int(found[1])))
    (begin, first), (end, last) = seen[0], seen[-1]
    frames = sum(text.count(b"\x1b[?2026h") for _, text in wrote) / (wrote[-1].at - wrote[0].at)
    return (last - first) / (end - begin), frames


def without_screen() -> None:
    """Train for a turn whenever a line comes; print epochs a second."""
    from gdtui.engine.threads import use_threads  # noqa: PLC0415  # only in this process
    from gdtui.session.actions import Step  # noqa: PLC0415
    from gdtui.session.beginning import begin  # noqa: PLC0415
    from gdtui.session.opening import Opening  # noqa: PLC0415
    from gdtui.session.session import Session  # noqa: PLC0415

    use_threads(1)
    opening = Opening(_DATA)
    data, start = opening.read()
    session = Session(data, begin(opening, data, start).origin)
    session.apply(Step("epoch", 1000))
    for _ in sys.stdin:
        since, steps = time.perf_counter(), session.place[1]
        for _ in session.work(Step("epoch", 10**12)):
            if time.perf_counter() - since >= _TURN:
                session.stop()
        batches = session.snapshot().position.batches
        epochs = (session.place[1] - steps) / (5 * batches)
        print(epochs / (time.perf_counter() - since), flush=True)


if __name__ == "__main__":
    if "--bare" in sys.argv:
        without_screen()
    else:
        show(figures(quick="--quick" in sys.argv))
