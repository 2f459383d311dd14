"""Side by side: how both modes differ, step by step and phase by phase, in sentences."""

from collections.abc import Iterator
from itertools import groupby

from gdtui.session.twinned import Twinned, TwinPhase

_PHASES = 5
_MOST = 20  # steps with differences that are told


def by_phase(told: Twinned) -> Iterator[str]:
    """Each step that differs with its phases; steps without a difference together."""
    steps = [told.phases[first : first + _PHASES] for first in range(0, len(told.phases), _PHASES)]
    left = _MOST
    for equal, group in groupby(steps, key=lambda step: all(one.equal for one in step)):
        some = list(group)
        if equal:
            yield f"{_steps(some)}: the same bits in every phase"
            continue
        for step in some[:left]:
            phases = ", ".join(f"{one.phase} {one.said}" for one in step if one.differences)
            yield f"step {step[0].step}, {_where(step[0], told.batches)}: {phases}"
        if len(some) > left:
            yield f"{_steps(some[left:])}: differ too"
        left = max(left - len(some), 0)


def widest_gaps(told: Twinned) -> Iterator[str]:
    """Where they first differ: how many numbers, by how much, and the widest gap."""
    if told.first is None:
        return
    phase = told.phases[told.first]
    yield f"first at step {phase.step}, {phase.phase}:"
    for gap in phase.differences:
        if gap.differing:
            mine, theirs = (f"{number:.{told.digits}g}" for number in (gap.manual, gap.sgd))
            yield (
                f"{gap.what}: {gap.differing} of {gap.count} differ, by {gap.said} at most and by "
                f"{gap.relative:.1e} of the largest; the widest gap: {gap.name} = {mine} by hand, "
                f"{theirs} by PyTorch"
            )


def _steps(some: "list[tuple[TwinPhase, ...]]") -> str:
    first, last = some[0][0].step, some[-1][0].step
    return f"step {first}" if first == last else f"steps {first} to {last}"


def _where(one: TwinPhase, batches: int) -> str:
    return f"epoch {one.epoch}" if batches == 1 else f"epoch {one.epoch}, batch {one.batch}"
