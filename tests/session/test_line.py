from gdtui.engine.settings import Mode, Settings
from gdtui.session.line import Change, Edit, Line, Origin

FIVE = Line(5, Origin(0, Mode.SGD, Settings(mode=Mode.SGD, batch_size=2, shuffle=True, lr=0.1)))


def test_five_rows_by_two_make_three_batches_an_epoch() -> None:
    assert FIVE.stretch(0).place(0) == (0, 0)
    assert FIVE.stretch(4).place(4) == (1, 1)
    assert FIVE.step_of_epoch(3) == 9


def test_a_rate_changed_inside_a_step_holds_from_the_next_one() -> None:
    line = FIVE.changed(7, Change("lr", 0.5))

    assert [line.stretch(step).settings.lr for step in range(4)] == [0.1, 0.1, 0.5, 0.5]
    assert line.chosen(6).lr == 0.1
    assert line.chosen(7).lr == 0.5


def test_a_rate_changed_between_two_steps_holds_at_once() -> None:
    line = FIVE.changed(10, Change("lr", 0.5))

    assert [line.stretch(step).settings.lr for step in (1, 2)] == [0.1, 0.5]
    assert line.changes_at(2) == (Change("lr", 0.5),)


def test_a_batch_size_holds_from_the_next_epoch() -> None:
    line = FIVE.changed(5, Change("batch_size", 5))

    assert [line.stretch(step).settings.batch_size for step in range(4)] == [2, 2, 2, 5]
    assert [line.step_of_epoch(epoch) for epoch in range(4)] == [0, 3, 4, 5]


def test_a_rate_changed_while_a_batch_size_waits_holds_on_both_sides() -> None:
    line = FIVE.changed(5, Change("batch_size", 5)).changed(8, Change("lr", 0.5))

    seen = [line.stretch(step).settings for step in range(4)]
    assert [s.lr for s in seen] == [0.1, 0.1, 0.5, 0.5]
    assert [s.batch_size for s in seen] == [2, 2, 2, 5]


def test_two_changes_at_one_boundary_are_made_in_their_order() -> None:
    line = FIVE.changed(15, Change("batch_size", 5)).changed(15, Edit(0, None, 1.0))

    assert line.changes_at(3) == (Change("batch_size", 5), Edit(0, None, 1.0))


def test_a_change_lets_go_of_what_came_later() -> None:
    line = FIVE.changed(20, Change("lr", 0.5)).changed(10, Change("lr", 0.7))

    assert line.changes == ((10, Change("lr", 0.7)),)


def test_two_lines_share_their_way_up_to_the_first_change_that_differs() -> None:
    one, other = FIVE.changed(10, Change("lr", 0.5)), FIVE.changed(25, Change("lr", 0.5))

    assert one.shared(one) is None
    assert one.shared(FIVE) == 10
    assert one.shared(other) == 10
    assert one.shared(Line(5, Origin(1, Mode.SGD, Settings()))) == -1
