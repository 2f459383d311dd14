import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdtui.draw.matrix import (
    Values,
    inputs_table,
    inputs_window,
    matrix,
    matrix_window,
    targets_window,
)
from gdtui.draw.text import ASCII, Line, Style, cells, plain

INPUTS, TARGETS = ("temp", "rainfall", "humidity"), ("apples", "oranges")
WEIGHT = np.array([[1.0522, -1.1931, 0.3418], [0.5824, 0.0763, -1.6385]], np.float32)
BIAS = np.array([2.2341, -1.7922], np.float32)
GRAD = np.array([[-5337.06, -8018.81, -4427.62], [-10357.02, -12324.31, -7570.63]])
BIAS_GRAD = np.array([-68.71, -127.24])


def text(lines: tuple[Line, ...]) -> list[str]:
    return [plain(line) for line in lines]


def model(inputs: int, targets: int, value: float = 0.0) -> Values:
    return Values(np.full((targets, inputs), value), np.full(targets, value))


def names(count: int, of: str) -> tuple[str, ...]:
    return tuple(f"{of}_{place}" for place in range(count))


def test_the_parameters_of_the_tutorial() -> None:
    assert text(matrix(Values(WEIGHT, BIAS), INPUTS, TARGETS, 44, 4)) == [
        "            temp rainfall humidity     bias ",
        "apples    1.0522  -1.1931   0.3418   2.2341 ",
        "oranges   0.5824   0.0763  -1.6385  -1.7922 ",
        "                                            ",
    ]


def test_the_gradients_of_the_tutorial() -> None:
    values = Values(GRAD, BIAS_GRAD)
    assert text(matrix(values, INPUTS, TARGETS, 44, 3, decimals=None)) == [
        "            temp rainfall humidity     bias ",
        "apples   -5337.1  -8018.8  -4427.6    -68.7 ",
        "oranges -10357.0 -12324.3  -7570.6   -127.2 ",
    ]


def test_no_gradient_and_zero_gradients_differ() -> None:
    assert text(matrix(Values(None, None), INPUTS, TARGETS, 44, 2))[1] == (
        "apples      None     None     None     None "
    )
    assert text(matrix(model(3, 2), INPUTS, TARGETS, 44, 2))[1] == (
        "apples         0        0        0        0 "
    )


def test_a_change_is_marked_with_its_direction() -> None:
    values = Values(WEIGHT, BIAS, np.sign(WEIGHT), np.array([0, 1], np.int8))
    shown = matrix(values, INPUTS, TARGETS, 44, 3)
    assert text(shown)[1:] == [
        "apples   ↑1.0522 ↓-1.1931  ↑0.3418   2.2341 ",
        "oranges  ↑0.5824  ↑0.0763 ↓-1.6385 ↑-1.7922 ",
    ]
    assert Style.CHANGED in {span.style for span in shown[1]}
    typed = matrix(values, INPUTS, TARGETS, 44, 3, glyphs=ASCII)
    assert text(typed)[1] == "apples   ^1.0522 v-1.1931  ^0.3418   2.2341 "


def test_a_change_without_direction_is_marked_too() -> None:
    values = Values(WEIGHT, BIAS, np.array([[True, False, False]] * 2))
    assert text(matrix(values, INPUTS, TARGETS, 44, 2))[1] == (
        "apples   •1.0522  -1.1931   0.3418   2.2341 "
    )


def test_the_cursor_is_on_one_number() -> None:
    shown = matrix(Values(WEIGHT, BIAS), INPUTS, TARGETS, 44, 3, cursor=(1, 3))
    assert [s.text for line in shown for s in line if s.style is Style.CURSOR] == ["-1.7922"]


def test_a_single_input_reads_well() -> None:
    values = Values(np.array([[0.4]]), np.array([-1.5]))
    assert text(matrix(values, ("flipper_length_mm",), ("body_mass_g",), 44, 2)) == [
        "            flipper_…gth_mm            bias ",
        "body_mass_g          0.4000         -1.5000 ",
    ]


