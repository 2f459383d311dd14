from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdtui.engine.frame import Frame

EVERY_ROW = slice(0, 2)


@given(st.tuples(*(st.floats(-1.7e308, 1.7e308).filter(lambda x: x == 0 or abs(x) > 1e-270),) * 2))
def test_no_bit_of_a_column_is_lost_in_its_frame(cells: tuple[float, float]) -> None:
    column = np.array(cells)
    frame = Frame.of([column])
    rounded, lost = frame.block([column], EVERY_ROW)
    scale, centre = Fraction(2) ** int(frame.exponents[0]), Fraction(float(frame.centres[0]))
    smallest = min((abs(x) for x in cells if x), default=0)
    if smallest >= 1e-30 * max(map(abs, cells)):
        back = [
            (Fraction(a) + Fraction(b) + centre) * scale
            for a, b in zip(*rounded, *lost, strict=True)
        ]
        assert back == [Fraction(x) for x in cells]
    assert np.abs(rounded).max() <= 1


@pytest.mark.parametrize("size", [1e-320, 1e-300, 1.0, 1e300, 1.7e308])
def test_a_column_of_any_size_spreads_to_about_one(size: float) -> None:
    column = np.array([-size, size])
    rounded, _ = Frame.of([column]).block([column], EVERY_ROW)
    assert np.abs(rounded).max() <= 1
    assert np.abs(rounded).max() >= (0.5 if size > 1e-307 else 1e-13)


def test_a_constant_column_is_zero_in_its_frame() -> None:
    column = np.full(2, 0.1)
    frame = Frame.of([column])
    assert [part.tolist() for part in frame.block([column], EVERY_ROW)] == [[[0, 0]], [[0, 0]]]
    assert frame.centres.tolist() == [0.1]
