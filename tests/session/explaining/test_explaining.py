"""Every number of a session explained: the arithmetic gives what the engine has."""

import math
from collections.abc import Iterator
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import share
from tests.session.reference import random_dataset

from gdtui.engine.settings import Dtype, Mode, Settings, Variant
from gdtui.errors import UserError
from gdtui.explain.explanation import Explanation
from gdtui.session.actions import Action, Back, GoTo, Set, Step, Undo
from gdtui.session.answers import answer
from gdtui.session.line import Change, Edit, Origin
from gdtui.session.outlook import RawParameters, RawWeights
from gdtui.session.pieces import whole
from gdtui.session.questions import Best, Explain, Explained
from gdtui.session.session import Session
from gdtui.session.snapshot import Snapshot
from gdtui.session.spot import (
    Gradient,
    InData,
    OfInput,
    OfTarget,
    Parameter,
    PastLoss,
    RawParameter,
    Spot,
    Whole,
)

LAST: list[Action | None] = [
    None,
    Set(Edit(0, 0, 1.5)),
    Set(Edit(0, None, -2.0)),
    Set(Change("standardize", value=True)),
    Set(Change("standardize", value=False)),
    Set(Change("dtype", Dtype.FLOAT64)),
    Set(Change("lr", 1e-6)),
    *(Set(Change("mode", mode)) for mode in Mode),
    *(Set(Change("variant", variant)) for variant in Variant),
    Back(1),
]


def explained(session: Session, spot: Spot, room: int = 144) -> Explanation:
    told = answer(session, Explain(spot, room))
    assert isinstance(told, Explained)
    assert (told.spot, told.branch, told.moment) == (
        spot,
        session.tracks.index(session.place[0]),
        session.place[1],
    )
    return told.explanation


def numbers(shown: Snapshot, t: int) -> Iterator[tuple[Spot, float | None, float]]:
    """Every number that a snapshot holds, and the size of what it is made of."""
    x, y, preds = (
        None if part is None else part.astype(np.float64)
        for part in (shown.batch.inputs, shown.batch.targets, shown.batch.preds)
    )
    assert x is not None
    assert y is not None
    rows, d = x.shape
    ones = np.column_stack((x, np.ones(rows)))
    away = np.zeros_like(y) if preds is None else np.abs(preds - y)
    slopes = 2 / max(y.size, 1) * away.T @ np.abs(ones)
    weights = np.column_stack((shown.weight, shown.bias)).astype(np.float64)
    before = np.column_stack((shown.weight_before, shown.bias_before)).astype(np.float64)
    grads = None
    if shown.weight_grad is not None and shown.bias_grad is not None:
        grads = np.column_stack((shown.weight_grad, shown.bias_grad)).astype(np.float64)
    for target in range(t):
        for place in range(d + 1):
            column = None if place == d else place
            grad = None if grads is None else float(grads[target, place])
            added_up = 2 * slopes[target, place] + np.abs(grad or 0.0)
            yield Gradient(target, column), grad, added_up
            weight = float(weights[target, place])
            size = np.abs(weight) + np.abs(before[target, place]) + added_up
            yield Parameter(target, column), weight, size
    for row in range(rows):
        for place in range(d):
            yield OfInput(row, place), float(x[row, place]), np.abs(x[row, place])
        for target in range(t):
            made = None if preds is None else float(preds[row, target])
            size = float(np.abs(ones[row]) @ np.abs(before[target]))
            yield OfTarget("prediction", row, target), made, size
            yield OfTarget("target", row, target), float(y[row, target]), 0.0
            if preds is not None and shown.batch.preds is not None:
                residual = shown.batch.preds[row, target] - shown.batch.targets[row, target]
                yield OfTarget("residual", row, target), float(residual), away[row, target]
    yield Whole.BATCH_LOSS, shown.batch_loss, shown.batch_loss or 0.0
    yield Whole.FULL_LOSS, shown.full_loss, shown.full_loss
    root = math.sqrt(shown.full_loss)
    yield Whole.ROOT, root, root
    yield Whole.NORM, shown.grad_norm, shown.grad_norm or 0.0
    yield Whole.RATE, shown.chosen.lr, 0.0


