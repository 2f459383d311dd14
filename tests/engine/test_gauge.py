import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdtui.engine.gauge import Gauge, Pace


@given(st.floats(0, 3))
def test_the_pace_says_what_steps_do_to_the_distance(reach: float) -> None:
    factor = 1 - reach
    pace = Pace.of(reach)
    assert (pace is Pace.DIVERGING) == (factor <= -1)
    assert (pace is Pace.OSCILLATING) == (-1 < factor < 0)
    assert (pace is Pace.CRAWLING) == (reach < 0.1)


@pytest.mark.parametrize(("reach", "pace"), [(1.0, "safe"), (2.0, "diverging"), (0.0, "crawling")])
def test_the_ends_belong_to_what_they_do(reach: float, pace: str) -> None:
    assert Pace.of(reach) == pace
    assert Pace.of(math.nan) is Pace.DIVERGING


def test_a_batch_is_named_where_it_overshoots() -> None:
    assert Gauge(0.5, None).words == "safe"
    assert Gauge(0.5, 0.05).words == "safe"
    assert Gauge(0.5, 1.5).words == "safe, this batch oscillating"
    assert Gauge(0.5, 1.5).brief == "batch oscillating"
    assert Gauge(1.5, 1.7).words == "oscillating"
    assert not Gauge(1.5, 1.7).brief
    assert not Gauge(0.5, 0.9).urgent
    assert Gauge(0.5, 1.5).urgent
