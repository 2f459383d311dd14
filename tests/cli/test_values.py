from argparse import ArgumentTypeError
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdtui.cli import values


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (values.whole(0), "0", 0),
        (values.whole(1), "12", 12),
        (values.rate, "1e-5", 1e-5),
        (values.rate, "auto", "auto"),
        (values.batch_size, "all", "all"),
        (values.batch_size, "5", 5),
        (values.device, "cuda:1", "cuda:1"),
        (values.device, "auto", "auto"),
        (values.names, "a, b c ,d", ["a", "b c", "d"]),
        (values.row, "75,-6.5,4e1", [75.0, -6.5, 40.0]),
    ],
)
def test_a_good_value_is_read(parse: Callable[[str], Any], text: str, value: object) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(
    ("parse", "text", "says"),
    [
        (values.whole(1), "0", "from 1 up"),
        (values.whole(1, 1024), "2000", "from 1 to 1024"),
        (values.whole(0), "\u0663", "whole number"),
        (values.whole(0), "9" * 5000, "whole number"),
        (values.whole(0), "1.0", "whole number"),
        (values.rate, "0", "above 0"),
        (values.rate, "-1", "auto"),
        (values.rate, "nan", "auto"),
        (values.rate, "1e999", "auto"),
        (values.rate, "1_0", "auto"),
        (values.batch_size, "0", "nor all"),
        (values.device, "gpu", "cuda:N"),
        (values.device, "cuda:x", "cuda:N"),
        (values.names, "a,,b", "empty name"),
        (values.row, "1,two,3", "number 2"),
        (values.row, "1,,3", "number 2"),
        (values.row, "inf", "number 1"),
    ],
)
def test_a_bad_value_is_answered_with_what_is_allowed(
    parse: Callable[[str], object], text: str, says: str
) -> None:
    with pytest.raises(ArgumentTypeError, match=says):
        parse(text)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=5))
def test_a_row_is_read_to_the_last_bit(row: list[float]) -> None:
    assert values.row(",".join(map(repr, row))) == row
