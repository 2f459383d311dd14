import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdtui.draw.gauge import gauge
from gdtui.draw.text import ASCII, UNICODE, Glyphs, cells, plain


def test_the_scale_has_the_limits_and_the_marks() -> None:
    assert [plain(line) for line in gauge(0.5, 1.5, 60, glyphs=ASCII)] == [
        "crawling   safe               oscillating          diverging",
        "+-+---------@-----------+----------o-----------+------------",
        "0 0.1                   1                      2            ",
    ]


@given(st.floats(), st.none() | st.floats(), st.integers(1, 90), st.sampled_from([ASCII, UNICODE]))
def test_any_rate_has_its_place(
    reach: float, batch: float | None, width: int, glyphs: Glyphs
) -> None:
    lines = gauge(reach, batch, width, glyphs=glyphs)
    assert [cells(plain(line)) for line in lines] == [width] * 3


@pytest.mark.parametrize("reach", [-1.0, 2.5, 1e9, float("inf")])
def test_what_is_off_the_scale_is_at_its_end(reach: float) -> None:
    scale = plain(gauge(reach, None, 40)[1])
    assert scale.index("●") == (0 if reach < 0 else 39)
