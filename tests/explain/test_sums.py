"""Long sums: the largest terms, and an honest remainder."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gdtui.explain.sums import Sum


def of(terms: np.ndarray, *, in_order: bool = False, offset: float | None = None) -> Sum:
    given_offset = None if offset is None else (f"{offset:.2f}", offset)
    return Sum(terms, lambda k: f"<{k}>", lambda k: f"row {k}", "row", in_order, given_offset)


@given(arrays("f8", st.integers(1, 400), elements=st.floats(-1e6, 1e6)), st.booleans())
def test_what_is_shown_and_what_is_left_out_are_all_of_it(
    terms: np.ndarray, in_order: bool
) -> None:
    for count, wording in zip(
        range(min(len(terms), 8), 0, -1), of(terms, in_order=in_order).wordings(), strict=True
    ):
        parts = [int(part.strip("<>")) for part in wording.split(" + ") if part[0] == "<"]
        assert len(parts) == count
        left = np.delete(terms, parts)
        assert np.abs(left).max(initial=0) <= np.abs(terms[parts]).min()
        assert (f"… {len(left)} more row" in wording) == (len(left) > 0)
        if len(left):
            together = float(wording.rpartition("together ")[2])
            assert together == pytest.approx(left.sum(), rel=1e-3, abs=0.006)


def test_a_formula_keeps_its_order_while_all_of_it_fits() -> None:
    terms = np.array([1.0, 3.0, 2.0])
    assert next(of(terms, in_order=True, offset=-4.0).wordings()) == "<0> + <1> + <2> + (-4.00)"
    assert next(of(terms).wordings()) == "<1> + <2> + <0>"


def test_the_table_ends_with_the_rest_the_offset_and_the_sum() -> None:
    table = of(np.ones(300), offset=2.0).table()
    assert len(table) == 203
    assert [line.split()[0] for line in table[-3:]] == ["100", "bias", "sum"]
    assert table[-1].endswith("302.0000")
    assert len({line.index("=") for line in table}) == 1


def test_what_is_no_number_comes_first() -> None:
    assert next(of(np.array([1.0, np.nan, 5.0])).wordings()).startswith("<1> + <2>")
