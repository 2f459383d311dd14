import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdtui.draw.parabola import Parabola, parabola
from gdtui.draw.text import ASCII, UNICODE, Glyphs, Line, cells, plain

CURVE = Parabola(at=1.0, loss=100.0, slope=-80.0, bend=80.0)


def column(lines: tuple[Line, ...], sign: str) -> tuple[int, int]:
    return next(
        (plain(line).index(sign), row) for row, line in enumerate(lines) if sign in plain(line)
    )


def test_a_step_goes_down_the_tangent_towards_the_lowest_place() -> None:
    lines = parabola(CURVE, None, 1.5, 60, 14)
    here, lands, lowest = (column(lines, sign) for sign in "●○×")  # noqa: RUF001  # a mark
    assert here[0] < lands[0] < lowest[0]
    assert here[1] < lands[1] < lowest[1]


def test_a_step_that_is_too_long_lands_higher_on_the_other_side() -> None:
    lines = parabola(CURVE, None, 3.5, 60, 14)
    here, lands, lowest = (column(lines, sign) for sign in "●○×")  # noqa: RUF001  # a mark
    assert here[0] < lowest[0] < lands[0]
    assert lands[1] < here[1]


def test_another_loss_is_dotted() -> None:
    other = Parabola(1.0, 80.0, 0.0, 80.0)
    lines = parabola(CURVE, other, 1.5, 60, 14, glyphs=ASCII)
    assert any(". ." in plain(line) for line in lines)


def test_the_lowest_place_has_no_slope() -> None:
    assert CURVE.lowest == 2
    assert CURVE(2.0) == pytest.approx(60)
    assert Parabola(3.0, 1.0, 2.0, 0.0).lowest == 3


@given(st.tuples(*[st.floats()] * 4), st.floats(), st.sampled_from([ASCII, UNICODE]))
def test_any_loss_has_a_picture(
    numbers: tuple[float, float, float, float], lands: float, glyphs: Glyphs
) -> None:
    with np.errstate(all="ignore"):
        lines = parabola(Parabola(*numbers), None, lands, 40, 10, glyphs=glyphs)
    assert [cells(plain(line)) for line in lines] == [40] * 10
