import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gdtui.session.curve import Curve, followed_by

PIECES = st.lists(st.lists(st.floats(allow_nan=False), max_size=40), max_size=12)


def curve_of(pieces: list[list[float]], most: int = 8) -> Curve:
    curve = Curve(most)
    for piece in pieces:
        curve.append(np.array(piece))
    return curve


@given(pieces=PIECES)
def test_every_bucket_holds_the_lowest_and_highest_of_its_numbers(
    pieces: list[list[float]],
) -> None:
    numbers = [number for piece in pieces for number in piece]

    curve = curve_of(pieces)

    buckets = [numbers[at : at + curve.width] for at in range(0, len(numbers), curve.width)]
    assert curve.count == len(numbers)
    assert curve.lows.tolist() == [min(bucket) for bucket in buckets]
    assert curve.highs.tolist() == [max(bucket) for bucket in buckets]
    assert len(buckets) <= 8


@given(pieces=PIECES, cut=st.integers(0, 200))
def test_a_cut_keeps_whole_buckets_and_can_be_gone_on_with(
    pieces: list[list[float]], cut: int
) -> None:
    numbers = np.array([number for piece in pieces for number in piece])
    curve = curve_of(pieces)

    part = curve.until(cut)
    assert part.count <= min(cut, len(numbers))
    part.append(numbers[part.count :])

    assert part.lows.tolist() == curve.lows.tolist()
    assert part.highs.tolist() == curve.highs.tolist()


def test_a_spike_among_a_million_numbers_never_disappears() -> None:
    numbers = np.zeros(1_000_000)
    numbers[654_321] = 1e30
    curve = Curve()
    for piece in np.array_split(numbers, 77):
        curve.append(piece)

    assert curve.highs.max() == 1e30
    assert curve.size < 40_000


def test_what_is_not_a_number_counts_as_infinite() -> None:
    curve = curve_of([[1.0, np.nan]])

    assert curve.highs.tolist() == [1.0, np.inf]


@given(st.lists(st.floats(allow_infinity=False), min_size=1, max_size=40))
def test_one_more_number_makes_the_curve_that_would_have_come_of_it(values: list[float]) -> None:
    curve, longer = Curve(most=8), Curve(most=8)
    curve.append(np.array(values[:-1]))
    longer.append(np.array(values))
    if longer.width > curve.width:
        return
    told, wanted = followed_by(curve.within(8), values[-1]), longer.within(8)
    assert (told.width, told.count) == (wanted.width, wanted.count)
    np.testing.assert_array_equal((told.lows, told.highs), (wanted.lows, wanted.highs))
