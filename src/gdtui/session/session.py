"""Session: a dataset, a beginning and a list of actions; the state is what applying them gives."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from gdtui.data.dataset import Dataset
from gdtui.engine.drift import drift
from gdtui.engine.settings import Settings
from gdtui.errors import UserError
from gdtui.explain.mistake_sentence import refusal_sentence
from gdtui.session.actions import (
    Action,
    Back,
    GoTo,
    Load,
    Move,
    Redo,
    Reseed,
    Restart,
    Return,
    RunUntil,
    Set,
    Step,
    Undo,
)
from gdtui.session.held import Held
from gdtui.session.line import PHASES_PER_STEP, Change, Origin
from gdtui.session.progress import Progress
from gdtui.session.snapshot import Snapshot
from gdtui.session.survey import Survey
from gdtui.session.timeline import Timeline
from gdtui.session.track import Track
from gdtui.session.trail import Trails
from gdtui.session.validity import checked
from gdtui.session.view import look

_UNDO = 10_000  # actions that can be taken back
_LOOKED_AT = 10  # epochs between two looks at the full loss
_LATER, _NO_LESS = 10, 1 - 1e-4  # a loss that is no less ten looks later makes no progress

Place = tuple[Track, int]


class Session:
    """Applies actions one after another; `snapshot` shows where that has led.

    `survey` has what somebody has computed of the exact solution, `trails` where tracks were seen.
    """

    def __init__(self, dataset: Dataset, origin: Origin, *, memory: int = 64 << 20) -> None:
        self.dataset = dataset
        self.timeline = Timeline(dataset, origin, memory=memory)
        self._done: deque[Place] = deque(maxlen=_UNDO)
        self._undone: list[Place] = []
        self._under_way: Place | None = None
        self._stop_asked = self._rest_asked = False
        self._full_loss: float | None = None
        self.survey = Survey(dataset)
        self.trails = Trails()

    @property
    def place(self) -> Place:
        """The track and the moment of now."""
        return self.timeline.track, self.timeline.moment

    @property
    def tracks(self) -> tuple[Track, ...]:
        """All tracks in the order in which they began; each was trained up to its `end`."""
        return tuple(self.timeline.tracks)

    @property
    def replayed(self) -> int:
        """How many steps were taken again so far, in order to get somewhere."""
        return self.timeline.replayed

    @property
    def chosen(self) -> Settings:
        """The settings as last chosen, those that wait for the next step or epoch included."""
        track, moment = self.place
        return track.line.chosen(moment)

    def drift(self) -> float:
        """How far a step from here is from the same step in float64 on the CPU.

        The largest difference of a parameter, relative to the largest parameter.
        """
        live = self.timeline.live
        settings = live.settings
        return drift(live.rows, settings.mode, settings.lr, live.weight, live.bias)

    @property
    def at_divergence(self) -> bool:
        """Whether the last step is the first that left something not finite."""
        track, moment = self.place
        return track.diverged is not None and track.diverged * PHASES_PER_STEP == moment

    def snapshot(self, *, full_loss: bool = True) -> Snapshot:
        """What is to be seen now; the full loss may be one of before, where it takes too long."""
        shown = look(
            self.timeline,
            self.dataset.lines,
            known_loss=None if full_loss else self._full_loss,
            survey=self.survey,
        )
        self._full_loss = shown.full_loss
        return shown

    def apply(self, action: Action) -> Snapshot:
        """Do an action whole.

        Raises:
            UserError: the action cannot be done; nothing has changed.
        """
        for _ in self.work(action):
            pass
        return self.snapshot()

    def work(
        self, action: Action, *, until: int | None = None, joined: bool = False
    ) -> Iterator[Progress]:
        """Do an action, handing out how far it has come; see `stop` and `rest`.

        Args:
            action: what to do.
            until: the moment at which it was once ended, to end it there again.
            joined: it goes on with the action before: one undo takes back both.

        Raises:
            UserError: the action cannot be done; nothing has changed, unless PyTorch refuses a
                phase: then what came before it is done.
        """
        move = checked(action, self.chosen, self.timeline.prepared.shape)
        before = self.place
        track, aim = self._aim(move)
        self._stop_asked = self._rest_asked = False
        self._under_way = None if joined else before
        self.timeline.fast_steps = self.timeline.loop_steps = 0
        if isinstance(move, RunUntil) and until is None:
            yield from self._run_until(move)
        else:
            begin = self._done[-1] if joined and self._done else before
            yield from self._go(track, aim if until is None else until, before[1])
            if isinstance(move, RunUntil) and move.loss is not None:
                yield from self._beyond(move.loss, move.epochs, begin[1])
        self._under_way = None
        there = self.place == (track, aim)
        if isinstance(move, Undo) and there:
            self._undone.append(before)
            self._done.pop()
        elif isinstance(move, Redo) and there:
            self._done.append(before)
            self._undone.pop()
        elif self.place != before:
            if not joined:
                self._done.append(before)
            self._undone.clear()
        refusal = self.timeline.live.refusal
        if refusal is not None and until is None and not there:
            raise UserError(refusal_sentence(refusal))

    def held(self) -> Held:
        """All that it holds; at a rest in the middle of an action as if that ended there."""
        done, undone, timeline = [*self._done], self._undone, self.timeline
        if self._under_way is not None and self._under_way != self.place:
            done, undone = [*done[-_UNDO + 1 :], self._under_way], []
        return Held.of(
            timeline.tracks,
            [self.place, *done, *undone],
            undone=len(undone),
            begun=timeline.begun,
            steps=(timeline.fast_steps, timeline.loop_steps),
        )

    def hold(self, held: Held) -> None:
        """Become the session that held this; `held` is used up."""
        self.timeline.resume(held)
        self._done = deque(((held.tracks[n], moment) for n, moment in held.done), maxlen=_UNDO)
        self._undone = [(held.tracks[number], moment) for number, moment in held.undone]
        self.timeline.fast_steps, self.timeline.loop_steps = held.steps

    def become(self, other: "Session") -> None:
        """Be what another session of the same data is, which is given up."""
        self.timeline, self._done, self._undone = other.timeline, other._done, other._undone  # noqa: SLF001  # a Session

    def stop(self) -> None:
        """Let the action under way end after the batch it is in."""
        self._stop_asked = True
        self.timeline.stop()

    def rest(self) -> None:
        """Let the action under way finish its batch by the loop, hand out progress, and go on."""
        self._rest_asked = True
        self.timeline.stop()

    def _go(self, track: Track, aim: int, begin: int) -> Iterator[Progress]:
        """Seek, with the rests that are asked for."""
        diverged = track.diverged
        while True:
            for now in self.timeline.seek(track, aim):
                yield Progress(begin, now, aim)
            ended = self._stop_asked or track.diverged != diverged or self.place == (track, aim)
            if ended or not self._rest_asked:
                return
            self._rest_asked = False
            yield Progress(begin, self.place[1], aim, at_rest=True)

    def _run_until(self, action: RunUntil) -> Iterator[Progress]:
        """Look at the full loss every ten epochs, and at each of the last ten where it counts."""
        (track, begin), losses = self.place, [float(self.timeline.live.full_loss())]
        if action.loss is not None and losses[0] < action.loss:
            raise UserError(f"the loss of all rows is below {action.loss} already")
        first = self._epochs(begin)
        for epoch in range(first, first + action.epochs, _LOOKED_AT):
            ends = range(epoch + 1, min(epoch + _LOOKED_AT, first + action.epochs) + 1)
            aim = self._moment(GoTo(ends[-1]))
            yield from self._go(track, aim, begin)
            if self.place[1] != aim:
                return
            losses.append(float(self.timeline.live.full_loss()))
            if action.loss is not None and losses[-1] < action.loss:
                yield from self._first_below(action.loss, ends, begin)
                return
            if len(losses) > _LATER and losses[-1] > losses[-1 - _LATER] * _NO_LESS:
                return

    def _first_below(self, loss: float, epochs: range, begin: int) -> Iterator[Progress]:
        track, _ = self.place
        for epoch in epochs:
            yield from self._go(track, self._moment(GoTo(epoch)), begin)
            if float(self.timeline.live.full_loss()) < loss:
                return

    def _beyond(self, loss: float, epochs: int, begin: int) -> Iterator[Progress]:
        """Go to where `_run_until` had been when it came back to the first epoch below."""
        track, moment = self.place
        here, first = self._epochs(moment), self._epochs(begin)
        looked_at = first + -(-(here - first) // _LOOKED_AT) * _LOOKED_AT
        end = self._moment(GoTo(min(looked_at, first + epochs)))
        below = float(self.timeline.live.full_loss()) < loss
        if below and moment == self._moment(GoTo(here)) and moment < end:
            yield from self._go(track, end, begin)
            yield from self._go(track, moment, begin)

    def _epochs(self, moment: int) -> int:
        """How many whole epochs of the line of now are done at a moment."""
        steps = moment // PHASES_PER_STEP
        epochs, _ = self.place[0].line.stretch(steps).place(steps)
        return epochs

    def _aim(self, action: Move) -> Place:
        """Where an action leads; makes the track that it may need."""
        track, moment = self.place
        match action:
            case Step() | Back() | GoTo() | RunUntil():
                return track, self._moment(action)
            case Set(change):
                if isinstance(change, Change) and change.settled(self.chosen) == self.chosen:
                    return track, moment
                return self.timeline.fork(track, moment, change), moment
            case Restart() | Reseed() | Load():
                return self.timeline.begin(self._origin(action)), 0
            case Return(branch):
                if not 0 <= branch < len(self.tracks):
                    raise UserError(f"there is no branch {branch}; there are {len(self.tracks)}")
                return self.tracks[branch], self.tracks[branch].end
            case Undo() | Redo():
                undo = isinstance(action, Undo)
                places = self._done if undo else self._undone
                if not places:
                    raise UserError(f"there is nothing to {'undo' if undo else 'redo'}")
                return places[-1]

    def _moment(self, action: Step | Back | GoTo | RunUntil) -> int:
        """The moment on the line of now that a step or a jump leads to."""
        track, moment = self.place
        line, steps = track.line, moment // PHASES_PER_STEP
        match action:
            case Back(phases):
                return max(moment - phases, 0)
            case GoTo(epoch):
                return PHASES_PER_STEP * line.step_of_epoch(epoch)
            case Step("phase", count):
                return moment + count
            case Step("batch", count):
                return PHASES_PER_STEP * (steps + count)
            case Step(_, count) | RunUntil(_, count):
                return PHASES_PER_STEP * line.step_of_epoch(self._epochs(moment) + count)

    def _origin(self, action: Restart | Reseed | Load) -> Origin:
        """Where a new beginning begins."""
        origin, chosen = self.place[0].line.origin, self.chosen
        match action:
            case Restart():
                return replace(origin, settings=chosen)
            case Reseed(seed):
                return Origin(seed, chosen.mode, chosen, standardized=chosen.standardize)
            case Load(weight, bias):
                return Origin(origin.seed, origin.draws, chosen, weight, bias)
