import pickle

import numpy as np
import pytest
from tests.session.reference import random_dataset

from gdtui.engine.phase import Phase
from gdtui.engine.settings import Mode, Settings
from gdtui.errors import UserError
from gdtui.session.actions import (
    Back,
    GoTo,
    Redo,
    Reseed,
    Restart,
    Return,
    RunUntil,
    Set,
    Step,
    Undo,
)
from gdtui.session.line import PHASES_PER_STEP, Change, Edit, Origin
from gdtui.session.session import Session

MINIBATCHES = Settings(mode=Mode.SGD, lr=1e-4, batch_size=5, shuffle=True)


def session(settings: Settings = MINIBATCHES, rows: int = 15, memory: int = 64 << 20) -> Session:
    return Session(random_dataset(rows, 3, 2), Origin(0, settings.mode, settings), memory=memory)


def test_five_phases_make_a_step_and_three_steps_an_epoch() -> None:
    seen = [session().snapshot().position]
    stepping = session()
    seen += [stepping.apply(Step("phase")).position for _ in range(15)]

    assert [position.phase for position in seen[:6]] == [None, *Phase]
    assert str(seen[0]) == "epoch 1 · batch 1/3 · start"
    assert str(seen[8]) == "epoch 1 · batch 2/3 · backward"
    assert str(seen[15]) == "epoch 1 done"
    assert [position.epochs for position in seen[13:]] == [0, 0, 1]


def test_b_finishes_the_batch_and_e_the_epoch_that_one_is_in() -> None:
    stepping = session()
    stepping.apply(Step("phase", 2))
    assert str(stepping.apply(Step("batch")).position) == "epoch 1 · batch 1/3 · zero_grad"
    assert str(stepping.apply(Step("epoch")).position) == "epoch 1 done"
    assert str(stepping.apply(Step("batch")).position) == "epoch 2 · batch 1/3 · zero_grad"


def test_a_hundred_epochs_are_one_epoch_a_hundred_times() -> None:
    at_once, one_by_one = session(), session()
    shown = at_once.apply(Step("epoch", 100))
    for _ in range(100):
        expected = one_by_one.apply(Step("epoch"))

    assert shown.weight.tobytes() == expected.weight.tobytes()
    assert shown.batch.numbers.tolist() == expected.batch.numbers.tolist()
    assert shown.batch_loss == expected.batch_loss
    assert (shown.fast_steps, shown.loop_steps) == (299, 1)


def test_the_rows_of_a_batch_are_known_by_their_numbers() -> None:
    stepping = session()
    shown = stepping.apply(Step("phase"))

    inputs, targets = stepping.dataset.inputs(), stepping.dataset.targets()
    assert np.allclose(shown.batch.inputs, inputs[shown.batch.numbers])
    assert np.allclose(shown.batch.targets, targets[shown.batch.numbers])
    assert shown.batch.preds is not None
    assert np.allclose(
        shown.batch.preds, shown.batch.inputs @ shown.weight.T + shown.bias, atol=1e-4
    )


def test_after_an_update_the_old_weights_are_still_known() -> None:
    stepping = session()
    before = stepping.snapshot().weight
    stepping.apply(Step("phase", 3))
    shown = stepping.apply(Step("phase"))

    assert shown.weight_grad is not None
    assert shown.weight_before.tobytes() == before.tobytes()
    assert np.allclose(shown.weight, before - 1e-4 * shown.weight_grad)


def test_a_snapshot_does_not_alias_what_goes_on() -> None:
    stepping = session()
    shown = stepping.apply(Step("batch"))
    kept = shown.weight.copy()
    stepping.apply(Step("epoch", 5))

    assert shown.weight.tobytes() == kept.tobytes()


