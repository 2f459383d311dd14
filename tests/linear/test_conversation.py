"""A conversation with a session that a test speaks for."""

from dataclasses import replace

import numpy as np
import pytest
from tests.tui.fake_remote import FakeRemote
from tests.tui.moments import OPENED, snapshot
from tests.tui.touring import TOUR

from gdtui.engine.phase import Phase
from gdtui.explain.explanation import Explanation
from gdtui.linear.conversation import Conversation
from gdtui.linear.keystrokes import Keystroke
from gdtui.session.actions import Back, Foretell, Load, Set, Step
from gdtui.session.journal.holder import TAKEN_OVER
from gdtui.session.line import Change, Edit
from gdtui.session.opening import Opening
from gdtui.session.outlook import Forecast, Forecasted, RawParameters
from gdtui.session.progress import Progress
from gdtui.session.questions import (
    Best,
    DataRows,
    DataWindow,
    Explain,
    Explained,
    Export,
    Loadable,
    Predict,
    ReadWeights,
    Twins,
)
from gdtui.session.quiz import Quiz
from gdtui.session.snapshot import Snapshot
from gdtui.session.spot import Parameter
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
from gdtui.tui.typed import typed
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
    assert told.talk.asked == "learning rate (now 1e-5): "
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
    rows = DataRows(0, 5, *(np.array([[73.0, 67.5, 43.0]]),) * 5)
    told.hear(Answered(1, rows))
    assert told.talk.asked is not None
    assert "like 73,67.5,43" in told.talk.asked
    told.talk.typed("75, 63,44")
    assert told.remote.asked == [DataWindow(0, 1), Predict((75.0, 63.0, 44.0))]
    told.hear(Answered(2, (56.7, 70.25)))
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
    for key in (key for key in KEYS if key.verb is not Verb.WHY):  # enter needs a cursor
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
    told.seconds = 12.0
    told.hear(half)
    assert len(told.said) == before + 1, "the longer it takes, the more seldom"
    told.seconds = 17.0
    told.hear(half)
    assert len(told.said) == before + 2


def test_escape_stops_work_and_ctrl_c_says_how_to_quit() -> None:
    told = Told()
    told.press("9e")
    told.talk.interrupt(Keystroke("escape"))
    assert told.remote.told == ["stop"]
    told.hear(Shown(0, snapshot(), progress=Progress(0, 1, 50)))
    assert told.remote.told == ["stop", "stop"], "it had not begun yet"
    told.talk.interrupt(Keystroke("ctrl+c"))
    assert "q quits" in told.said[-1]
    told.shown(snapshot())
    assert told.said[-2:] == ["stopped", "still epoch 1, start"]
    told.talk.press(Keystroke("ctrl+d", "\x04"))
    assert told.said[-1] == "q quits"


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
    assert told.said[-4:] == [
        "They part at step 1.",
        "step 1, epoch 1: update 1 ulp",
        "first at step 1, update:",
        (
            "w: 1 of 6 differ, by 1 ulp at most and by 1.0e-08 of the largest; the widest gap: "
            "w[apples,temp] = 1.05 by hand, 1.06 by PyTorch"
        ),
    ]
    told.hear(Answered(2, Twinned((), True, 1e-5, 1, 9, ("The same bits.",))))
    assert told.remote.asked == [Twins(3), Twins(3, exact=True)]
    told.talk.typed("y")
    assert told.remote.done == [Set(Change("variant", "exact update"))]


def test_a_forecast_is_asked_for_by_its_epoch() -> None:
    told = Told()
    told.press("500F")
    told.hear(Answered(1, None))
    assert told.remote.asked == [Best(), Forecast(500, 2)]
    ends = Forecasted(np.array([0.0, 500.0]), np.array([14603.2, 98.6]), 1, 1e-5)
    told.hear(Answered(2, ends))
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


def test_a_tour_is_told_card_by_card_behind_the_keys_of_its_chapter() -> None:
    told = Told(Wish(tour=TOUR, keys=typed("s<")))
    assert told.remote.done == [Step("phase")]
    told.shown(snapshot(Phase.PREDICT))
    assert told.remote.done == [Step("phase"), Set(Change("lr", 5e-6))]
    told.shown(snapshot(Phase.PREDICT))
    where, heading, keys, note = told.said[-4:]
    assert where.startswith("epoch 1, predict: ")
    assert heading == "chapter 1 of 2, 1/3: One"
    assert ". and N" in keys
    assert note == "It is 13.80."
    told.press(".")
    told.press(".")
    told.press(".")
    told.press(",")
    assert told.said[-4:] == [
        "question: Why?",
        "answer: So.",
        "that was this chapter: N opens the next one",
        "question: Why?",
    ]
    told.press("9N")
    assert told.said[-1] == "there is no such chapter; there are 2"


