from hypothesis import given, settings
from hypothesis import strategies as st

from gdtui.draw.window import Window, window

COUNTS = st.integers(0, 50)


def test_a_window_says_which_it_shows() -> None:
    assert Window(10, 10, 100).which() == "11-20 of 100"
    assert Window(4, 1, 9).which() == "5 of 9"
    assert Window(0, 5, 5).which() == ""


def test_a_window_says_how_many_it_shows() -> None:
    assert Window(0, 2, 3).how_many("targets") == "2 of 3 targets"
    assert Window(0, 3, 3).how_many("targets") == ""


@settings(deadline=None)
@given(st.integers(-5, 60), COUNTS, COUNTS)
def test_a_window_is_as_full_as_it_can_be(first: int, room: int, total: int) -> None:
    shown = window(first, room, total)
    assert shown.count == min(room, total)
    assert 0 <= shown.first <= shown.end <= total


@settings(deadline=None)
@given(st.integers(-5, 60), st.integers(1, 50), st.data())
def test_a_window_shows_the_cursor(first: int, total: int, data: st.DataObject) -> None:
    room = data.draw(st.integers(1, 20))
    cursor = data.draw(st.integers(0, total - 1))
    assert cursor in window(first, room, total, cursor).places


def test_a_window_moves_no_further_than_the_cursor_asks() -> None:
    assert window(10, 5, 100, 12).first == 10
    assert window(10, 5, 100, 15).first == 11
    assert window(10, 5, 100, 7).first == 7