def of_data(session: Session) -> Iterator[tuple[Spot, float | None]]:
    """Numbers of the data, of the past, and for raw inputs."""
    dataset, history = session.dataset, session.timeline.track.history
    for place, column in enumerate((*dataset.input_columns, *dataset.target_columns)):
        for row, number in enumerate(column):
            yield InData(row, place), float(number)
    for per, curve in (("batch", history.batch_losses), ("epoch", history.epoch_losses)):
        for number in range(curve.count):
            yield PastLoss("batch" if per == "batch" else "epoch", number, 1), curve.lows[number]
    if session.timeline.live.settings.standardize:
        told = answer(session, RawWeights())
        assert isinstance(told, RawParameters)
        for target, biases in enumerate(told.bias):
            yield RawParameter(target, None), float(biases)
            for place, weight in enumerate(told.weight[target]):
                yield RawParameter(target, place), float(weight)


SETTINGS = st.builds(
    Settings,
    mode=st.sampled_from(Mode),
    lr=st.sampled_from([1e-4, 3e-3]),
    batch_size=st.none() | st.integers(1, 4),
    shuffle=st.booleans(),
    dtype=st.sampled_from(Dtype),
    standardize=st.booleans(),
)


@share(0.3)
@given(
    shape=st.tuples(st.integers(1, 9), st.integers(1, 4), st.integers(1, 3)),
    chosen=SETTINGS,
    variant=st.sampled_from(Variant),
    moment=st.integers(0, 12),
    last=st.lists(st.sampled_from([*LAST, Step("phase", 1), Step("phase", 3)]), max_size=3),
)
def test_the_arithmetic_of_every_number_gives_what_the_engine_has(
    shape: tuple[int, int, int],
    chosen: Settings,
    variant: Variant,
    moment: int,
    last: list[Action | None],
) -> None:
    n, d, t = shape
    if variant.exists_in(chosen.mode):
        chosen = chosen.changed("variant", variant)
    session = Session(random_dataset(n, d, t), Origin(3, chosen.mode, chosen))
    first: Action | None = Step("phase", moment) if moment else None
    for action in (first, *last):
        # PyTorch may refuse a step, or a mode has no such mistake
        with suppress(UserError):
            if action is not None:
                session.apply(action)
    shown, place = session.snapshot(), session.place

    for spot, engine, size in numbers(shown, t):
        found = explained(session, spot)
        assert found.engine == engine, spot
        assert (found.value is None) == (engine is None), spot
        if found.value is not None and engine is not None:
            assert abs(found.value - engine) <= found.rounding, spot
            eps = np.finfo(np.float64 if chosen.dtype is Dtype.FLOAT64 else np.float32).eps
            assert found.rounding <= (n * t + d + 12) * eps * size, spot
        assert not any("more than rounding" in line for line in found.lines)
        assert len(found.line) <= 144
    for spot, engine in of_data(session):
        found = explained(session, spot)
        assert found.value == pytest.approx(engine, rel=1e-5, abs=1e-9), spot
        assert found.engine is None or found.engine == engine, spot
        assert not any("more than rounding" in line for line in found.lines)
    assert session.place == place


@pytest.mark.parametrize("room", [40, 80, 110, 144, 300])
def test_a_line_fits_its_room_and_ends_with_its_result(room: int) -> None:
    session = Session(random_dataset(40, 30, 2), Origin(0, Mode.MANUAL, Settings()))
    session.apply(Step("phase", 3))
    for spot, _, _ in numbers(session.snapshot(), 2):
        found = explained(session, spot, room)
        assert len(found.line) <= room
        assert found.line.isprintable()
        assert all(line.isprintable() for line in found.lines)
        if room >= 110 and isinstance(spot, Gradient):
            assert "more rows, together" in found.line
            assert " = -" in found.line or " = " in found.line.rpartition("]")[2]


