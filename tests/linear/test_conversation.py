"""A conversation with a session that a test speaks for."""

from dataclasses import replace

import numpy as np
import pytest
from tests.tui.fake_remote import FakeRemote
from tests.tui.moments import OPENED, snapshot

from gdtui.engine.phase import Phase
from gdtui.linear.conversation import Conversation
from gdtui.linear.keystrokes import Keystroke
from gdtui.session.actions import Load, Set, Step
from gdtui.session.journal.holder import TAKEN_OVER
from gdtui.session.line import Change
from gdtui.session.outlook import Forecast, Forecasted, RawParameters
from gdtui.session.progress import Progress
from gdtui.session.questions import Export, Loadable, Predict, ReadWeights, Twins
from gdtui.session.snapshot import Snapshot
from gdtui.session.twinned import Difference, Twinned, TwinPhase
from gdtui.session.wire import (
    Answered,
    Died,
    Fatal,
    Noted,
    Ready,
    Refused,
    Shown,
    Up,
)
from gdtui.tui.keys import KEYS, Verb
from gdtui.tui.wish import Wish


class Told:
    """A conversation on crops, what it said, and its clock."""

    def __init__(self, wish: Wish = Wish(), *, keys_come: bool = True) -> None:  # noqa: B008
        self.said: list[str] = []
        self.seconds = 0.0
        self.remote = FakeRemote()
        self.talk = Conversation(
            self.remote,  # type: ignore[arg-type]  # shaped like one
            self.said.append,
            lambda: self.seconds,
            wish,
            keys_come=keys_come,
        )
        self.hear(Ready(OPENED), Shown(0, snapshot()))

    def hear(self, *messages: Up) -> None:
        for message in messages:
            self.talk.heard(self.talk.remote, message)

    def press(self, keys: str) -> None:
        for key in keys:
            self.talk.press(Keystroke(key, key))

    def shown(self, shot: Snapshot, number: int | None = None) -> None:
        self.hear(Shown(len(self.remote.done) if number is None else number, shot))


def test_it_begins_with_the_data_the_settings_and_what_to_press() -> None:
    data, settings, first = Told().said
    assert data == "crops: 5 rows; inputs: temp, rainfall, humidity; targets: apples, oranges"
    assert settings.startswith("manual mode, lr 1e-5")
    assert "s predicts" in first


def test_a_key_waits_for_what_came_of_the_one_before() -> None:
    told = Told()
    told.press("s")
    assert told.remote.done == [Step("phase")]
    assert not told.talk.idle
    told.shown(snapshot(), 0)
    assert not told.talk.idle
    told.shown(snapshot(Phase.PREDICT))
    assert told.talk.idle
    assert told.said[-1].startswith("epoch 1, predict: pred[row 1,apples] = ")
    assert "13.80" in told.said[-1]


def test_a_count_goes_with_its_key() -> None:
    told = Told()
    told.press("100e")
    assert told.remote.done == [Step("epoch", 100)]


def test_epochs_of_the_command_line_come_first() -> None:
    assert Told(Wish(epochs=7)).remote.done == [Step("epoch", 7)]


def test_a_line_that_is_asked_for_is_read_like_the_screens() -> None:
    told = Told()
    told.press("l")
    assert told.talk.asked == "learning rate (now 1e-05): "
    told.talk.typed("0.5")
    assert told.remote.done == [Set(Change("lr", 0.5))]
    told.press("l")
    told.shown(snapshot())


@pytest.mark.parametrize(
    ("typed", "said"), [("", "nothing is changed"), ("fast", '"fast" is no number')]
)
def test_a_line_that_is_empty_or_wrong_changes_nothing(typed: str, said: str) -> None:
    told = Told()
    told.press("l")
    told.talk.typed(typed)
    assert told.said[-1].startswith(said)
    assert told.remote.done == []
    assert told.talk.idle


