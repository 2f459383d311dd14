"""Timeline: the tracks of one session, and the descent that stands at one moment of one of them.

Going back never un-computes: it takes the nearest earlier state and replays, bit for bit.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace

from gdtui.data.dataset import Dataset
from gdtui.engine.descent import Descent, Verified
from gdtui.engine.ran import Ran
from gdtui.engine.state import State
from gdtui.session.checkpoints import Checkpoints
from gdtui.session.held import Held
from gdtui.session.line import PHASES_PER_STEP, Alteration, Line, Origin
from gdtui.session.pieces import Pieces
from gdtui.session.prepared import Prepared
from gdtui.session.states import after_changes, first_state
from gdtui.session.track import Track

_MOST_CHECKPOINTS = 256


class Timeline:
    """Owns the tracks and the one live descent; moves it to any moment of any track.

    `memory` bounds, in bytes, what is kept of all tracks together. `replayed` counts the steps that
    were taken again in order to get somewhere; `fast_steps` and `loop_steps` count how steps were
    taken since somebody set them to 0. `start` is the moment from which the last seek took steps.
    `readable` is whether what the step of now made can be read, `at_rest` that it was asked for.
    """

    def __init__(self, dataset: Dataset, origin: Origin, *, memory: int) -> None:
        self._rows, self._memory = dataset.rows, memory
        self._verified: Verified = {}
        self._unchanged: tuple[int, State] | None = None
        self._stop_asked = self._rest_asked = self.at_rest = False
        self.readable = True
        self.prepared = Prepared(dataset)
        self.tracks: list[Track] = []
        self.replayed = self.fast_steps = self.loop_steps = self.start = 0
        self.track: Track
        self.live: Descent
        self._step = 0
        self.begin(origin)

    @property
    def moment(self) -> int:
        """Where the live descent stands."""
        return PHASES_PER_STEP * self._step + self.live.phases_done

    @property
    def unchanged(self) -> State:
        """The state at the boundary passed last, before the changes that are made there."""
        assert self._unchanged is not None  # noqa: S101  # a change at this boundary has set it
        return self._unchanged[1]

    @property
    def begun(self) -> tuple[State | None, State | None]:
        """Where the step of now began, and what was unchanged last; see `Held`."""
        return self.live.begun(), None if self._unchanged is None else self._unchanged[1]

    def begin(self, origin: Origin) -> Track:
        """Start a track at its origin and stand there."""
        track = Track(Line(self._rows, origin), Checkpoints(0, _MOST_CHECKPOINTS))
        track.checkpoints.keep(0, first_state(origin, self.prepared))
        self.tracks.append(track)
        self._stand(track, *self._kept(track, 0))
        return track

    def resume(self, held: Held) -> None:
        """Take over what was held, and stand where it stood."""
        (number, moment), begun = held.now, held.begun
        self.tracks, self.track = list(held.tracks), held.tracks[number]
        if begun is None:
            self._stand(self.track, *self._kept(self.track, 0))
            return
        self._step = max(moment - 1, 0) // PHASES_PER_STEP
        settings = self.track.line.stretch(self._step).settings
        self.live = Descent(self.prepared.rows(settings), settings, begun, self._verified)
        if held.unchanged is not None:
            self._unchanged = self._step, held.unchanged
        while self.moment < moment:
            self._advance(self.track)

    def fork(self, track: Track, moment: int, change: Alteration) -> Track:
        """The track on which this change is made at a moment that `track` has reached."""
        line = track.line.changed(moment, change)
        known = next((other for other in self.tracks if other.line == line), None)
        if known is not None:
            return known
        steps = moment // PHASES_PER_STEP
        fork = Track(
            line,
            Checkpoints(steps, _MOST_CHECKPOINTS),
            history=track.history.branch(steps, track.line),
            parent=track,
            fork=moment,
            end=moment,
        )
        if track.diverged is not None and track.diverged <= steps:
            fork.diverged = track.diverged
        self.tracks.append(fork)
        return fork

    def stop(self) -> None:
        """Ask the seek under way to end after the next whole step."""
        self._stop_asked = True

    def rest(self) -> None:
        """Ask the seek under way to hand out, soon, a moment `at_rest`."""
        self._rest_asked = True

    @property
    def owes_rest(self) -> bool:
        """Whether the seek ended before it came to one."""
        return self._rest_asked

    def seek(self, track: Track, moment: int) -> Iterator[int]:
        """Go to a moment of a track, training where nobody has been; hands out moments passed.

        The last step always goes through the loop. Ends early when asked to stop, where PyTorch
        refuses, and on new ground after the first step that leaves something not finite.
        """
        self._stop_asked = self._rest_asked = False
        steps, phases = divmod(moment, PHASES_PER_STEP)
        whole = steps if phases else max(steps - 1, 0)
        new_ground = track.end
        self._stand_before(track, moment, whole)
        self.start = self.moment
        while self.moment < moment:
            by_loop = self.live.phases_done > 0 or self._step >= whole or self._stop_asked
            if by_loop or self.live.is_refused:
                self._advance(track)
                if self.live.refusal is not None:
                    break
            else:
                yield from self._run(track, whole)
            if self.live.phases_done == 0:
                stopped = by_loop and self._stop_asked
                if stopped or (self.moment > new_ground and track.diverged == self._step):
                    break
        track.end = max(track.end, self.moment)

    def revisit(self, epoch: int, step: int) -> Pieces["Timeline"]:
        """Another timeline that trained again to a step of the track of now; this one stays.

        Its history is exact from the beginning of `epoch` on, which lies before the step.
        """
        again = copy(self)
        first = self.track.line.step_of_epoch(epoch)
        history = self.track.history.until(first, self.track.line)
        track = replace(self.track, history=history, diverged=None)
        state = self._kept(track, min(history.steps, step - 1))
        again._stand(track, *state)  # noqa: SLF001  # the copy is a Timeline like this one
        for _ in again.seek(track, PHASES_PER_STEP * step):
            yield
        return again

    def revisits(self, steps: Sequence[int]) -> Iterator["Timeline"]:
        """Another timeline that trains again through steps, ascending, of the track of now."""
        if not steps:
            return
        again = copy(self)
        history = self.track.history.until(steps[0], self.track.line)
        track = replace(self.track, history=history, diverged=None)
        again._stand(track, *self._kept(track, min(history.steps, steps[0])))  # noqa: SLF001
        for step in steps:
            for _ in again.seek(track, PHASES_PER_STEP * step):
                pass
            yield again

    def _run(self, track: Track, steps: int) -> Iterator[int]:
        """Take whole steps up to `steps`, or to a change or a stop before that."""
        until = min(steps, track.line.next_change(self._step) or steps)
        if self._rest_asked:
            self.live.read_next()
        for ran in self.live.run(until - self._step):
            if ran.fast:
                self.fast_steps += len(ran.losses)
            else:
                self.loop_steps += len(ran.losses)
            self._took(track, ran)
            if self._step == until:
                self._arrive(track)
            self.readable = ran.readable
            self.at_rest = self._rest_asked and ran.readable
            self._rest_asked = self._rest_asked and not self.at_rest
            yield self.moment
            self.at_rest = False
            if self._stop_asked:
                break
            if self._rest_asked:
                self.live.read_next()

    def _advance(self, track: Track) -> None:
        self.live.advance()
        self.readable = True
        if self.live.phases_done == 0 and self.live.loss is not None:
            self.loop_steps += 1
            loss = self.live.loss.detach()[None]
            finite = bool(loss.isfinite()) and self.live.finite
            self._took(track, Ran(loss, fast=False, finite=finite, readable=True))
            self._arrive(track)

    def _took(self, track: Track, ran: Ran) -> None:
        history, first = track.history, self._step
        losses = ran.losses.double().cpu().numpy()
        self._step += len(losses)
        known = min(history.steps - first, len(losses))
        self.replayed += known
        if known < len(losses):
            epoch, batch = track.line.stretch(history.steps).place(history.steps)
            history.record(losses[known:], self.live.plan, epoch, batch)
        if track.diverged is None and not ran.finite:
            track.diverged = self._step
        if self._step >= track.checkpoints.due:
            track.checkpoints.keep(self._step, self.live.state())
            self._trim()

    def _arrive(self, track: Track) -> None:
        """Make the changes that the line holds at this boundary."""
        changes = track.line.changes_at(self._step)
        if changes:
            self._change(track, self.live.state(), changes)

    def _change(self, track: Track, state: State, changes: tuple[Alteration, ...]) -> None:
        self._unchanged = self._step, state
        before = track.line.settings_before(self._step)
        settings = track.line.stretch(self._step).settings
        state = after_changes(state, before, changes, self.prepared)
        self.live = self.live.changed(self.prepared.rows(settings), settings, state)

    def _stand_before(self, track: Track, moment: int, whole: int) -> None:
        """Stand on `track`, at most at `moment`, as near to it as what is kept allows."""
        start = min(whole, track.history.steps)
        step, state = self._kept(track, start)
        shared = self.track.line.shared(track.line)
        here = self.moment
        on_the_way = here <= moment and (shared is None or here <= shared)
        if not on_the_way or not step <= self._step <= track.history.steps:
            self._stand(track, step, state)
            return
        if self.live.phases_done == 0:
            mine = self.track.line.changes_at(self._step)
            theirs = track.line.changes_at(self._step)
            if mine != theirs:
                state = self._unchanged[1] if mine and self._unchanged else self.live.state()
                self._change(track, state, theirs)
        self.track = track

    def _stand(self, track: Track, step: int, state: State) -> None:
        line = track.line
        settings, changes = line.stretch(step).settings, line.changes_at(step)
        before, self._unchanged = state, (step, state)
        if changes:
            state = after_changes(state, line.settings_before(step), changes, self.prepared)
        rows = self.prepared.rows(settings)
        self.live = Descent(rows, settings, state, self._verified)
        # the same as where the changes were made: before them, not between them and a first step
        self.live.weight_before, self.live.bias_before = before.weight, before.bias
        self.track, self._step, self.readable = track, step, step == 0

    def _kept(self, track: Track, step: int) -> tuple[int, State]:
        """The nearest state kept at or before a step, on the track or on what it grew from."""
        while True:
            kept = track.checkpoints.nearest(step)
            if kept is not None:
                return kept
            if track.parent is None:
                raise LookupError("a track without a first state")
            step = min(step, track.fork // PHASES_PER_STEP)
            track = track.parent

    def _trim(self) -> None:
        while sum(track.size for track in self.tracks) > self._memory:
            largest = max(self.tracks, key=lambda track: track.checkpoints.size)
            if len(largest.checkpoints) < 2:
                return
            largest.checkpoints.thin()