def test_undo_takes_back_a_whole_action_and_redo_does_it_again() -> None:
    stepping = session()
    stepping.apply(Step("phase", 3))
    there = stepping.apply(Step("epoch", 100))
    changed = stepping.apply(Set(Change("lr", 0.01)))
    assert changed.chosen.lr == 0.01

    assert stepping.apply(Undo()).chosen.lr == 1e-4
    assert stepping.apply(Undo()).position.moment == 3
    assert stepping.apply(Undo()).position.moment == 0
    with pytest.raises(UserError, match="nothing to undo"):
        stepping.apply(Undo())
    stepping.apply(Redo())
    assert stepping.apply(Redo()).weight.tobytes() == there.weight.tobytes()
    assert stepping.apply(Redo()).chosen.lr == 0.01
    with pytest.raises(UserError, match="nothing to redo"):
        stepping.apply(Redo())


def test_going_back_follows_the_recorded_future_until_something_changes() -> None:
    stepping = session()
    stepping.apply(Step("epoch", 20))
    stepping.apply(GoTo(10))
    same = stepping.apply(Step("epoch", 5))
    assert len(stepping.tracks) == 1
    assert same.end.epochs == 20

    stepping.apply(Set(Change("lr", 0.01)))
    branched = stepping.apply(Step("epoch", 2))

    assert len(stepping.tracks) == 2
    assert branched.end.epochs == 17
    assert stepping.tracks[0].history.epoch_losses.count == 20
    assert stepping.apply(Return(0)).position.epochs == 20


def test_behind_a_change_the_old_settings_hold() -> None:
    stepping = session()
    stepping.apply(Step("epoch", 2))
    stepping.apply(Set(Change("lr", 0.01)))
    stepping.apply(Step("epoch", 2))

    assert stepping.apply(Back(31)).chosen.lr == 1e-4
    assert stepping.apply(Step("phase", 31)).settings.lr == 0.01


def test_a_setting_that_is_so_already_changes_nothing() -> None:
    stepping = session()
    stepping.apply(Step("epoch", 2))
    stepping.apply(Set(Change("lr", 1e-4)))

    assert len(stepping.tracks) == 1


def test_restart_keeps_weights_and_order_and_takes_the_settings_of_now() -> None:
    stepping = session()
    first = stepping.snapshot()
    one = stepping.apply(Step("phase"))
    stepping.apply(Set(Change("lr", 0.01)))
    again = stepping.apply(Restart())

    assert again.position.moment == 0
    assert again.chosen.lr == 0.01
    assert again.weight.tobytes() == first.weight.tobytes()
    assert stepping.apply(Step("phase")).batch.numbers.tolist() == one.batch.numbers.tolist()


def test_another_seed_starts_again_and_the_old_run_can_be_returned_to() -> None:
    stepping = session()
    there = stepping.apply(Step("epoch", 3))
    other = stepping.apply(Reseed(1))
    assert other.position.moment == 0
    assert other.weight.tobytes() != there.weight.tobytes()

    assert stepping.apply(Return(0)).weight.tobytes() == there.weight.tobytes()


def test_an_edited_number_is_there_at_once_between_two_steps() -> None:
    stepping = session()
    stepping.apply(Step("batch"))

    assert stepping.apply(Set(Edit(1, 2, 0.5))).weight[1, 2] == 0.5
    assert stepping.apply(Set(Edit(0, None, -3.0))).bias[0] == -3.0


def test_switching_to_standardised_inputs_keeps_the_predictions() -> None:
    stepping = session(Settings(lr=1e-3, dtype=MINIBATCHES.dtype))
    raw = stepping.apply(Step("epoch", 5))
    switched = stepping.apply(Set(Change("standardize", value=True)))

    assert not np.allclose(switched.weight, raw.weight, rtol=1e-3)
    assert switched.full_loss == pytest.approx(raw.full_loss, rel=1e-6)


def test_a_step_back_after_many_replays_only_a_little() -> None:
    stepping = session()
    steps = stepping.apply(Step("epoch", 5000)).position.moment // PHASES_PER_STEP
    kept = len(stepping.tracks[0].checkpoints)
    for _ in range(7):
        before = stepping.replayed
        stepping.apply(Back(1))
        assert stepping.replayed - before <= 2 * steps / kept


