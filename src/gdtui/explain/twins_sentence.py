"""Sentences about the two modes side by side: where they part, and why."""

from dataclasses import dataclass

_TWICE = "w -= w.grad * lr rounds twice"
_ONCE = "opt.step() rounds once, by a fused multiply-add"


@dataclass(frozen=True)
class Parting:
    """The first phase that made something different: how many numbers, and how far apart.

    `relative` is the widest gap in relation to the largest weight where the phase is update, else
    to the largest of the numbers.
    """

    step: int
    phase: str
    differing: int
    count: int
    ulps: int
    relative: float


@dataclass(frozen=True)
class Course:
    """Which steps were compared, on what machine; `left` are the gradients of each at the end.

    `power_of_two` is whether the rate is one: then lr times a gradient is exact.
    """

    steps: int
    exact: bool
    rounds_once: bool
    power_of_two: bool
    left: tuple[str, str]


def twins_sentences(parting: Parting | None, course: Course) -> tuple[str, ...]:
    """Say where the two parted and why, or why not; then what can be seen without looking close."""
    said = _equal(course) if parting is None else _parted(parting, course)
    if course.left != ("zeros", "None"):
        return (said,)
    return said, "All that can be seen: after zero_grad manual has zeros as gradients, sgd None."


def _parted(parting: Parting, course: Course) -> str:
    differ = "differs" if parting.differing == 1 else "differ"
    why = ""
    if parting.phase == "update" and course.rounds_once and not course.exact:
        why = f" {_ONCE}; {_TWICE}."
    largest = "weight" if parting.phase == "update" else "of them"
    return (
        f"They part at step {parting.step}, {parting.phase}: {parting.differing} of "
        f"{parting.count} numbers {differ}, by {far(parting.ulps)} (units in the last place), "
        f"{parting.relative:.1e} of the largest {largest}.{why}"
    )


def far(ulps: int) -> str:
    """A distance in units in the last place."""
    if not ulps:
        return "a sign of zero"
    return f"{ulps} ulp" if ulps < 10_000 else f"{ulps:.1e} ulp"


def _equal(course: Course) -> str:
    same = "The same bits in every phase of this step"
    if course.steps > 1:
        same = f"The same bits in every phase of these {course.steps} steps"
    if course.exact:
        return f"{same}: w.add_(w.grad, alpha=-lr) is what opt.step() does."
    if not course.rounds_once:
        return f"{same}: without a fused multiply-add both updates round twice on this machine."
    if course.power_of_two:
        return f"{same}: lr is a power of two, so that lr\N{MIDDLE DOT}grad needs no rounding."
    return f"{same}: {_ONCE}; {_TWICE}, but here it made no difference. More steps may show one."