def test_the_best_loss_is_explained_once_it_is_known() -> None:
    session = Session(random_dataset(9, 2, 2), Origin(0, Mode.SGD, Settings()))
    assert explained(session, Whole.BEST).value is None
    answer(session, Best())
    found = explained(session, Whole.BEST)

    assert found.engine == session.snapshot().best_loss
    assert found.value == pytest.approx(found.engine, abs=found.rounding)
    assert found.rounding < 1e-9


def test_any_loss_of_the_past_is_explained_by_its_own_rows() -> None:
    chosen = Settings(Mode.SGD, 1e-4, 5, shuffle=True)
    session = Session(random_dataset(13, 3, 2), Origin(0, Mode.SGD, chosen))
    session.apply(Step("epoch", 4))
    for number in range(12):
        again = Session(random_dataset(13, 3, 2), Origin(0, Mode.SGD, chosen))
        again.apply(Step("batch", number + 1))
        here, there = explained(session, PastLoss("batch", number, 1)), again.snapshot()
        assert here.engine == there.batch_loss
        assert here.value == pytest.approx(here.engine, abs=here.rounding)
        assert f"loss of batch {number + 1} = [" in here.line
        assert there.batch.preds is not None
        largest = np.abs(there.batch.preds - there.batch.targets).argmax() // 2
        assert (
            f"row {there.batch.numbers[largest] + 1}, "
            in here.lines[here.lines.index("the squares, biggest first:") + 1]
        )
    for epoch in range(4):
        found = explained(session, PastLoss("epoch", epoch, 1))
        assert found.value == pytest.approx(found.engine, rel=1e-12)
        assert len([line for line in found.lines if "batch " in line]) == 3
    with pytest.raises(UserError, match="not on the line"):
        explained(session, PastLoss("batch", 12, 1))


def test_many_losses_in_one_place_say_how_many_and_between_what() -> None:
    session = Session(random_dataset(4, 1, 1), Origin(0, Mode.SGD, Settings(lr=1e-5)))
    session.apply(Step("epoch", 3000))
    assert "batches 9 to 12 have one place" in explained(session, PastLoss("batch", 8, 4)).line
    found = explained(session, PastLoss("epoch", 7, 1))
    assert found.engine == whole(session.timeline.revisit(7, 8)).track.history.last_epoch


@pytest.mark.parametrize(
    "spot",
    [
        OfInput(0, 0),
        OfTarget("prediction", 0, 0),
        Parameter(2, 0),
        Gradient(0, 3),
        RawParameter(0, 0),
        InData(13, 0),
        InData(0, 5),
        PastLoss("epoch", 0, 1),
    ],
)
def test_what_is_not_there_is_refused(spot: Spot) -> None:
    session = Session(random_dataset(13, 3, 2), Origin(0, Mode.SGD, Settings()))
    with pytest.raises(UserError):
        explained(session, spot)


def test_a_number_of_the_data_is_as_the_file_has_it() -> None:
    chosen = Settings(standardize=True)
    session = Session(random_dataset(13, 3, 2), Origin(0, Mode.MANUAL, chosen))
    raw = session.dataset.input_columns[1][4]
    found = explained(session, InData(4, 1))

    assert (found.value, found.engine) == (raw, raw)
    assert "row 5 is line 6 of random.csv" in found.line
    assert "the prediction" in explained(session, InData(4, 3)).line


def test_a_number_for_raw_inputs_comes_from_the_one_of_the_loop() -> None:
    session = Session(random_dataset(5, 2, 1), Origin(0, Mode.MANUAL, Settings(standardize=True)))
    told = answer(session, RawWeights())
    assert isinstance(told, RawParameters)
    assert explained(session, RawParameter(0, 1)).value == told.weight[0, 1]
    assert explained(session, RawParameter(0, None)).value == pytest.approx(told.bias[0], rel=1e-12)


