import math

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from gdtui.engine.gap import gap

FLOATS = st.floats(width=32, allow_nan=False, allow_infinity=False)


def test_equal_bits_have_no_gap() -> None:
    found = gap(torch.tensor([[1.0, math.nan]]), torch.tensor([[1.0, math.nan]]))
    assert (found.count, found.differing, found.ulps, found.relative) == (2, 0, 0, 0.0)


def test_neighbours_are_one_apart_also_around_zero() -> None:
    for dtype in (torch.float32, torch.float64):
        one = torch.tensor([1.0, -3.0, 0.0, 1e30], dtype=dtype)
        other = torch.nextafter(one, torch.tensor(math.inf, dtype=dtype))
        found = gap(one, other)
        assert (found.differing, found.ulps, found.place) == (4, 1, 3)
        assert (found.one, found.other) == (one[3].item(), other[3].item())
    tiny = torch.tensor([5e-324], dtype=torch.float64)
    assert gap(tiny, -tiny).ulps == 2


def test_both_zeros_are_the_same_number_with_other_bits() -> None:
    found = gap(torch.tensor([0.0, 2.0]), torch.tensor([-0.0, 2.0]))
    assert (found.differing, found.ulps, found.relative, found.place) == (1, 0, 0.0, 0)


def test_the_whole_line_of_numbers_can_lie_between() -> None:
    most = torch.tensor([torch.finfo(torch.float64).max], dtype=torch.float64)
    assert gap(most, -most).ulps == 2 * int(most.numpy().view(np.int64)[0])


def test_a_number_that_is_none_is_the_farthest() -> None:
    found = gap(torch.tensor([1.0, 2.0, 3.0]), torch.tensor([9.0, math.nan, 3.0]))
    assert (found.differing, found.place) == (2, 1)
    assert math.isnan(found.relative)
    alone = gap(torch.tensor(math.nan), torch.tensor(1.0))
    assert (alone.differing, alone.ulps) == (1, 0)


@given(st.lists(st.tuples(FLOATS, FLOATS), min_size=1, max_size=20))
def test_a_gap_is_what_counting_finds(pairs: list[tuple[float, float]]) -> None:
    one, other = (torch.tensor(values) for values in zip(*pairs, strict=True))
    found = gap(one, other)
    pairs = list(zip(one.tolist(), other.tolist(), strict=True))
    largest = max(abs(value) for pair in pairs for value in pair)
    widest = max(abs(mine - theirs) for mine, theirs in pairs)
    assert found.relative == (widest / largest if widest else 0.0)
    assert abs(found.one - found.other) == widest
    assert (found.ulps == 0) == (widest == 0)