def test_memory_stays_bounded_however_long_the_run_and_many_the_branches() -> None:
    stepping = session(memory=100_000)
    for number in range(8):
        stepping.apply(Step("epoch", 500))
        stepping.apply(Set(Change("lr", 1e-4 * (number + 2))))
    stepping.apply(Step("epoch", 500))

    kept = sum(track.checkpoints.size for track in stepping.tracks)
    assert kept < 100_000
    expected = session()
    for number in range(8):
        expected.apply(Step("epoch", 500))
        expected.apply(Set(Change("lr", 1e-4 * (number + 2))))
    assert stepping.apply(GoTo(1234)).weight.tobytes() == (
        expected.apply(GoTo(1234)).weight.tobytes()
    )


def test_a_run_that_diverges_ends_there_and_says_where() -> None:
    stepping = session(Settings(mode=Mode.SGD, lr=0.5, batch_size=5, shuffle=True))
    shown = stepping.apply(Step("epoch", 1000))

    assert shown.diverged is not None
    assert shown.diverged == shown.position
    assert shown.position.epochs < 1000
    assert stepping.apply(Back(20)).diverged is not None
    assert np.isfinite(stepping.snapshot().weight).all()
    assert stepping.apply(Step("phase", 20)).position == shown.position
    assert stepping.apply(Step("batch", 3)).position.moment == shown.position.moment + 15


def test_work_that_is_stopped_ends_at_a_whole_batch_taken_by_the_loop() -> None:
    stepping = session()
    for _ in stepping.work(Step("epoch", 1_000_000)):
        stepping.stop()
    shown = stepping.snapshot()

    assert 0 < shown.position.moment < 3_000_000
    assert shown.position.phase is Phase.ZERO_GRAD
    assert shown.loop_steps == 1
    assert stepping.apply(Undo()).position.moment == 0


def test_a_young_branch_of_a_long_run_has_a_curve_of_its_own() -> None:
    long, straight = session(), session()
    for walking, epochs in ((long, 5000), (straight, 100)):
        walking.apply(Step("epoch", epochs))
        walking.apply(GoTo(100))
        walking.apply(Set(Change("lr", 1e-5)))
    shown, expected = long.apply(Step("epoch", 50)), straight.apply(Step("epoch", 50))

    curve, other = shown.epoch_losses, expected.epoch_losses
    assert (curve.width, curve.count, curve.last) == (1, 150, other.lows[-1])
    np.testing.assert_array_equal(curve.lows, other.lows)
    assert shown.batch_losses.count == 450
    assert shown.weight.tobytes() == expected.weight.tobytes()
    assert long.apply(Return(0)).epoch_losses.last is not None


def test_only_what_was_done_forward_tells_how_its_steps_were_taken() -> None:
    stepping = session()
    assert stepping.apply(Step("epoch", 100)).fast_steps > 250
    assert stepping.apply(Back()).fast_steps == 0
    assert stepping.apply(GoTo(50)).fast_steps == 0
    assert stepping.apply(Undo(3)).fast_steps == stepping.apply(Redo(3)).fast_steps == 0
    assert stepping.apply(GoTo(90)).fast_steps > 100


def test_many_undone_at_once_are_as_if_one_by_one_as_far_as_there_are_any() -> None:
    at_once, one_by_one = session(), session()
    for _ in range(5):
        at_once.apply(Step("epoch", 3))
        one_by_one.apply(Step("epoch", 3))
    at_once.apply(Undo(3))
    for _ in range(3):
        one_by_one.apply(Undo())
    assert at_once.place[1] == one_by_one.place[1]

    assert at_once.apply(Redo(2)).position == one_by_one.apply(Redo(2)).position
    assert at_once.apply(Redo()).position.epochs == one_by_one.apply(Redo()).position.epochs == 15
    taken = at_once.timeline.replayed
    assert at_once.apply(Undo(9999)).position.moment == 0
    assert at_once.timeline.replayed == taken
    assert at_once.apply(Redo(9999)).position.epochs == 15
    with pytest.raises(UserError, match="nothing to redo"):
        at_once.apply(Redo(2))


