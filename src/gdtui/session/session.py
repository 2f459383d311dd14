"""Session: a dataset, a beginning and a list of actions; the state is what applying them gives."""

from collections import deque
from collections.abc import Iterator, MutableSequence
from dataclasses import replace
from functools import partial

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
from gdtui.session.mistakes import begin_of
from gdtui.session.pace import FLAT_OUT
from gdtui.session.progress import Progress
from gdtui.session.quiz import NO_QUIZ, Quiz
from gdtui.session.snapshot import Snapshot
from gdtui.session.survey import Survey
from gdtui.session.timeline import Timeline
from gdtui.session.track import Track
from gdtui.session.trail import Trails
from gdtui.session.until import NOT_FINITE, Until
from gdtui.session.validity import checked
from gdtui.session.view import look

_UNDO = 10_000  # actions that can be taken back

Place = tuple[Track, int]


class Session:
    """Applies actions one after another; `snapshot` shows where that has led.

    `survey` has what somebody has computed of the exact solution, `trails` where tracks were seen,
    `quiz` a score that somebody keeps.
    """

    def __init__(self, dataset: Dataset, origin: Origin, *, memory: int = 64 << 20) -> None:
        self.dataset = dataset
        self.timeline = Timeline(dataset, origin, memory=memory)
        self._done: deque[Place] = deque(maxlen=_UNDO)
        self._undone: list[Place] = []
        self._under_way: Place | None = None
        self._stop_asked = False
        self._full_loss: float | None = None
        self._ended = ""
        self.quiz: Quiz = NO_QUIZ
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
        live, settings = self.timeline.live, self.timeline.live.settings
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
            ended=self._ended,
            quiz=self.quiz,
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
        self._stop_asked = False
        self._ended = ""
        self._under_way = None if joined else before
        self.timeline.fast_steps = self.timeline.loop_steps = 0
        begin = self._done[-1] if joined and self._done else before
        if isinstance(move, RunUntil):
            yield from self._run_until(move, track, begin[1], until)
        else:
            yield from self._go(track, aim if until is None else until, before[1])
        self._under_way = None
        self._tell_divergence(move, before, aim)
        if not (isinstance(move, Step | GoTo | RunUntil) and self.place[1] > before[1]):
            # how a way back was taken is nothing that somebody did
            self.timeline.fast_steps = self.timeline.loop_steps = 0
        there = self.place == (track, aim)
        if isinstance(move, Undo) and there:
            _pass_over(self._done, self._undone, before, move.count)
        elif isinstance(move, Redo) and there:
            _pass_over(self._undone, self._done, before, move.count)
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
        """Let the action under way hand out, soon, a moment at which all can be read, and go on."""
        self.timeline.rest()

    def _go(self, track: Track, aim: int, begin: int, *, on: bool = False) -> Iterator[Progress]:
        """Seek, with the rests asked for; at the aim only where the action goes `on` from there."""
        diverged, start, seeking = track.diverged, None, self.timeline
        for now in seeking.seek(track, aim):
            start = seeking.start if start is None else start
            yield Progress(begin, now, aim, at_rest=seeking.at_rest, start=start)
        stopped = self._stop_asked or track.diverged != diverged
        if on and seeking.owes_rest and self.place == (track, aim) and not stopped:
            yield Progress(begin, aim, aim, at_rest=True, start=start)

    def _run_until(
        self, action: RunUntil, track: Track, begin: int, until: int | None
    ) -> Iterator[Progress]:
        go = partial(self._go, track, begin=begin, on=until is None)
        running = Until(action, self.timeline, begin, go, lambda: self._stop_asked)
        if until is None:
            solution = self.survey.solution
            yield from running.run(None if solution is None else solution.best_loss)
            self._ended = running.ended
        else:
            yield from go(until)
            yield from running.beyond()

    def _tell_divergence(self, action: Move, before: Place, aim: int) -> None:
        """Say that going on has ended at the first number that is not finite."""
        track, moment = self.place
        forward = isinstance(action, Step | GoTo | RunUntil) and before[0] is track
        if not (forward and moment > before[1] and self.at_divergence):
            return
        if track.line.settings_before(moment // PHASES_PER_STEP).variant.mistake:
            return  # what that did is told with the mistake
        far = isinstance(action, GoTo) or (isinstance(action, Step) and action.unit == "epoch")
        far = far and moment < aim and action != FLAT_OUT
        of = f" of {track.line.epochs_at(aim)}" if far else ""
        self._ended = f"stopped at epoch {track.line.epochs_at(moment - 1) + 1}{of}: {NOT_FINITE}"

    def _aim(self, action: Move) -> Place:
        """Where an action leads; makes the track that it may need."""
        track, moment = self.place
        match action:
            case Step() | Back() | GoTo() | RunUntil():
                return track, self._moment(action)
            case Set(change):
                then = change.settled(self.chosen) if isinstance(change, Change) else None
                if then == self.chosen:
                    return track, moment
                begin = begin_of(moment, self.timeline.live.settings, then)
                return self.timeline.fork(track, begin, change), begin
            case Restart() | Reseed() | Load():
                return self.timeline.begin(self._origin(action)), 0
            case Return(branch):
                if not 0 <= branch < len(self.tracks):
                    raise UserError(f"there is no branch {branch}; there are {len(self.tracks)}")
                return self.tracks[branch], self.tracks[branch].end
            case Undo(count) | Redo(count):
                undo = isinstance(action, Undo)
                places = self._done if undo else self._undone
                if not places:
                    raise UserError(f"there is nothing to {'undo' if undo else 'redo'}")
                return places[-min(count, len(places))]

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
                return PHASES_PER_STEP * line.step_of_epoch(line.epochs_at(moment) + count)

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


def _pass_over(
    places: MutableSequence[Place], passed: MutableSequence[Place], now: Place, count: int
) -> None:
    """Go over up to so many places, the last first; each then leads back to the one before it."""
    for _ in range(min(count, len(places))):
        passed.append(now)
        now = places.pop()
