"""Host: does what one screen asks of one session, and shows it what came of it."""

from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue

from gdtui.errors import UserError
from gdtui.session.actions import Action, GoTo, RunUntil, Step
from gdtui.session.answering import Answering, Bent, Beside, Found, Surveyed
from gdtui.session.pace import SPEEDS, Pause, frame
from gdtui.session.progress import Progress
from gdtui.session.session import Session
from gdtui.session.wire import (
    Applied,
    Ask,
    Do,
    Done,
    Down,
    Drop,
    Leave,
    Pace,
    Refused,
    Run,
    Shown,
    Stop,
    Up,
    Working,
)

_SLOW = 0.005  # seconds: a Snapshot that takes longer computes the full loss once a second
_SECOND = 1.0
_AT_REST = 0.5  # seconds without a message


class Host:
    """Takes messages from `inbox` between two pieces of work, and says what it does by `say`.

    `number` and `place` are how many messages were numbered and how many actions were done before
    it; `threads` are told in exported scripts. `now` is a clock in seconds that never goes back,
    `spent` one of the work of this thread: what showing takes, whoever else is busy.
    What takes long is worked out `beside` the session and comes by the inbox: while nothing else is
    to be done, and where it is `light` also while there is. `pause` is called after each Snapshot
    and, once, when nothing has come for a while.
    """

    def __init__(
        self,
        session: Session,
        inbox: "SimpleQueue[Down | Found]",
        say: Callable[[Up], None],
        now: Callable[[], float],
        *,
        beside: Beside,
        light: bool = False,
        pause: Pause | None = None,
        spent: Callable[[], float] | None = None,
        number: int = 0,
        place: int = 0,
        threads: int = 1,
    ) -> None:
        self._session, self._inbox, self._say, self._now = session, inbox, say, now
        self._number, self._place, self._dropped = number, place, number
        self._beside = beside
        self._answering = Answering(session, say, beside, light=light, threads=threads)
        self._pause, self._spent = pause, spent or now
        self._waiting: deque[Do] = deque()
        self._working = self._stop = self._slow = False
        self._unshown, self._rested = True, False
        self._worked = self._counted = 0.0
        self._speed: int | None = None
        self._pace = 0
        self._run_begin: int | None = None
        self._frame = frame()
        self._due = self._full_loss_at = now()
        self._looked_at = self._spent()
        self._shown_at = self._due - self._frame

    @property
    def idle(self) -> bool:
        """Whether nothing is left to do or to show."""
        return not (self._busy or self._answering.busy)

    @property
    def _busy(self) -> bool:
        return bool(self._waiting) or self._unshown or self._speed is not None

    def serve(self) -> None:
        """Do the next thing that there is to do; wait for a message where there is none."""
        self._wait() if self.idle else self._hear()
        if self._waiting or self._speed is None:
            self._end_run()
        left = self._due - self._now()
        if self._waiting:
            self._do(self._waiting.popleft())
        elif self._speed is not None and left <= 0:
            self._run(self._speed)
        elif self._unshown:
            self._show_unless_more_comes()
        elif self._speed is not None:
            self._hear(wait=True, seconds=left)
        if self._unshown and self._now() - self._shown_at >= frame():
            self._show(None)
        self._answering.go_on()
        self._answering.look_around(shown=not self._unshown, idle=not self._busy)

    def _wait(self) -> None:
        self._beside.free(yes=True)
        self._rest()
        self._beside.free(yes=False)

    def _rest(self) -> None:
        if not self._rested and not self._hear(wait=True, seconds=_AT_REST):
            self._rested = True
            self._tell_pause(idle=True)
        if self._rested:
            self._rested = not self._hear(wait=True)

    def _hear(self, *, wait: bool = False, seconds: float | None = None) -> bool:
        """Sort what has come, if anything has; questions are answered at once."""
        heard = False
        try:
            self._take(self._inbox.get(wait, seconds))
            heard = True
            while True:
                self._take(self._inbox.get_nowait())
        except Empty:
            return heard

    def _take(self, message: Down | Found) -> None:
        match message:
            case Do():
                self._waiting.append(message)
            case Ask():
                self._answering.ask(message)
            case Leave(number):
                self._answering.stop(number)
            case Run():
                self._set_speed(self._pace if self._speed is None else None)
            case Pace(by):
                self._pace = min(max(self._pace + by, 0), len(SPEEDS) - 1)
                self._set_speed(None if self._speed is None else self._pace)
                self._unshown = True
            case Stop():
                self._stop = self._working
                if not self._working:
                    self._drop()  # it came before the work had begun
                self._set_speed(None)
            case Drop():
                self._drop()
            case Surveyed() | Bent():
                self._answering.learn(message)
                self._unshown = True

    def _drop(self) -> None:
        self._answering.stop()
        if self._waiting:
            self._dropped = self._waiting[-1].number
            self._waiting.clear()
            if not self._working:
                self._number, self._unshown = self._dropped, True

    def _set_speed(self, speed: int | None) -> None:
        if speed is not None:
            self._due = self._now()
        elif not self._working:
            self._end_run()
        self._unshown = self._unshown or speed != self._speed
        self._speed = speed

    def _end_run(self) -> None:
        if self._run_begin is not None:
            self._run_begin = None
            self._place += 1

    def _do(self, do: Do) -> None:
        before = self._session.place
        try:
            self._work(do.action)
        except UserError as error:
            self._say(Refused(do.number, error.sentence, error.more))
        self._number = max(do.number, self._dropped)
        changed = self._session.place != before
        self._note(do.action if changed else None)
        self._place += changed
        self._unshown = True

    def _run(self, speed: int) -> None:
        """Do one step of a run; all of them, until something else is done, are one action."""
        pace = SPEEDS[speed]
        self._due = max(self._due + pace.interval, self._now())
        goes_on = self._run_begin is not None
        if self._run_begin is None:
            self._run_begin = self._session.place[1]
        try:
            self._work(pace.step, joined=goes_on, of_run=speed)
        except UserError as error:
            self._say(Refused(self._number, error.sentence, error.more))
            self._speed = None
        self._unshown = True
        if self._session.place[1] == self._run_begin:
            self._run_begin = None
            return
        self._note(self._gone())
        if self._session.at_divergence:
            self._speed = None

    def _gone(self) -> Step:
        """The run so far as one action."""
        return Step("phase", self._session.place[1] - (self._run_begin or 0))

    def _work(self, action: Action, *, joined: bool = False, of_run: int | None = None) -> None:
        self._working, self._stop = True, False
        self._counted = began = self._now()
        try:
            self._follow(action, began, joined=joined, of_run=of_run)
        finally:
            self._count()
            self._working = False

    def _follow(self, action: Action, began: float, *, joined: bool, of_run: int | None) -> None:
        for progress in self._session.work(action, joined=joined):
            self._hear()
            self._answering.go_on()
            run_ends = of_run is not None and (bool(self._waiting) or self._speed != of_run)
            if self._stop or run_ends:
                self._session.stop()
            elif progress.at_rest:
                self._note(action if of_run is None else self._gone())
                self._show(progress if of_run is None else None)
                self._frame = frame(self._spent() - self._looked_at)
            elif self._now() - max(self._shown_at, began) >= self._frame:
                self._look_up(action, progress)

    def _show_unless_more_comes(self) -> None:
        left = self._shown_at + frame() - self._now()
        if not self._hear(wait=True, seconds=max(left, 0.0)):
            self._show(None)

    def _tell_pause(self, *, idle: bool) -> None:
        self._count()
        worked, self._worked = self._worked, 0.0
        if self._pause is not None:
            self._pause(worked, idle=idle)

    def _count(self) -> None:
        if self._working:
            counted, self._counted = self._counted, self._now()
            self._worked += self._counted - counted

    def _look_up(self, action: Action, progress: Progress) -> None:
        """Ask for a moment to show; on the way back there is only how far it is."""
        if isinstance(action, Step | GoTo | RunUntil) and progress.now >= progress.begin:
            self._looked_at = self._spent()
            self._session.rest()
        else:
            self._say(Working(self._number, progress, len(self._waiting)))
            self._shown_at = self._now()

    def _note(self, action: Action | None) -> None:
        """Say what was done before it is shown."""
        done = None if action is None else Done(action, self._session.place[1])
        self._say(Applied(self._number, self._place, done))

    def _show(self, progress: Progress | None) -> None:
        begin = self._now()
        resting = not (self._working or self._waiting or self._speed is not None)
        fresh = resting or not self._slow or begin - self._full_loss_at >= _SECOND
        snapshot = self._session.snapshot(full_loss=fresh)
        if fresh:
            self._full_loss_at = self._now()
            self._slow = self._full_loss_at - begin > _SLOW
        self._say(
            Shown(self._number, snapshot, len(self._waiting), progress, self._speed, self._pace)
        )
        self._shown_at, self._unshown = self._now(), False
        self._tell_pause(idle=False)