def test_what_is_refused_is_said_and_the_next_key_can_come() -> None:
    told = Told()
    told.press("u")
    told.hear(Refused(1, "there is nothing to undo"))
    told.shown(snapshot())
    assert told.said[-1] == "there is nothing to undo"
    assert told.talk.idle


def test_a_prediction_is_asked_of_the_session() -> None:
    told = Told()
    told.press("p")
    assert told.talk.asked is not None
    told.talk.typed("75, 63,44")
    assert told.remote.asked == [Predict((75.0, 63.0, 44.0))]
    told.hear(Answered(1, (56.7, 70.25)))
    assert told.said[-1] == "apples 56.70, oranges 70.25"


def test_a_file_is_replaced_only_after_yes(tmp_path: object) -> None:
    path = f"{tmp_path}/w.pt"
    with open(path, "w", encoding="ascii") as file:  # noqa: PTH123  # a plain path
        file.write("old")
    told = Told()
    told.press("x")
    told.talk.typed(path)
    assert told.talk.asked is not None
    assert "Replace it" in told.talk.asked
    told.talk.typed("n")
    assert told.said[-1] == "nothing is written"
    told.press("x")
    told.talk.typed(path)
    told.talk.typed("y")
    assert told.remote.asked == [Export(path, force=True)]


def test_every_key_of_the_table_is_answered() -> None:
    for key in KEYS:
        if key.verb is Verb.WHY:
            continue  # enter, which does nothing here
        told = Told()
        before = len(told.said)
        told.talk.press(Keystroke(key.keys[0], key.keys[0] if len(key.keys[0]) == 1 else None))
        answered = told.said[before:] or told.remote.done or told.remote.asked or told.remote.told
        assert answered or told.talk.asked or told.talk.over, key.verb


def test_what_is_no_key_says_so_and_enter_does_nothing() -> None:
    told = Told()
    told.press("\x07")
    assert told.said[-1] == '"\\x07" is no key; ? says which there are'
    before = list(told.said)
    told.talk.press(Keystroke("enter", "\n"))
    assert told.said == before


def test_a_run_is_told_once_a_second_and_needs_somebody_to_pause_it() -> None:
    told = Told()
    told.press("r")
    assert told.remote.told == ["run"]
    told.hear(Shown(0, snapshot(Phase.PREDICT), speed=0))
    told.seconds = 1.0
    told.hear(Shown(0, snapshot(Phase.LOSS), speed=0), Shown(0, snapshot(Phase.BACKWARD), speed=0))
    assert told.said[-2] == "running, 1 phase/s; r pauses"
    assert told.said[-1].startswith("epoch 1, loss: ")
    told.hear(Shown(0, snapshot(Phase.BACKWARD)))
    assert told.said[-1].startswith("paused; epoch 1, backward")
    piped = Told(keys_come=False)
    piped.press("r")
    assert piped.remote.told == []
    assert "100e" in piped.said[-1]


def test_long_work_says_how_far_it_is_every_five_seconds() -> None:
    told = Told()
    told.press("9e")
    half = Shown(0, snapshot(Phase.ZERO_GRAD), progress=Progress(0, 25, 50))
    told.hear(half)
    before = len(told.said)
    told.seconds = 6.0
    told.hear(half, half)
    assert len(told.said) == before + 1
    assert told.said[-1].startswith("50 %, epoch 1 done")


def test_escape_stops_work_and_ctrl_c_says_how_to_quit() -> None:
    told = Told()
    told.press("9e")
    told.talk.interrupt(Keystroke("escape"))
    assert told.remote.told == ["stop"]
    told.hear(Shown(0, snapshot(), progress=Progress(0, 1, 50)))
    assert told.remote.told == ["stop", "stop"], "it had not begun yet"
    told.talk.interrupt(Keystroke("ctrl+c"))
    assert "q quits" in told.said[-1]