def test_a_run_until_a_loss_ends_at_the_first_epoch_below_it() -> None:
    stepping, one_by_one = session(), session()
    shown = stepping.apply(RunUntil(loss=120.0))
    while (expected := one_by_one.apply(Step("epoch"))).full_loss >= 120.0:
        pass

    assert shown.position == expected.position
    assert shown.full_loss < 120.0
    assert shown.weight.tobytes() == expected.weight.tobytes()
    assert stepping.apply(Undo()).position.moment == 0
    stepping.apply(Redo())
    with pytest.raises(UserError, match=r"below 120\.0 already"):
        stepping.apply(RunUntil(loss=120.0))


def test_a_run_until_no_more_progress_ends_where_the_loss_stays() -> None:
    stepping = session(Settings(lr=1e-3))
    shown = stepping.apply(RunUntil())

    assert 100 < shown.position.epochs < 100_000
    before = stepping.apply(GoTo(shown.position.epochs - 100))
    assert before.full_loss * (1 - 1e-4) < shown.full_loss


def test_a_run_until_takes_no_more_epochs_than_allowed() -> None:
    assert session().apply(RunUntil(loss=1e-9, epochs=17)).position.epochs == 17


def test_a_run_until_a_loss_shows_how_far_it_is_and_is_stopped_at_once() -> None:
    stepping = session(Settings(lr=1e-5))
    frames = []
    for progress in stepping.work(RunUntil()):
        if progress.at_rest:
            frames.append((progress.words, stepping.snapshot().position.epochs))
        if len(frames) == 5:
            stepping.stop()
        else:
            stepping.rest()

    assert frames[0] == ("10 epochs done", 10)
    shown = stepping.snapshot()
    # what is shown in the middle may be the fast run's, the last step is the loop's
    assert shown.position.epochs == frames[-1][1] + 1 == 16
    assert shown.ended == "stopped after 16 epochs"
    again = session(Settings(lr=1e-5))
    for _ in again.work(RunUntil(), until=stepping.place[1]):
        pass
    assert again.snapshot().weight.tobytes() == shown.weight.tobytes()
    assert stepping.apply(Undo()).ended == ""


@pytest.mark.parametrize("mode", Mode)
def test_a_run_until_a_loss_ends_where_the_loss_is_no_longer_finite(mode: Mode) -> None:
    stepping = session(Settings(mode=mode, lr=1e9))
    shown = stepping.apply(RunUntil(loss=1e-3))

    epoch = shown.position.epoch
    assert 0 < epoch < 50
    assert shown.ended.startswith(
        f"stopped at epoch {epoch}: the loss is no longer a finite number"
    )
    with pytest.raises(UserError, match="no finite number"):
        stepping.apply(RunUntil(loss=1e-3))


def test_a_run_until_a_loss_says_that_it_got_there_or_why_not() -> None:
    assert session().apply(RunUntil(loss=120.0)).ended == (
        "reached: the loss of all rows is below 120.0"
    )
    assert session(Settings(lr=1e-3)).apply(RunUntil()).ended.startswith("no more progress")
    assert session().apply(RunUntil(loss=1e-9, epochs=17)).ended == (
        "17 epochs are over: the loss of all rows is not below 1e-09 yet"
    )


def test_a_run_until_a_loss_that_no_weights_have_is_refused_where_that_is_known() -> None:
    knowing = session()
    knowing.survey.keep(knowing.survey.look(MINIBATCHES))
    with pytest.raises(UserError, match=r"below 1e-09: the best possible is [1-9]"):
        knowing.apply(RunUntil(loss=1e-9))


