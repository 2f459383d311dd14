"""The learning rate: what it multiplies, where it stands, what it leaves slow, and the way out."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from gdtui.draw.numbers import rate
from gdtui.explain.explanation import Explanation, first_fitting
from gdtui.explain.writing import factor, gradient, weight

_DOT = "\N{MIDDLE DOT}"
_STEEPEST = "\N{GREEK SMALL LETTER LAMDA}max"
_CRAWLS = 0.1  # of the way in the steepest direction that a step takes
_MEANS = {
    "crawling": "a step takes less than a tenth of the way even in the steepest direction",
    "safe": "no direction overshoots",
    "oscillating": "a step overshoots in the steepest direction, but comes nearer",
    "diverging": "in the steepest direction every step lands further off",
}


@dataclass(frozen=True)
class WayOut:
    """What standardised inputs would allow: the condition number, a good rate, and its epochs."""

    condition_number: float
    lr: float
    epochs: float


@dataclass(frozen=True)
class Standing:
    """Where a rate stands: in a `word`, empty where the loop is broken so that no rate converges.

    `steepest` is the largest eigenvalue. The `slowest` direction consists mostly of that input or
    the bias; at this rate a tenth of its way is left after `epochs`. `any_batch` is a rate that
    every batch allows, None where a step takes all rows; else the epochs are only about so many:
    they are counted as if each batch bent as all rows do. Without a `way_out` the inputs are
    standardised already, or what that would give is not known yet.
    """

    word: str
    steepest: float
    slowest: str
    epochs: float
    condition_number: float
    any_batch: float | None = None
    way_out: WayOut | None = None

    @property
    def limit(self) -> float:
        """The rate from which on the steepest direction of all rows diverges."""
        return 2 / self.steepest if self.steepest > 0 else math.inf

    def lasts(self, epochs: float) -> str:
        """So many epochs, in words."""
        if not math.isfinite(epochs):
            return "for ever"
        whole, about = max(1, math.ceil(epochs)), "" if self.any_batch is None else "about "
        said = f"{whole} epoch{'s' * (whole != 1)}" if epochs < 1e6 else f"{epochs:.1e} epochs"
        return f"{about}{said}"


def explain_rate(
    lr: float,
    steepest: tuple[str, float] | None,
    holds: float,
    standing: Standing | None,
    room: int,
) -> Explanation:
    """The learning rate: what update multiplies every gradient by, and whether that is wise.

    Args:
        lr: as chosen.
        steepest: the parameter with the largest gradient of now, and that gradient.
        holds: the rate of the step under way, which a new one does not change.
        standing: where it stands, None until that is known.
        room: cells for its line.
    """
    does = f"update takes lr{_DOT}grad away from every parameter"
    said = f"lr = {rate(lr)}: {does}"
    largest = ""
    if steepest is not None:
        name, grad = steepest
        step = f"{rate(holds)}{_DOT}{factor(gradient(grad))} = {weight(holds * grad)}"
        largest = f"the largest step now is that of {name}: {step}"
    waits = f"The step under way ends with {rate(holds)}, as it began." if holds != lr else ""
    wordings: tuple[str, ...] = (f"{said}; {largest}", said) if largest else (said,)
    lines = (said, *filter(None, (largest, waits)))
    if standing is not None:
        wordings = (*_wordings(lr, standing), said)
        lines = (*lines, "", *_stands(lr, standing))
        if standing.word:
            lines = (*lines, "", *_slow(lr, standing))
    return Explanation("lr", first_fitting(wordings, room), lines, lr, lr)


def rate_sentences(
    lr: float, word: str, limit: float, any_batch: float | None = None
) -> tuple[str, str]:
    """Where a rate stands now that it, or what it is judged by, has changed; and the same in short.

    Args:
        lr: the rate.
        word: crawling, safe, oscillating or diverging.
        limit: 2/λmax of all rows.
        any_batch: a rate that every batch allows, where this one may be too large for some.
    """
    stands, against = f"lr {rate(lr)} is {word} now", f"the limit 2/{_STEEPEST} is {rate(limit)}"
    if any_batch is not None:
        against += f", for any batch {rate(any_batch)}"
    return f"{stands}: {_MEANS[word]}; {against}", f"{stands}; {against}"


def _wordings(lr: float, standing: Standing) -> Iterator[str]:
    word, limit = standing.word, f"2/{_STEEPEST} = {rate(standing.limit)}"
    if not word:
        yield f"lr = {rate(lr)}: in this loop no rate converges; mended (k) the limit is {limit}"
        yield f"lr = {rate(lr)}: in this loop no rate converges"
        return
    stands = f"lr = {rate(lr)}: {word}; the limit is {limit}"
    slow = f"; the slowest direction ({standing.slowest}) takes {standing.lasts(standing.epochs)}"
    if word == "diverging":
        slow = "; the steepest direction never arrives"
    out = standing.way_out
    if out is not None:
        yield f"{stands}{slow}, standardised (z) {standing.lasts(out.epochs)} at lr {rate(out.lr)}"
        yield f"{stands}{slow}, with z {standing.lasts(out.epochs)}"
    yield f"{stands}{slow}{' to a tenth' * (word != 'diverging')}"
    yield stands


def _stands(lr: float, standing: Standing) -> Iterator[str]:
    limit, reach = standing.limit, lr * standing.steepest
    word = standing.word
    if not word:
        yield "This loop is broken so that no rate converges. As it is taught (k mends it):"
    else:
        yield f"{word}: {_MEANS[word]}"
    yield (
        f"  lr{_DOT}{_STEEPEST} = {rate(lr)}{_DOT}{rate(standing.steepest)} = {rate(reach)}: so "
        "much of the way in the steepest direction a step takes"
    )
    yield (
        f"  crawling below {_CRAWLS:g}, lr {rate(limit * _CRAWLS / 2)}; safe up to 1, lr "
        f"{rate(limit / 2)}; oscillating below 2; diverging from there on"
    )
    yield f"  the limit is 2/{_STEEPEST} = 2/{rate(standing.steepest)} = {rate(limit)} for all rows"
    if standing.any_batch is not None:
        yield f"  a batch can be steeper: every one of them allows {rate(standing.any_batch)}"


def _slow(lr: float, standing: Standing) -> Iterator[str]:
    name, condition = standing.slowest, rate(standing.condition_number)
    if math.isfinite(standing.epochs):
        yield (
            f"Slowest is the direction of mostly {name}: after {standing.lasts(standing.epochs)} a "
            "tenth of its way is left."
        )
    else:
        yield f"The direction of mostly {name} never comes nearer."
    yield f"condition number {condition}: how much flatter it is than the steepest"
    out = standing.way_out
    if out is not None:
        yield "The way out is to standardise the inputs (z), before and after:"
        yield f"  condition number {condition}, then {rate(out.condition_number)}"
        yield (
            f"  slowest direction {standing.lasts(standing.epochs)} at lr {rate(lr)}, then "
            f"{standing.lasts(out.epochs)} at lr {rate(out.lr)}"
        )
