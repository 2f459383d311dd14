"""Pulse: what is said now and then about a run, and about work that takes long."""

from collections.abc import Callable
from dataclasses import replace

from gdtui.linear.sentences import reached, stands
from gdtui.session.opened import Opened
from gdtui.session.pace import SPEEDS
from gdtui.session.progress import Progress
from gdtui.session.snapshot import Snapshot
from gdtui.session.wire import Shown

_WORK_AFTER, _WORK_EVERY, _RUN_EVERY = 5.0, 60.0, 1.0  # seconds from one sentence to the next


class Pulse:
    """Knows how fast a run goes, and when something was said last; `now` is a clock in seconds."""

    def __init__(self, say: Callable[[str], None], now: Callable[[], float]) -> None:
        self._say, self._now = say, now
        self._speed: int | None = None
        self._pace = 0
        self._said_at = now()
        self._work_after = _WORK_AFTER

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._speed is not None

    def work_begins(self) -> None:
        """Something was asked for just now."""
        self._said_at = self._now()
        self._work_after = _WORK_AFTER

    def goes(self, shown: Shown) -> None:
        """Say when a run begins or ends, or gets another speed."""
        speed, pace = self._speed, self._pace
        self._speed, self._pace = shown.speed, shown.pace
        if shown.speed is None and speed is not None:
            self._say(f"paused; {reached(None, shown.snapshot)}")
        elif shown.speed is not None and shown.speed != speed:
            self._say(f"running, {SPEEDS[shown.speed]}; r pauses")
        elif shown.speed is None and shown.pace != pace:
            self._say(f"r will run: {SPEEDS[shown.pace]}")

    def run(self, opened: Opened, snapshot: Snapshot) -> None:
        """Say how a run stands, in full where it goes by phases."""
        if self._speed is not None and self._due(_RUN_EVERY):
            slow = SPEEDS[self._speed].unit == "phase"
            self._say(stands(opened, snapshot) if slow else reached(None, snapshot))

    def work(self, progress: Progress, snapshot: Snapshot | None) -> None:
        """Say how far work has come, more seldom the longer it takes."""
        if self._due(self._work_after):
            self._work_after = min(2 * self._work_after, _WORK_EVERY)
            far = "" if snapshot is None else f", {reached(None, replace(snapshot, fast_steps=0))}"
            self._say(f"{progress.words}{far}; esc stops")

    def _due(self, seconds: float) -> bool:
        due = self._now() - self._said_at >= seconds
        if due:
            self._said_at = self._now()
        return due
