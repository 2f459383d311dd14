import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gdtui.draw.series import Series, columns
from gdtui.draw.text import Style


def test_the_first_number_is_at_one() -> None:
    series = columns(np.array([3.0, 2, 1]), np.array([3.0, 2, 1]), 1, 10, 28)
    assert series.x.tolist() == [1, 2, 3]
    assert series.low.tolist() == series.high.tolist() == [3, 2, 1]


def test_a_bucket_lies_in_the_middle_of_its_numbers() -> None:
    series = columns(np.array([1.0, 2]), np.array([3.0, 4]), 4, 10, 28, style=Style.GHOST)
    assert series.x.tolist() == [2.5, 6.5]
    assert series.style is Style.GHOST


def test_a_bucket_that_is_not_full_lies_in_the_middle_of_what_is_in_it() -> None:
    one, two = np.ones(1), np.ones(2)
    assert columns(one, one, 1024, 2000, 28, total=151).x.tolist() == [76]
    assert columns(two, two, 4, 10, 28, total=5).x.tolist() == [2.5, 5]


def test_a_spike_is_never_lost() -> None:
    values = np.ones(1000)
    values[617] = 9
    series = columns(values, values, 1, 1000, 20)
    assert series.high.max() == 9
    assert series.low.max() == 1


def test_a_gap_beside_numbers_is_not_seen() -> None:
    values = np.array([1.0, np.nan, 3.0])
    series = Series(np.array([1.0, 2, 3]), values, values).in_columns(10, 2)
    assert (series.low.tolist(), series.high.tolist()) == ([1], [3])


@settings(deadline=None)
@given(st.lists(st.floats(), max_size=300), st.integers(1, 40), st.integers(1, 64))
def test_there_is_at_most_one_place_per_column(
    values: list[float], count: int, bucket: int
) -> None:
    array = np.array(values)
    x_max = max(10, bucket * len(values))
    series = columns(array, array, bucket, x_max, count)
    assert len(series.x) == len(series.low) == len(series.high) <= count + 1
    assert (np.diff(series.x) > 0).all()
    known = array[~np.isnan(array)]
    if len(known):
        assert np.nanmax(series.high) == known.max()
        assert np.nanmin(series.low) == known.min()
