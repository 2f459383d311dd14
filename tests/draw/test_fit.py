import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gdtui.draw.fit import fit_line, predicted, residuals
from gdtui.draw.text import ASCII, UNICODE, Glyphs, cells, plain

X = np.array([0.0, 1, 2, 3, 4])
Y = np.array([1.0, 3, 4, 7, 9])
VALUES = st.lists(st.floats(), min_size=1, max_size=80).map(np.array)


def test_points_lie_about_their_line() -> None:
    shown = [plain(line) for line in fit_line(X, Y, (2.0, 1.0), 40, 9, glyphs=ASCII)]
    assert shown == [
        " |                                *****o",
        " |                          **o****     ",
        " |                    ******            ",
        "5+             ******o                  ",
        " |       **o****                        ",
        " | *******                              ",
        "0+o                                     ",
        " ++------------------+-----------------+",
        "  0                  2                 4",
    ]


def test_right_predictions_lie_on_the_diagonal_and_have_no_residual() -> None:
    on = [plain(line) for line in predicted(Y, Y, 40, 11, glyphs=ASCII)]
    zero = [plain(line) for line in residuals(Y, Y, 40, 11, glyphs=ASCII)]
    rows = [row for row, line in enumerate(on) if "o" in line]
    assert len(rows) == 5
    assert sum("o" in line for line in zero) == 1


@given(VALUES, st.sampled_from([ASCII, UNICODE]))
def test_any_numbers_have_a_picture(values: np.ndarray, glyphs: Glyphs) -> None:
    for lines in (
        fit_line(values, values, (float(values[0]), 0.0), 40, 9, glyphs=glyphs),
        predicted(values, values[::-1], 40, 9, glyphs=glyphs),
        residuals(values, values[::-1], 40, 9, glyphs=glyphs),
    ):
        assert [cells(plain(line)) for line in lines] == [40] * 9
