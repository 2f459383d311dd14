"""Where the panes are."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdtui.tui.layout import HEIGHT, WIDTH, Box, Name, Shape, View, arrange, neighbour

CROPS = Shape(inputs=3, targets=2, code=9)
SHAPES = st.builds(Shape, st.integers(1, 200), st.integers(1, 30), st.integers(1, 20))


def overlap(one: Box, other: Box) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    above = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not beside and not above


@given(
    st.integers(1, 300),
    st.integers(1, 120),
    SHAPES,
    st.sampled_from(View),
    st.none() | st.sampled_from([Name.BATCH, Name.CHART]),
)
def test_panes_cover_the_screen_once(
    width: int, height: int, shape: Shape, view: View, alone: Name | None
) -> None:
    boxes = arrange(width, height, shape, view, alone)
    assert sum(box.width * box.height for box in boxes.values()) == width * height
    assert not any(overlap(*two) for two in combinations(boxes.values(), 2))


@given(st.integers(WIDTH, 300), st.integers(HEIGHT, 120), SHAPES)
def test_every_pane_has_room_for_a_line_in_its_box(width: int, height: int, shape: Shape) -> None:
    boxes = arrange(width, height, shape)
    edges = {Name.STATUS, Name.STRIP, Name.FOOTER}
    assert [name for name, box in boxes.items() if name not in edges and box.height < 3] == []


@pytest.mark.parametrize("height", [23, 24])
def test_80_columns_show_the_five_panes(height: int) -> None:
    panes = {Name.PARAMETERS, Name.GRADIENTS, Name.BATCH, Name.CHART, Name.CODE}
    assert panes < arrange(80, height, CROPS).keys()


def test_60_columns_leave_out_chart_and_code() -> None:
    boxes = arrange(60, 20, CROPS)
    assert {Name.CHART, Name.CODE}.isdisjoint(boxes)
    assert {Name.PARAMETERS, Name.GRADIENTS, Name.BATCH} < boxes.keys()


@pytest.mark.parametrize(("width", "height"), [(59, 50), (200, 19), (1, 1)])
def test_smaller_screens_only_say_so(width: int, height: int) -> None:
    assert arrange(width, height, CROPS).keys() == {Name.SMALL}


def test_inputs_that_do_not_fit_beside_each_other_stand_below_each_other() -> None:
    boxes = arrange(80, 24, Shape(inputs=10, targets=1, code=9))
    assert Name.INPUTS in boxes
    assert Name.PARAMETERS not in boxes


def test_large_screens_show_the_data_too() -> None:
    assert Name.DATA in arrange(120, 40, CROPS)


@pytest.mark.parametrize(
    ("pane", "line", "column", "there"),
    [
        (Name.PARAMETERS, 1, 0, Name.GRADIENTS),
        (Name.PARAMETERS, -1, 0, Name.STATUS),
        (Name.PARAMETERS, 0, 1, Name.CHART),
        (Name.PARAMETERS, 0, -1, None),
        (Name.STATUS, 1, 0, Name.PARAMETERS),
        (Name.BATCH, -1, 0, Name.GRADIENTS),
        (Name.BATCH, 0, 1, Name.CODE),
        (Name.CODE, -1, 0, Name.CHART),
    ],
)
def test_every_pane_knows_what_lies_beside_it(
    pane: Name, line: int, column: int, there: Name | None
) -> None:
    boxes = dict(arrange(80, 24, CROPS))
    del boxes[Name.STRIP], boxes[Name.FOOTER]
    assert neighbour(boxes, pane, line, column) is there
