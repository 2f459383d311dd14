"""The score of what was foretold, kept in the session."""

import math

import pytest
from tests.session.reference import random_dataset

from gdtui.engine.settings import Mode, Settings
from gdtui.errors import UserError
from gdtui.session.actions import Foretell, Redo, Set, Step, Undo
from gdtui.session.line import Change, Origin
from gdtui.session.number_at import can_be_foretold, foretold, number_at
from gdtui.session.quiz import Quiz
from gdtui.session.quizzed import QuizSession
from gdtui.session.spot import Gradient, InData, OfInput, OfTarget, Parameter, PastLoss, Spot, Whole


def session(rows: int = 5) -> QuizSession:
    return QuizSession(random_dataset(rows, 2, 2), Origin(0, Mode.SGD, Settings(Mode.SGD, lr=1e-4)))


def test_each_step_that_was_foretold_is_scored_and_taken() -> None:
    quizzed = session()
    quizzed.apply(Step("phase", 3))
    shown = quizzed.snapshot()
    assert shown.weight_grad is not None
    way = "-" if shown.weight_grad[0, 1] > 0 else "+"
    after = quizzed.apply(Foretell(Parameter(0, 1), way, Step("phase")))
    assert (after.quiz.right, after.quiz.asked) == (1, 1)
    assert after.quiz.last.startswith("right: w[y0,x1] went from ")
    assert after.position.phase == "update"
    missed = quizzed.apply(Foretell(Gradient(0, None), "12.5", Step("phase")))
    assert "no: grad of b[y0] went from " in missed.quiz.last
    assert "to None; you said that it would be 12.5 (1 of 2)" in missed.quiz.last
    assert quizzed.apply(Step("phase")).quiz == Quiz(1, 2)


def test_what_was_said_was_said_whatever_is_undone() -> None:
    quizzed = session()
    quizzed.apply(Foretell(Whole.FULL_LOSS, "-", Step("epoch", 3)))
    undone = quizzed.apply(Undo())
    assert undone.position.moment == 0
    assert undone.quiz == Quiz(1, 1)


def test_the_score_is_held_with_the_rest() -> None:
    quizzed, again = session(), session()
    quizzed.apply(Foretell(Whole.FULL_LOSS, "+", Step("epoch", 3)))
    again.hold(quizzed.held())
    assert again.snapshot().quiz == Quiz(0, 1)
    other = session()
    other.become(again)
    assert other.snapshot().quiz == Quiz(0, 1)


def test_a_refused_step_is_not_scored() -> None:
    quizzed = session()
    for wrong in (
        Foretell(InData(0, 0), "+", Step("phase")),
        Foretell(Parameter(5, 0), "+", Step("phase")),
        Foretell(Parameter(0, 0), "+", Step("phase", 0)),
        Foretell(Parameter(0, 0), "+", Step("epoch", -(10**9))),
    ):
        with pytest.raises(UserError):
            quizzed.apply(wrong)
    assert quizzed.snapshot().quiz == Quiz()
    assert quizzed.place[1] == 0


def test_what_no_step_changes_is_not_asked() -> None:
    fixed: list[Spot] = [OfInput(0, 0), InData(0, 0), PastLoss("batch", 0, 1), Whole.RATE]
    fixed += [OfTarget("target", 0, 0), Whole.BEST]
    assert not any(can_be_foretold(spot) for spot in fixed)
    assert can_be_foretold(Whole.BATCH_LOSS)
    assert can_be_foretold(OfTarget("prediction", 0, 0))


def test_every_number_that_is_asked_is_the_one_on_the_screen() -> None:
    quizzed = session()
    assert number_at(quizzed.snapshot(), Gradient(0, 0)) is None
    shown = quizzed.apply(Step("phase", 3))
    assert shown.weight_grad is not None
    assert shown.bias_grad is not None
    assert shown.batch.preds is not None
    pred, target = float(shown.batch.preds[3, 1]), float(shown.batch.targets[3, 1])
    for spot, number in (
        (Parameter(1, 0), shown.weight[1, 0]),
        (Parameter(1, None), shown.bias[1]),
        (Gradient(1, 0), shown.weight_grad[1, 0]),
        (Gradient(1, None), shown.bias_grad[1]),
        (OfTarget("prediction", 3, 1), pred),
        (OfTarget("residual", 3, 1), pred - target),
        (Whole.BATCH_LOSS, shown.batch_loss),
        (Whole.FULL_LOSS, shown.full_loss),
        (Whole.ROOT, math.sqrt(shown.full_loss)),
        (Whole.NORM, shown.grad_norm),
    ):
        assert number_at(shown, spot) == number


def test_what_is_typed_is_a_guess_or_nothing() -> None:
    assert (foretold(" "), foretold("Up"), foretold("1.5")) == ("", "+", "1.5")
    with pytest.raises(UserError, match="neither a number nor"):
        foretold("\x1b[2J")


def batches(rows: int, size: int) -> QuizSession:
    chosen = Settings(Mode.SGD, lr=1e-4, batch_size=size)
    return QuizSession(random_dataset(rows, 2, 2), Origin(0, Mode.SGD, chosen))


def test_a_row_that_no_snapshot_holds_is_scored_too() -> None:
    quizzed = session(rows=100)
    quizzed.apply(Step("phase", 1))
    made = quizzed.timeline.live.preds
    assert made is not None
    before = float(made.detach()[90, 1])
    after = quizzed.apply(Foretell(OfTarget("prediction", 90, 1), "=", Step("phase"))).quiz
    assert (after.right, after.asked) == (1, 1)
    assert f"is {before:.4f} as before" in after.last
    for row in (100, 10**30):
        with pytest.raises(UserError, match="not there"):
            quizzed.apply(Foretell(OfTarget("prediction", row, 1), "=", Step("phase")))


def test_a_row_that_the_next_batch_has_not_is_not_scored() -> None:
    quizzed = batches(5, 3)
    quizzed.apply(Step("phase", 1))
    row = OfTarget("prediction", 2, 0)
    after = quizzed.apply(Foretell(row, "+", Step("phase", 5)))
    assert after.position.batch == 2
    assert after.quiz == Quiz(0, 0, "not scored: the batch of now has no such row")


def test_a_step_that_was_stopped_is_not_scored() -> None:
    quizzed = session()
    for progress in quizzed.work(Foretell(Whole.FULL_LOSS, "-", Step("epoch", 10**9))):
        if progress.now > 0:
            quizzed.stop()
    assert 0 < quizzed.place[1] < 10**9
    assert quizzed.snapshot().quiz == Quiz(0, 0, "not scored: the step was not finished")
    reached = quizzed.place[1]
    again = session()
    for _ in again.work(Foretell(Whole.FULL_LOSS, "-", Step("epoch", 10**9)), until=reached):
        pass
    assert again.snapshot().quiz == quizzed.snapshot().quiz


def test_a_step_that_is_done_again_is_not_scored_again() -> None:
    quizzed = session()
    quizzed.apply(Foretell(Whole.FULL_LOSS, "-", Step("epoch", 3)))
    quizzed.apply(Undo())
    assert quizzed.apply(Redo()).quiz == Quiz(1, 1)
    assert quizzed.apply(Set(Change("mode", Mode.MANUAL))).quiz == Quiz(1, 1)
    assert quizzed.apply(Foretell(Whole.FULL_LOSS, "+", Step("phase", 5))).quiz.asked == 2
