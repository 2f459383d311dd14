"""Session: a dataset, a beginning and a list of actions; the state is what applying them gives."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from gdtui.data.dataset import Dataset
from gdtui.engine.drift import drift
from gdtui.engine.settings import Settings
from gdtui.errors import UserError
from gdtui.session.actions import (
    Action,
    Back,
    GoTo,
    Load,
    Redo,
    Reseed,
    Restart,
    Return,
    Set,
    Step,
    Undo,
)
from gdtui.session.line import PHASES_PER_STEP, Edit, Origin
from gdtui.session.progress import Progress
from gdtui.session.snapshot import Snapshot
from gdtui.session.timeline import Timeline
from gdtui.session.track import Track
from gdtui.session.view import look

_UNDO = 10_000  # actions that can be taken back

Place = tuple[Track, int]


class Session:
    """Applies actions one after another; `snapshot` shows where that has led."""

    def __init__(self, dataset: Dataset, origin: Origin, *, memory: int = 64 << 20) -> None:
        self.dataset = dataset
        self._timeline = Timeline(dataset, origin, memory=memory)
        self._done: deque[Place] = deque(maxlen=_UNDO)
        self._undone: list[Place] = []

    @property
    def place(self) -> Place:
        """The track and the moment of now."""
        return self._timeline.track, self._timeline.moment

    @property
    def tracks(self) -> tuple[Track, ...]:
        """All tracks in the order in which they began; each was trained up to its `end`."""
        return tuple(self._timeline.tracks)

    @property
    def replayed(self) -> int:
        """How many steps were taken again so far, in order to get somewhere."""
        return self._timeline.replayed

    @property
    def chosen(self) -> Settings:
        """The settings as last chosen, those that wait for the next step or epoch included."""
        track, moment = self.place
        return track.line.chosen(moment)

    def drift(self) -> float:
        """How far a step from here is from the same step in float64 on the CPU.

        The largest difference of a parameter, relative to the largest parameter.
        """
        live = self._timeline.live
        settings = live.settings
        return drift(live.rows, settings.mode, settings.lr, live.weight, live.bias)

    def snapshot(self) -> Snapshot:
        """What is to be seen now."""
        return look(self._timeline, self.dataset.lines)

    def apply(self, action: Action) -> Snapshot:
        """Do an action whole.

        Raises:
            UserError: the action cannot be done; nothing has changed.
        """
        for _ in self.work(action):
            pass
        return self.snapshot()

    def work(self, action: Action) -> Iterator[Progress]:
        """Do an action, handing out how far it has come; to end it early call `stop` and go on.

        Raises:
            UserError: the action cannot be done; nothing has changed.
        """
        before = self.place
        track, aim = self._aim(action)
        for now in self._timeline.seek(track, aim):
            yield Progress(before[1], now, aim)
        there = self.place == (track, aim)
        if isinstance(action, Undo) and there:
            self._undone.append(before)
            self._done.pop()
        elif isinstance(action, Redo) and there:
            self._done.append(before)
            self._undone.pop()
        elif self.place != before:
            self._done.append(before)
            self._undone.clear()

    def stop(self) -> None:
        """Let the action under way end after the batch it is in."""
        self._timeline.stop()

    def _aim(self, action: Action) -> Place:
        """Where an action leads; makes the track that it may need."""
        track, moment = self.place
        match action:
            case Step() | Back() | GoTo():
                return track, self._moment(action)
            case Set(change):
                if not isinstance(change, Edit) and change.settled(self.chosen) == self.chosen:
                    return track, moment
                return self._timeline.fork(track, moment, change), moment
            case Restart() | Reseed() | Load():
                return self._timeline.begin(self._origin(action)), 0
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

    def _moment(self, action: Step | Back | GoTo) -> int:
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
            case Step(_, count):
                epochs, _ = line.stretch(steps).place(steps)
                return PHASES_PER_STEP * line.step_of_epoch(epochs + count)

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
