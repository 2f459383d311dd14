"""Trail: parameters that the track of now passed through, from its beginning to the moment of now.

They are taken from what is kept anyway and from moments that were looked at; only a few steps,
where a descent is fastest, are taken again.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from gdtui.engine.scaling import Floats, Scaling
from gdtui.session.line import PHASES_PER_STEP
from gdtui.session.timeline import Timeline
from gdtui.session.track import Track

_MOST, _FLOATS = 512, 1 << 21  # moments kept of a track, and the numbers in them
_TRACKS = 4  # tracks whose trails are kept
_EVERY, _SOME, _SPACING = 64, 256, 8  # steps after a beginning: all of the first, some of the next
_PRODUCTS, _OVERHEAD = 1 << 26, 1 << 18  # multiplications done at once; what any step costs besides
_UPDATED = 4  # phases done after which the parameters are those of the next step


@dataclass(frozen=True, eq=False)
class Passed:
    """Weight (t, d) and bias (t,) after `step` steps, for raw or for standardised inputs."""

    step: int
    weight: Floats
    bias: Floats
    standardized: bool

    def joined(self, scaling: Scaling, *, standardized: bool) -> NDArray[np.float64]:
        """The parameters (t, d + 1) for raw or for standardised inputs."""
        weight, bias = self.weight, self.bias
        if standardized != self.standardized:
            move = scaling.unfold if standardized else scaling.fold
            weight, bias = move(weight, bias)
        joined: NDArray[np.float64] = np.concatenate((weight, bias[:, None]), axis=1)
        return joined


class Trail:
    """What is known of one track."""

    def __init__(self) -> None:
        self._seen: dict[int, Passed] = {}
        self._filled: dict[int, int] = {}

    def until_now(self, timeline: Timeline) -> tuple[Passed, ...]:
        """In order of steps, the moment of now the last."""
        now = _now(timeline)
        self._seen[now.step] = now
        self._take_kept(timeline, now.step)
        for begin in {0, timeline.track.fork // PHASES_PER_STEP}:
            self._fill(timeline, begin, now.step)
        if len(self._seen) > max(2, min(_MOST, _FLOATS // now.weight.size)):
            for step in sorted(self._seen)[1::2]:
                del self._seen[step]
            self._seen[now.step] = now
        return tuple(self._seen[step] for step in sorted(self._seen) if step <= now.step)

    def _take_kept(self, timeline: Timeline, end: int) -> None:
        """Take the checkpoints of the track and of those that it grew from."""
        track: Track | None = timeline.track
        while track is not None:
            for step, state in track.checkpoints.until(end):
                if step not in self._seen:
                    standardized = track.line.settings_before(step).standardize
                    self._seen[step] = _passed(step, state.weight, state.bias, standardized)
            end, track = min(end, track.fork // PHASES_PER_STEP), track.parent

    def _fill(self, timeline: Timeline, begin: int, end: int) -> None:
        """Take the first steps after a beginning again, as many as cost little."""
        live = timeline.live
        most = max(1, _PRODUCTS // (2 * live.plan.size * live.weight.numel() + _OVERHEAD))
        last = min(begin + _SOME, begin + most, end)
        wanted = (*range(begin, begin + _EVERY), *range(begin + _EVERY, last + 1, _SPACING))
        first = self._filled.get(begin, -1)
        steps = [step for step in wanted if first < step <= last and step not in self._seen]
        self._filled[begin] = max(first, last)
        for step, again in zip(steps, timeline.revisits(steps), strict=True):
            then = again.live
            self._seen[step] = _passed(step, then.weight, then.bias, then.settings.standardize)


class Trails:
    """Those of the tracks that were looked at last; the others would be found again."""

    def __init__(self) -> None:
        self._latest: dict[Track, Trail] = {}

    def of(self, track: Track) -> Trail:
        """The trail of a track."""
        trail = self._latest.pop(track, None) or Trail()
        self._latest[track] = trail
        if len(self._latest) > _TRACKS:
            del self._latest[next(iter(self._latest))]
        return trail


def _now(timeline: Timeline) -> Passed:
    steps, phases = divmod(timeline.moment, PHASES_PER_STEP)
    live = timeline.live
    step = steps + (phases >= _UPDATED)
    return _passed(step, live.weight, live.bias, live.settings.standardize)


def _passed(step: int, weight: Tensor, bias: Tensor, standardized: bool) -> Passed:  # noqa: FBT001
    # what is float64 on the CPU already would alias live memory
    there = [each.detach().cpu().double().clone().numpy() for each in (weight, bias)]
    return Passed(step, there[0], there[1], standardized)
