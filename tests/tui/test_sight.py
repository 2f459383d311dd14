"""What the person looks at."""

from gdtui.tui.layout import Name, View
from gdtui.tui.sight import Sight


def test_views_go_round_both_ways() -> None:
    assert [Sight().turned(by).view for by in range(len(View) + 1)] == [*View, View.STEPS]
    assert Sight().turned(-1).view is View.DATA


def test_the_data_come_and_go() -> None:
    assert Sight().data().view is View.DATA
    assert Sight().data().data() == Sight()


def test_the_pane_in_use_fills_the_screen_and_shrinks_again() -> None:
    assert Sight(pane=Name.CHART).maximised().alone is Name.CHART
    assert Sight().maximised().maximised() == Sight()


def test_another_view_shows_all_its_panes() -> None:
    assert Sight().maximised().turned(1).alone is None


def test_only_panes_in_sight_are_used() -> None:
    seen = {Name.CHART, Name.CODE, Name.STRIP}
    one = Sight().among(seen)
    assert one.pane is Name.CHART
    assert one.next_pane(seen).pane is Name.CODE
    assert one.next_pane(seen).next_pane(seen).pane is Name.CHART
    assert one.next_pane({Name.SMALL}) == one


def test_the_cursor_stays_on_the_numbers() -> None:
    sight = Sight().pointing()
    assert sight.cursor == (0, 0)
    assert sight.moved(-1, -1, (2, 3)).cursor == (0, 0)
    assert sight.moved(9, 9, (2, 3)).cursor == (1, 2)
    assert sight.moved(1, 1, (0, 0)).cursor == (0, 0)
    assert sight.pointing().cursor is None
    assert Sight().moved(1, 1, (2, 3)).cursor is None


def test_all_about_a_number_needs_a_cursor_and_ends_with_another_sight() -> None:
    assert not Sight().explaining().full
    full = Sight(cursor=(1, 2)).explaining()
    assert full.full
    assert full.explaining() == Sight(cursor=(1, 2))
    assert not any(
        other.full for other in (full.turned(1), full.data(), full.maximised(), full.pointing())
    )


def test_a_pane_is_entered_at_the_side_from_which_one_comes() -> None:
    sight = Sight(cursor=(4, 5))
    for line, column, place in ((1, 0, (0, 2)), (-1, 0, (1, 2)), (0, 1, (1, 0)), (0, -1, (1, 2))):
        assert sight.entered(Name.GRADIENTS, line, column, (2, 3)) == Sight(
            pane=Name.GRADIENTS, cursor=place
        )
    assert Sight().entered(Name.GRADIENTS, 1, 0, (2, 3)) == Sight()


def test_another_pane_begins_at_its_first_number() -> None:
    seen = {Name.BATCH, Name.PARAMETERS}
    assert Sight(cursor=(3, 1)).next_pane(seen).cursor == (0, 0)
