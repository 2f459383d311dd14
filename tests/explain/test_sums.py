"""Long sums: the largest terms, and an honest remainder; what is written adds up."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.examples import share

from gdtui.draw.numbers import telling
from gdtui.explain.arithmetic import Operand
from gdtui.explain.sums import Result, Sum
from gdtui.explain.terms import Term

ANY_SIZE = st.floats(-1e9, 1e9).filter(lambda value: value == 0 or abs(value) > 1e-9)
ONE = r"\(?(-?[\d.]+(?:e[+-]\d+)?)\)?"


def of(terms: np.ndarray, *, in_order: bool = False, offset: float | None = None) -> Sum:
    def term(place: int) -> Term:
        value = float(terms[place])
        return Term((Operand(value, telling(value, 2)),))

    given_offset = None if offset is None else Operand(offset, telling(offset, 2))
    return Sum(terms, term, lambda k: f"row {k}", "row", in_order, given_offset)


def lines(of: Sum) -> list[tuple[str, str]]:
    result = Result(of.total, float, 2)
    return [(each.text, each.result) for each, _ in of.wordings(result)]


@given(arrays("f8", st.integers(1, 40), elements=ANY_SIZE), st.booleans())
def test_what_is_written_in_a_line_is_all_of_the_sum_and_adds_up(
    terms: np.ndarray, in_order: bool
) -> None:
    *found, bare = lines(of(terms, in_order=in_order))
    for shown, (text, result) in zip(range(min(len(terms), 8), 0, -1), found, strict=True):
        numbers = [float(one) for one in re.findall(rf"(?:^|\+ |together ){ONE}", text)]
        left = len(terms) - shown
        assert len(numbers) == shown + (left > 0)
        assert (f"… {left} more row" in text) == (left > 0)
        largest = sorted(np.abs(terms))[::-1][:shown]
        assert sorted(map(abs, numbers[:shown]))[::-1] == pytest.approx(largest, rel=6e-3)
        added = telling(sum(numbers), len(result.partition("e")[0].partition(".")[2]))
        assert float(added) == pytest.approx(float(result), rel=1e-3, abs=1e-12)
        assert float(result) == pytest.approx(float(terms.sum()), rel=6e-3, abs=1e-7)
    assert bare == (f"sum of {len(terms)} row{'s' * (len(terms) != 1)}", found[0][1])


@share(0.4)
@given(arrays("f8", st.integers(1, 300), elements=ANY_SIZE), st.none() | ANY_SIZE)
def test_what_is_written_in_a_table_adds_up(terms: np.ndarray, offset: float | None) -> None:
    summed = of(terms, offset=offset)
    values = [float(line.rpartition("= ")[2]) for line in summed.table()]
    size = summed.size
    assert sum(values[:-1]) == pytest.approx(values[-1], rel=1e-7, abs=1e-4 + 1e-6 * size)
    for line, term in zip(summed.table(), sorted(np.abs(terms))[::-1][:200], strict=False):
        assert abs(float(line.rpartition("= ")[2])) == pytest.approx(term, rel=6e-3)


def test_no_term_is_written_as_nothing() -> None:
    text, result = lines(of(np.array([1234.5, 0.00004, -0.0062])))[0]
    assert text == "1234.50 + (-0.00620) + 4.000e-05"
    assert result == "1234.49"


def test_a_product_has_the_digits_that_make_the_sum_come_true() -> None:
    away, x = np.array([-165.28123, 48.90456]), np.array([87.0, 102.5])

    def term(place: int) -> Term:
        value = float(away[place])
        return Term(
            (Operand(value, telling(value, 2)), Operand(x[place], str(x[place]), fixed=True))
        )

    found = Sum(away * x, term, str, "row")
    ((text, result, _), _), *_ = found.wordings(Result(found.total, float, 2))
    assert (text, result) == ("(-165.28123)·87.0 + 48.90456·102.5", "-9366.75")
    assert found.table()[0].split() == ["0", "(-165.28123)·87.0", "=", "-14379.4670"]


def test_a_formula_keeps_its_order_while_all_of_it_fits() -> None:
    terms = np.array([1.0, 3.0, 2.0])
    assert lines(of(terms, in_order=True, offset=-4.0))[0][0] == "1.00 + 3.00 + 2.00 + (-4.00)"
    assert lines(of(terms))[0][0] == "3.00 + 2.00 + 1.00"


def test_the_table_ends_with_the_rest_the_offset_and_the_sum() -> None:
    table = of(np.ones(300), offset=2.0).table()
    assert len(table) == 203
    assert [line.split()[0] for line in table[-3:]] == ["100", "bias", "sum"]
    assert table[-1].endswith("302.0000")
    assert len({line.index("=") for line in table}) == 1


def test_what_is_no_number_comes_first() -> None:
    assert lines(of(np.array([1.0, np.nan, 5.0])))[0][0].startswith("nan + 5.00")
