"""What lasts: memory over ten million steps, the journal's share, idle time, a long jump.

Memory and processor time are those of the real program's two processes, read from /proc.
"""

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyte

from figures import Figure, quotient, show
from terminal import GDTUI, Terminal, has, terminal

_FLOOR = str(Path(__file__).with_name("floor.py"))
_TICKS = os.sysconf("SC_CLK_TCK")
_IDLE = 10.0  # seconds


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Of the screen's process, then of the session's."""
    with terminal(sys.executable, _FLOOR, "empty") as empty, terminal(*GDTUI, "crops15") as gdtui:
        gdtui.until(has("start"))
        gdtui.quiet(6.0)
        empty.quiet(1.0)
        ratio = memory(gdtui.pid) / memory(empty.pid)
        yield Figure("memory of the screen's process / an empty Textual app's", ratio, "<= 2")
        pids = (gdtui.pid, child(gdtui))
        spent = sum(map(worked, pids))
        time.sleep(_IDLE)
        share = (sum(map(worked, pids)) - spent) / _IDLE
        yield Figure("idle: share of a core, %", 100 * share, "<= 1")
        yield from grown(gdtui, 10**4 if quick else 10**6)
    yield Figure("journal: seconds of writing / of a step", journal(40 if quick else 400), "<= 0.2")
    yield from jump(20_000 if quick else 10**6)


def grown(gdtui: Terminal, epochs: int) -> Iterator[Figure]:
    """How much memory the session's process gains from a million steps to many more."""
    screen = pyte.Screen(*gdtui.size)
    stream = pyte.ByteStream(screen)
    sizes = []
    for tenth in range(1, 11):
        upto = epochs * 10 // 3 * tenth // 10
        gdtui.type(f"{upto}g")
        reach(gdtui, stream, screen, rf"epoch {upto} done")
        sizes.append(memory(child(gdtui)))
    steps = f"{epochs * 10 // 3 * 3:.0e} steps"
    yield Figure(f"memory of the session after {steps} / a tenth", sizes[-1] / sizes[0], "<= 1.05")


def journal(steps: int) -> float:
    """What a line of the journal costs, as a share of the step that it tells of."""
    from gdtui.data.bundled import bundled  # noqa: PLC0415  # not in the measured processes
    from gdtui.engine.settings import Mode, Settings  # noqa: PLC0415
    from gdtui.session.actions import Step  # noqa: PLC0415
    from gdtui.session.journal.journal import Journal  # noqa: PLC0415
    from gdtui.session.journal.machine import digest  # noqa: PLC0415
    from gdtui.session.journal.plain import plain_action  # noqa: PLC0415
    from gdtui.session.line import Origin  # noqa: PLC0415
    from gdtui.session.session import Session  # noqa: PLC0415

    data, _ = bundled("crops")
    session, step = Session(data, Origin(0, Mode.MANUAL, Settings())), Step("phase")
    pairs = []
    with tempfile.TemporaryDirectory() as folder:
        kept = Journal.make(Path(folder) / "crops")
        for _ in range(steps):
            begin = time.perf_counter()
            session.apply(step)
            done = time.perf_counter()
            line = {"action": plain_action(step), "reached": session.place[1]}
            kept.append({**line, "digest": digest(session)})
            pairs.append((time.perf_counter() - done, done - begin))
    return quotient(pairs)


def jump(epochs: int) -> Iterator[Figure]:
    """Go far, back to the middle and forward again, with progress on the screen."""
    with terminal(*GDTUI, "crops") as gdtui:
        screen = pyte.Screen(*gdtui.size)
        stream = pyte.ByteStream(screen)
        gdtui.until(has("14603|start"))
        gdtui.quiet(4.0)
        taken, seen = [], 0
        for aim in (epochs, epochs // 2 + 1, epochs):
            at, since = gdtui.type(f"{aim}g"), len(gdtui.wrote)
            taken.append(reach(gdtui, stream, screen, rf"epoch {aim} done") - at)
            seen += b"%" in b"".join(text for _, text in gdtui.wrote[since:])
        what = f"epoch {epochs:.0e}"
        yield Figure(f"{what} and back to half of it: seconds / the way there", taken[1] / taken[0])
        yield Figure(f"{what} again: seconds / the first way", taken[2] / taken[0])
        yield Figure(f"{what}: jumps that show progress", seen, ">= 1")


def reach(gdtui: Terminal, stream: pyte.ByteStream, screen: pyte.Screen, pattern: str) -> float:
    """Wait until the first line of the screen says something; when it did."""
    found = re.compile(pattern)
    while not found.search(screen.display[0]):
        if not gdtui.read(120.0):
            raise TimeoutError(screen.display[0])
        stream.feed(gdtui.wrote[-1].text)
    return gdtui.wrote[-1].at


def child(gdtui: Terminal) -> int:
    """The session's process."""
    return int(Path(f"/proc/{gdtui.pid}/task/{gdtui.pid}/children").read_text("ascii").split()[0])


def memory(pid: int) -> float:
    """Resident memory that is the process's own, in MiB."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    private = re.findall(r"^Private_\w+:\s+(\d+) kB", rollup, re.MULTILINE)
    return sum(map(int, private)) / 1024


def worked(pid: int) -> float:
    """Seconds of processor time so far."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


if __name__ == "__main__":
    show(figures(quick="--quick" in sys.argv))