def test_many_epochs_that_diverge_say_at_which_they_ended() -> None:
    diverging = session(Settings(lr=1e9))
    diverging.apply(Step("phase"))
    shown = diverging.apply(Step("epoch", 300))

    said = f"stopped at epoch {shown.position.epoch} of 300: the loss is no longer a finite number"
    assert shown.ended.startswith(said)
    assert diverging.apply(Step("epoch")).ended == ""


def test_work_can_rest_where_all_that_there_is_can_be_read_and_goes_on() -> None:
    stepping, straight = session(), session()
    rests = 0
    for progress in stepping.work(Step("epoch", 15_000)):
        if progress.at_rest:
            rests += 1
            assert stepping.snapshot().position.moment == progress.now
        else:
            stepping.rest()

    assert rests > 1
    shown, expected = stepping.snapshot(), straight.apply(Step("epoch", 15_000))
    assert shown.weight.tobytes() == expected.weight.tobytes()
    assert shown.fast_steps + shown.loop_steps == 45_000
    assert stepping.apply(Undo()).position.moment == 0


def test_a_rest_where_a_number_was_edited_is_behind_the_edit() -> None:
    piece = next(session().work(Step("epoch", 15_000))).now
    stepping = session(memory=0)
    stepping.apply(Step("phase", piece + 5))
    edited = stepping.apply(Set(Edit(1, 2, 0.5)))
    stepping.apply(Step("batch", 2))
    stepping.apply(Back(edited.position.moment + 10))

    rests = {}
    for progress in stepping.work(Step("phase", edited.position.moment + 10)):
        if progress.at_rest:
            rests[progress.now] = stepping.snapshot().weight.tobytes()
        stepping.rest()
    assert rests[edited.position.moment] == edited.weight.tobytes()


@pytest.mark.parametrize("way", [(10_000, 5_100), (10_000, 5_100, 9_900)])
def test_a_way_back_is_told_from_where_steps_are_taken(way: tuple[int, ...]) -> None:
    jumping = session()
    for epoch in way[:-1]:
        jumping.apply(GoTo(epoch))

    before = jumping.replayed
    parts = [progress.part for progress in jumping.work(GoTo(way[-1]))]
    taken = jumping.replayed - before
    assert parts
    assert parts == sorted(parts)
    assert 0 < parts[0] <= 1024 / taken
    assert parts[-1] <= 1


def test_an_action_joined_to_the_one_before_is_undone_with_it() -> None:
    stepping = session()
    stepping.apply(Step("phase", 2))
    stepping.apply(Step("batch"))
    for _ in stepping.work(Step("batch"), joined=True):
        pass

    assert stepping.place[1] == 10
    assert stepping.apply(Undo()).position.moment == 2


def test_a_full_loss_of_before_is_shown_as_such() -> None:
    stepping = session()
    before = stepping.snapshot().full_loss
    stepping.apply(Step("epoch"))
    stale = session()
    stale.snapshot()
    for _ in stale.work(Step("epoch")):
        pass

    assert stale.snapshot(full_loss=False).full_loss == before
    assert not stale.snapshot(full_loss=False).full_loss_fresh
    assert stale.snapshot().full_loss == stepping.snapshot().full_loss


def test_a_snapshot_is_small_however_big_the_batch_and_long_the_run() -> None:
    big = session(Settings(batch_size=None), rows=1_000_000)
    big.apply(Step("batch"))
    long = session()
    long.apply(Step("epoch", 10_000))

    assert len(pickle.dumps(big.snapshot())) < 16_000
    assert len(pickle.dumps(long.snapshot())) < 16_000


def test_undo_to_a_change_at_the_start_shows_again_what_was_before_it() -> None:
    walking = session()
    then = walking.apply(Set(Change("standardize", value=True)))
    walking.apply(Step("epoch", 3))
    now = walking.apply(Undo())
    np.testing.assert_array_equal(now.weight_before, then.weight_before)
    np.testing.assert_array_equal(now.weight, then.weight)