def test_standardised_numbers_stand_under_that_title() -> None:
    session = Session(random_dataset(5, 2, 1), Origin(0, Mode.MANUAL, Settings(standardize=True)))
    session.apply(Step("phase", 3))
    for spot in (Parameter(0, 0), Gradient(0, 0), OfInput(0, 0), OfTarget("prediction", 0, 0)):
        found = explained(session, spot)
        assert found.line.startswith("standardised: ")
        assert found.lines[0] == "The loop's own numbers: of standardised inputs."
    assert "(raw - mean) / sigma" in explained(session, OfInput(0, 0)).line
    assert "standardised" not in explained(session, Whole.BATCH_LOSS).line


def test_gradients_that_nobody_zeroed_are_told_apart_from_those_of_the_batch() -> None:
    chosen = Settings(variant=Variant.SKIPPED_ZERO_GRAD)
    session = Session(random_dataset(5, 2, 1), Origin(0, Mode.MANUAL, chosen))
    session.apply(Step("phase", 6))
    assert "left from the steps before" in explained(session, Gradient(0, 0)).line
    session.apply(Step("phase", 2))
    found = explained(session, Gradient(0, 0))
    assert " (earlier) + 2/(5·1)·[" in found.line
    assert found.value == pytest.approx(found.engine, abs=found.rounding)
    session.apply(Step("phase", 2))
    assert " (earlier) + 2/(5·1)·[" in explained(session, Gradient(0, 0)).line
    assert "old - lr·grad" in explained(session, Parameter(0, 0)).line


def test_an_update_that_climbs_or_is_refused_says_so() -> None:
    for variant, said in (
        (Variant.FLIPPED_SIGN, "update will make it old + lr·grad = "),
        (Variant.FORGOTTEN_NO_GRAD, "PyTorch refuses the update"),
    ):
        chosen = Settings(variant=variant)
        session = Session(random_dataset(5, 2, 1), Origin(0, Mode.MANUAL, chosen))
        session.apply(Step("phase", 3))
        assert said in explained(session, Parameter(0, 0)).line


def test_a_step_that_overflows_says_that_its_dtype_ends() -> None:
    session = Session(random_dataset(5, 2, 1), Origin(0, Mode.MANUAL, Settings(lr=1e30)))
    session.apply(Step("epoch", 2))
    for spot in (Whole.BATCH_LOSS, Whole.FULL_LOSS, Parameter(0, 0), OfTarget("residual", 0, 0)):
        assert explained(session, spot).line.isprintable()
    assert any("where float32 ends" in line for line in explained(session, Whole.BATCH_LOSS).lines)


@pytest.mark.parametrize("mode", Mode)
def test_a_gradient_that_is_none_says_who_made_it_so(mode: Mode) -> None:
    session = Session(random_dataset(5, 2, 1), Origin(0, mode, Settings(mode)))
    for _ in range(2):
        session.apply(Step("phase"))
        assert "None: there is no gradient yet" in explained(session, Gradient(0, 0)).line
    session.apply(Step("phase", 4))
    line = explained(session, Gradient(0, 0)).line
    if mode is Mode.SGD:
        assert "None: opt.zero_grad() set it to None after the last update" in line
    else:
        assert "0: zero_grad cleared it after the last update" in line
    session.apply(Set(Change("mode", Mode.MANUAL)))
    assert explained(session, Gradient(0, 0)).line == line


def test_on_the_way_a_number_is_refused_but_where_all_of_its_step_can_be_read() -> None:
    session = Session(random_dataset(5, 3, 2), Origin(0, Mode.MANUAL, Settings()), memory=0)
    spots = Parameter(0, 0), Gradient(1, None), OfTarget("prediction", 0, 0)
    told = {}
    session.apply(Step("epoch", 1500))
    session.apply(Undo())
    for progress in session.work(GoTo(2999)):
        for spot in spots:
            if progress.at_rest:
                told[session.place[1], spot] = explained(session, spot)
                continue
            with pytest.raises(UserError, match="on its way; ask again when it is there"):
                explained(session, spot)
        session.rest()
    assert told
    for (moment, spot), said in told.items():
        session.apply(GoTo(moment // 5))
        assert explained(session, spot) == said