def test_an_engine_that_died_is_started_again() -> None:
    told = Told()
    told.press("s")
    told.hear(Died(-9, None, 0, ()))
    assert told.remote.told == ["restart"]
    assert "ended by SIGKILL" in told.said[-1]
    told.hear(Ready(OPENED), Shown(0, snapshot()))
    assert told.talk.idle


def test_a_session_that_another_window_has_taken_is_left_to_it() -> None:
    told = Told()
    told.hear(Died(-TAKEN_OVER, None, 0, ()))
    assert told.said[-1] == "this session goes on in another window"
    assert told.talk.over
    assert "restart" not in told.remote.told


def test_weights_are_loaded_from_a_file() -> None:
    told = Told()
    told.press("W")
    told.talk.typed("w.pt")
    assert told.remote.asked == [ReadWeights("w.pt")]
    load = Load(((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)), (7.0, 8.0))
    told.hear(Answered(1, Loadable(load, ("converted from float64",))))
    assert told.said[-1] == "converted from float64"
    assert told.remote.done == [load]


def test_the_twins_are_told_with_and_without_the_exact_update() -> None:
    told = Told()
    told.press("3c")
    gap = Difference("w", 6, 1, 1, 1e-8, "1 ulp", "w[apples,temp]", 1.05, 1.06)
    parted = TwinPhase(1, 1, 1, Phase.UPDATE, (gap,), ("zeros", "None"))
    told.hear(Answered(1, Twinned((parted,), False, 1e-5, 1, 9, ("They part at step 1.",))))
    assert told.said[-2:] == [
        "They part at step 1.",
        "w, the widest gap: w[apples,temp] = 1.05 by hand, 1.06 by PyTorch",
    ]
    told.hear(Answered(2, Twinned((), True, 1e-5, 1, 9, ("The same bits.",))))
    assert told.remote.asked == [Twins(3), Twins(3, exact=True)]
    told.talk.typed("y")
    assert told.remote.done == [Set(Change("variant", "exact update"))]


def test_a_forecast_is_asked_for_by_its_epoch() -> None:
    told = Told()
    told.press("500F")
    assert told.remote.asked == [Forecast(500, 2)]
    ends = Forecasted(np.array([0.0, 500.0]), np.array([14603.2, 98.6]), 1, 1e-5)
    told.hear(Answered(1, ends))
    assert "reaches loss 98.6000 at epoch 500" in told.said[-1]
    told.press("F")
    assert told.talk.asked == "forecast the loss at epoch: "


def test_weights_of_standardised_inputs_are_told_as_raw_ones() -> None:
    told = Told()
    told.press("Z")
    assert "are raw" in told.said[-1]
    shot = snapshot()
    told.shown(replace(shot, settings=replace(shot.settings, standardize=True)))
    told.press("Z")
    told.hear(Answered(1, RawParameters(np.full((2, 3), 7.0), np.zeros(2))))
    assert told.said[-1].startswith("weights of oranges: temp 7.0000, rainfall 7.0000")


def test_what_cannot_be_opened_ends_it() -> None:
    told = Told()
    told.hear(Noted(("two rows are equal",)), Fatal("no such file"))
    assert told.said[-1] == "note: two rows are equal"
    assert told.talk.over
    assert str(told.talk.failed) == "no such file"


def test_a_mistake_is_chosen_by_its_number() -> None:
    told = Told()
    told.press("k")
    assert any(said.startswith("1: flip the sign") for said in told.said)
    told.talk.typed("1")
    assert told.remote.done == [Set(Change("variant", "sign flipped"))]


def test_a_command_is_found_by_a_part_of_its_name() -> None:
    told = Told()
    told.press(":")
    told.talk.typed("half")
    assert told.remote.done == [Set(Change("lr", 5e-6))]
    told.shown(replace(snapshot(), chosen=replace(snapshot().chosen, lr=5e-6)))
    told.press(":")
    told.talk.typed("epoch")
    assert any(said.startswith(f"{Verb.GO_TO}, g: ") for said in told.said)
