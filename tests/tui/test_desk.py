from gdtui.session.wire import Noted
from gdtui.tui.desk import Desk


def test_the_first_note_is_said_and_all_are_kept_for_the_end() -> None:
    desk = Desk().received(Noted(("2 rows left out: line 4, 272.",)))
    desk = desk.received(Noted(("x is constant.",)))

    assert desk.said == "2 rows left out: line 4, 272. (and 1 more: q tells all)"
    assert len(desk.notes) == 2


def test_a_single_note_stands_alone_and_none_says_nothing() -> None:
    assert Desk().received(Noted(("x is constant.",))).said == "x is constant."
    assert Desk().received(Noted(())).said == ""
