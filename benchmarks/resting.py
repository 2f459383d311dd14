"""What it costs to be there: memory, idle time, and the journal's share of a step.

Memory and processor time are those of the real program's two processes, read from /proc.
"""

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

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
    yield Figure("journal: seconds of writing / of a step", journal(40 if quick else 400), "<= 0.2")


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