def test_three_targets_read_well() -> None:
    values = model(3, 3, -12.5)
    assert text(
        matrix(values, ("Chins", "Situps", "Jumps"), ("Weight", "Waist", "Pulse"), 44, 4)
    ) == [
        "          Chins   Situps    Jumps     bias  ",
        "Weight -12.5000 -12.5000 -12.5000 -12.5000  ",
        "Waist  -12.5000 -12.5000 -12.5000 -12.5000  ",
        "Pulse  -12.5000 -12.5000 -12.5000 -12.5000  ",
    ]


def test_ten_inputs_have_a_line_each() -> None:
    weights, grads = model(10, 1, 0.25), Values(np.arange(10.0)[None] * 1000, np.array([math.nan]))
    shown = text(inputs_table(weights, grads, names(10, "s"), ("progression",), 44, 12))
    assert shown[0] == "        weight      grad                    "
    assert shown[2] == "s_1     0.2500   1000.00                    "
    assert shown[11] == "bias    0.2500       nan                    "


def test_the_cursor_of_a_table_is_on_a_weight_or_on_its_gradient() -> None:
    weights, grads = model(3, 2, 0.25), model(3, 2, 7.0)
    for column, number in ((2, "0.2500"), (3, "7.0000")):
        shown = inputs_table(
            weights, grads, names(3, "s"), names(2, "t"), 60, 5, cursor=(column, 1)
        )
        under = [s.text.strip() for line in shown for s in line if s.style is Style.CURSOR]
        assert [float(text) for text in under] == [float(number)]


def test_a_hundred_inputs_scroll() -> None:
    weights, grads = model(100, 3, 0.25), Values(None, None)
    shown = text(
        inputs_table(
            weights, grads, names(100, "input_number"), names(3, "t"), 44, 4, first_input=98
        )
    )
    assert shown == [
        "                t_0    grad     t_1    grad ",
        "input_…r_98  0.2500    None  0.2500    None ",
        "input_…r_99  0.2500    None  0.2500    None ",
        "bias         0.2500    None  0.2500    None ",
    ]
    assert inputs_window(98, 100, 4).which() == "99-101 of 101"
    assert targets_window(0, names(3, "t"), 44).how_many("targets") == "2 of 3 targets"


def test_a_matrix_tells_how_many_inputs_fit() -> None:
    assert matrix_window(0, INPUTS, TARGETS, 44).count == 3
    assert matrix_window(0, names(10, "s"), ("progression",), 44).count == 3


def test_a_name_cannot_command_the_terminal() -> None:
    shown = matrix(Values(WEIGHT, BIAS), ("\x1b[2J", "b", "c"), ("\x07", "d"), 44, 3)
    assert all(plain(line).isprintable() for line in shown)


@pytest.mark.parametrize("glyphs", [ASCII, None])
@settings(deadline=None)
@given(
    d=st.integers(1, 12),
    t=st.integers(1, 4),
    width=st.integers(1, 60),
    height=st.integers(1, 8),
    value=st.floats(),
    first=st.integers(0, 12),
)
def test_both_tables_have_exactly_their_size(
    glyphs: object, *, d: int, t: int, width: int, height: int, value: float, first: int
) -> None:
    inputs, targets = names(d, "日本"), names(t, "t")
    values = model(d, t, value)
    some = {"glyphs": ASCII} if glyphs else {}
    for shown in (
        matrix(values, inputs, targets, width, height, first_input=first, **some),  # type: ignore[arg-type]  # a dict of one kind
        inputs_table(values, values, inputs, targets, width, height, first_input=first, **some),  # type: ignore[arg-type]  # the same
    ):
        assert [cells(plain(line)) for line in shown] == [width] * height


def test_a_blank_is_between_columns_also_where_numbers_are_marked() -> None:
    grads = Values(GRAD, BIAS_GRAD, np.sign(GRAD), np.sign(BIAS_GRAD))
    assert text(matrix(grads, INPUTS, TARGETS, 44, 3, decimals=None))[2] == (
        "oranges  ↓-10357  ↓-12324   ↓-7571    ↓-127 "
    )
    table = text(inputs_table(grads, grads, INPUTS, TARGETS, 44, 5))
    assert all(len(line.split()) == 5 for line in table[1:])


def test_an_input_called_b_is_told_from_the_bias() -> None:
    assert text(matrix(model(2, 1), ("a", "b"), ("y",), 44, 2))[0].split() == ["a", "b", "bias"]
