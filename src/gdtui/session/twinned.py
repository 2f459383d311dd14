"""Twinned: how the two modes differ from one state on, phase by phase. Free of torch."""

from dataclasses import dataclass

from gdtui.engine.phase import Phase


@dataclass(frozen=True)
class Difference:
    """How two tensors differ that a phase has made: `what` is preds, loss, w.grad, b.grad, w or b.

    `differing` of `count` numbers have other bits, at most `ulps` units in the last place and at
    most `relative` apart, of the largest weight for w and b, else of the largest of them; `said`
    tells the first in words. The widest of
    these gaps is at the number called `name`, which is `manual` in one and `sgd` in the other;
    names are clean.
    """

    what: str
    count: int
    differing: int
    ulps: int
    relative: float
    said: str
    name: str
    manual: float
    sgd: float


@dataclass(frozen=True)
class TwinPhase:
    """A phase that both have done; epochs, batches and steps count from 1.

    There are no differences after zero_grad: `left` are then the gradients of each, in a word.
    """

    step: int
    epoch: int
    batch: int
    phase: Phase
    differences: tuple[Difference, ...]
    left: tuple[str, str]

    @property
    def equal(self) -> bool:
        """Whether all that was made has the same bits."""
        return not any(difference.differing for difference in self.differences)

    @property
    def said(self) -> str:
        """The widest gap in units in the last place, in words; "same" where there is none."""
        apart = [one for one in self.differences if one.differing]
        return max(apart, key=lambda one: one.ulps).said if apart else "same"


@dataclass(frozen=True)
class Twinned:
    """Some steps of both from one state, in order, and sentences on what came out.

    `exact` is whether the one by hand took the exact update, `batches` how many an epoch has.
    `digits` are as many as tell two numbers of the dtype apart.
    """

    phases: tuple[TwinPhase, ...]
    exact: bool
    lr: float
    batches: int
    digits: int
    told: tuple[str, ...]

    @property
    def first(self) -> int | None:
        """The place of the first phase that made something different."""
        return next((place for place, one in enumerate(self.phases) if not one.equal), None)