def test_the_next_chapter_takes_the_place_of_this_one_when_it_has_something_to_show() -> None:
    told = Told(Wish(tour=TOUR))
    told.press("N")
    assert told.remote.begun == [Opening("crops15")]
    old, new = told.talk.remotes
    told.talk.heard(new, Ready(OPENED))
    assert told.talk.remote is old
    assert "close" not in told.remote.told
    told.talk.heard(new, Shown(0, snapshot(Phase.LOSS)))
    assert told.talk.remote is new
    assert told.remote.told == ["close"]
    assert "chapter 2 of 2, 1/3: Two" in told.said


def test_a_chapter_that_cannot_be_opened_leaves_this_one_as_it_is() -> None:
    told = Told(Wish(tour=TOUR))
    told.press("N")
    old, new = told.talk.remotes
    told.talk.heard(new, Fatal("no such file"))
    assert told.said[-1] == "course.txt, line 1: no such file"
    assert told.talk.remotes == (old,)
    assert told.talk.idle
    told.press("N")
    told.talk.interrupt(Keystroke("escape"))
    assert told.said[-1] == "it is not opened"


def test_a_chapter_is_silent_while_other_data_are_open() -> None:
    told = Told(Wish(tour=TOUR))
    told.press("o")
    told.talk.typed("crops15")
    (other,) = told.remote.following
    told.talk.heard(other, Ready(OPENED))  # type: ignore[arg-type]  # shaped like one
    told.talk.heard(other, Shown(0, snapshot()))  # type: ignore[arg-type]  # the same
    away = "the chapter is about other data; 1N opens it again"
    assert told.said[-1] == away
    told.press(".")
    assert told.said[-1] == away
    told.press("1N")
    assert other.begun == [TOUR.chapters[0].opening]


def test_without_a_tour_its_keys_say_so() -> None:
    told = Told()
    told.press(".")
    assert "gdtui tour begins" in told.said[-1]


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


def answered(told: Told, line: str, *lines: str) -> None:
    """Answer the question why."""
    spot = told.remote.asked[-1]
    assert isinstance(spot, Explain)
    why = Explanation("", line, lines)
    told.hear(Answered(told.talk._awaited or 0, Explained(spot.spot, 0, 0, why)))


def test_a_cursor_says_why_each_number_is_what_it_is() -> None:
    told = Told()
    told.press("i")
    answered(told, "w[apples,temp] = 1.0522: as it began")
    assert told.said[-1] == "w[apples,temp] = 1.0522: as it began"
    for name in ("down", "right", "right", "right", "right"):
        told.talk.press(Keystroke(name))
        answered(told, name)
    spots = [why.spot for why in told.remote.asked if isinstance(why, Explain)]
    assert spots[0] == Parameter(0, 0)
    assert spots[-2:] == [Parameter(1, None), Parameter(1, None)]
    told.talk.press(Keystroke("enter", "\n"))
    answered(told, "", "a line", "and another")
    assert told.said[-2:] == ["a line", "and another"]
    told.press("y")
    assert told.said[-1].startswith("b[oranges] = -1.7922")
    told.press("w")
    told.talk.typed("0.5")
    assert told.remote.done == [Set(Edit(1, None, 0.5))]
    told.shown(snapshot())
    told.talk.press(Keystroke("escape"))
    told.talk.press(Keystroke("left"))
    assert told.remote.done[-1] == Back()


def test_tab_takes_the_cursor_to_numbers_that_there_are() -> None:
    told = Told()
    told.hear(Shown(0, snapshot(Phase.PREDICT)))
    told.talk.press(Keystroke("tab", "\t"))
    assert "i puts a cursor" in told.said[-1]
    told.press("i")
    answered(told, "one")
    groups = []
    for _ in range(4):
        told.talk.press(Keystroke("tab", "\t"))
        groups.append(told.said[-1])
        answered(told, "one")
    assert groups == ["gradients:", "batch:", "losses and rate:", "parameters:"]
    told.press("y")
    assert told.said[-1] == "w[apples,temp] = 1.0522"
    told.talk.press(Keystroke("tab", "\t"))
    answered(told, "none yet")
    told.press("y")
    assert told.said[-1] == "grad of w[apples,temp] = None"
    told.press("w")
    assert "only weights and biases" in told.said[-1]


def test_a_quiz_asks_before_a_step_and_says_whether_that_was_right() -> None:
    told = Told()
    told.press("Q")
    assert "the quiz is on" in told.said[-1]
    told.press("i")
    answered(told, "one")
    told.press("s")
    assert told.talk.asked is not None
    assert told.talk.asked.startswith("w[apples,temp] = 1.0522; after this phase")
    told.talk.typed("same")
    assert told.remote.done == [Foretell(Parameter(0, 0), "=", Step("phase"))]
    told.shown(replace(snapshot(Phase.PREDICT), quiz=Quiz(1, 1, "right: it stayed (1 of 1)")), 9)
    assert told.said[-2] == "right: it stayed (1 of 1)"
    assert told.said[-1].startswith("epoch 1, predict: ")
    told.press("s")
    told.talk.typed("")
    assert told.remote.done[-1] == Step("phase")
    told.shown(snapshot(Phase.LOSS), 9)
    told.press("Q")
    told.press("s")
    assert told.talk.asked is None
