from dataclasses import replace

from tests.tui.moments import OPENED, snapshot

from gdtui.session.actions import Step
from gdtui.session.progress import Progress
from gdtui.session.wire import Died, Noted, Ready, Saving, Shown, Working
from gdtui.tui.desk import Desk


def test_the_first_note_is_said_and_all_are_kept_for_the_end() -> None:
    desk = Desk().received(Noted(("2 rows left out: line 4, 272.",)))
    desk = desk.received(Noted(("x is constant.",)))

    assert desk.said == "2 rows left out: line 4, 272. (and 1 more: q tells all)"
    assert len(desk.notes) == 2


def test_a_single_note_stands_alone_and_none_says_nothing() -> None:
    assert Desk().received(Noted(("x is constant.",))).said == "x is constant."
    assert Desk().received(Noted(())).said == ""


def test_an_engine_that_died_says_what_is_not_repeated_until_a_key() -> None:
    desk = Desk().received(Noted(("x is constant.",))).received(Shown(0, snapshot()))
    desk = desk.received(Died(-9, Step("epoch", 300), 2, ()))
    assert desk.said == (
        "the engine's process was ended by SIGKILL; it starts again where it stood; "
        "not repeated: 300 epochs; dropped: 2 waiting keys"
    )
    assert desk.work == "restarting the engine..."
    desk = desk.received(Ready(OPENED)).received(Working(0, Progress(0, 1, 4)))
    assert desk.work == "restarting the engine... 25 %"
    told = desk.received(Noted(("x is constant.", "resumed: 5 actions")))
    assert told.said == desk.said
    assert told.notes == ("x is constant.", "resumed: 5 actions")
    assert told.received(Shown(0, snapshot())).work == ""
    assert replace(told, said="").received(Noted(("it is full",))).said == "it is full"


def test_an_engine_that_died_at_rest_has_lost_nothing() -> None:
    said = Desk().received(Died(1, None, 0, ())).said
    assert said == "the engine's process ended with status 1; it starts again where it stood"


def test_another_pace_is_said_while_nothing_runs() -> None:
    slow, fast = Shown(0, snapshot(), pace=0), Shown(0, snapshot(), pace=1)
    assert Desk().received(slow).said == ""
    assert Desk().received(fast).said == "r will run: 2 phases/s"
    assert Desk().received(fast).received(fast).work == ""
    running = Desk().received(Shown(0, snapshot(), speed=1, pace=1))
    assert (running.said, running.work) == ("", "running, 2 phases/s")


def test_what_is_urgent_is_said_before_what_was_noted_already() -> None:
    desk = Desk().received(Noted(("x is constant.",)))
    desk = desk.received(Noted(("crops-1 was interrupted",), urgent=True))
    assert desk.said == "crops-1 was interrupted (and 1 more: q tells all)"


def test_that_nothing_is_saved_is_said_at_once_and_stands_until_it_is_again() -> None:
    desk = Desk().received(Noted(("x is constant.",)))
    lost = desk.received(Saving(("this session is not being saved: disk full",), saved=False))
    assert lost.said == "this session is not being saved: disk full"
    assert not replace(lost, said="").saved
    found = lost.received(Saving(("this session is saved again",)))
    assert (found.said, found.saved) == ("this session is saved again", True)
    assert found.notes == lost.notes
