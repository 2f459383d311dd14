from tests.tui.moments import snapshot

from gdtui.session.wire import Noted, Shown
from gdtui.tui.desk import Desk


def test_the_first_note_is_said_and_all_are_kept_for_the_end() -> None:
    desk = Desk().received(Noted(("2 rows left out: line 4, 272.",)))
    desk = desk.received(Noted(("x is constant.",)))

    assert desk.said == "2 rows left out: line 4, 272. (and 1 more: q tells all)"
    assert len(desk.notes) == 2


def test_a_single_note_stands_alone_and_none_says_nothing() -> None:
    assert Desk().received(Noted(("x is constant.",))).said == "x is constant."
    assert Desk().received(Noted(())).said == ""


def test_another_pace_is_said_while_nothing_runs() -> None:
    slow, fast = Shown(0, snapshot(), pace=0), Shown(0, snapshot(), pace=1)
    assert Desk().received(slow).said == ""
    assert Desk().received(fast).said == "r will run: 2 phases/s"
    assert Desk().received(fast).received(fast).work == ""
    running = Desk().received(Shown(0, snapshot(), speed=1, pace=1))
    assert (running.said, running.work) == ("", "running, 2 phases/s")
