from collections.abc import Sequence

import numpy as np
import pytest

from gdtui.data.header import read_header
from gdtui.data.oddities import Used, header_doubts, oddities


def noted(names: str, *columns: Sequence[float]) -> list[str]:
    """What is said about columns of which the last is the target."""
    used = []
    for place, values in enumerate(columns):
        column = np.array(values, np.float64)
        last = place == len(columns) - 1
        used.append(Used(place, not last, column, float(column.min()), float(column.max())))
    return oddities(read_header(names + "\n", "f.csv"), used, len(columns[0]))


def test_ordinary_columns_are_passed_over() -> None:
    assert noted("x,y", [73, 91, 87], [56, 81, 119]) == []


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([1e160, 2, 3], "whose squares overflow even float64"),
        ([1e39, 2, 3], "which overflow float32"),
        ([-1e20, 2, 3], "whose squares overflow float32"),
        ([1e-310, 2e-310, 0], "lose digits even in float64"),
        ([1e-40, 2e-40, 0], "vanish in float32"),
        ([2.0**60, 2.0**60 + 256, 2.0**60], "beyond the precision of float64"),
        ([1.6e9, 1.6e9 + 1, 1.6e9 + 2], "beyond the precision of float32"),
    ],
)
def test_magnitudes_that_overflow_or_lose_digits_are_named(values: list[float], says: str) -> None:
    (note,) = noted("big,y", values, [1, 2, 4])
    assert note.startswith("Column 'big': numbers ")
    assert says in note


@pytest.mark.parametrize("values", [[2007, 2008, 2009], [1e18, 2, 3], [1e-30, 2e-30, 0], [0, 0, 1]])
def test_magnitudes_that_training_can_hold_are_passed_over(values: list[float]) -> None:
    assert noted("x,y", values, [1, 2, 4]) == []


def test_constant_columns_are_named() -> None:
    assert noted("a,b,y", [1, 1], [2, 2], [3, 3])[1:] == [
        "Column 'a' and column 'b' are constant; an input that never changes teaches nothing.",
        "Column 'y' is constant; R² of a target that never changes is undefined.",
    ]


def test_equal_columns_are_named_once_each() -> None:
    same = [1.0, 5, 2, 7]
    assert noted("a,b,c,y", same, same, same, [1, 2, 4, 8]) == [
        "Column 'b' holds the same numbers as column 'a'.",
        "Column 'c' holds the same numbers as column 'a'.",
    ]


@pytest.mark.parametrize("name", ["", "id", "Index", "Unnamed: 0", "no."])
@pytest.mark.parametrize("start", [0, 1])
def test_a_column_that_counts_the_rows_and_is_named_like_an_index_is_named(
    name: str, start: int
) -> None:
    notes = noted(f"{name},y", [start, start + 1, start + 2], [1, 5, 2])
    assert (
        f"counts the rows from {start}; if it is an index, leave it out with --drop '#1'"
        in notes[0]
    )


def test_an_input_that_happens_to_count_is_passed_over() -> None:
    assert noted("x,y", [0, 1, 2], [1, 5, 2]) == []


def test_a_column_without_a_name_is_told_what_it_is_called() -> None:
    assert noted("x,,y", [1, 5, 3], [2, 9, 3], [1, 5, 2]) == [
        "Column 2 has no name in the header; here called '#2'."
    ]


@pytest.mark.parametrize(("rows", "have"), [(1, "1 row"), (2, "2 rows")])
def test_fewer_rows_than_unknowns_are_said(rows: int, have: str) -> None:
    (note, *_) = noted("a,b,y", [1, 5][:rows], [2, 9][:rows], [3, 7][:rows])
    assert note.startswith(f"Only {have} for 2 inputs and a bias")


@pytest.mark.parametrize(("names", "doubted"), [("5.1,3.5,x", True), ("5.1,y,3.5", False)])
def test_a_header_of_numbers_is_doubted(*, names: str, doubted: bool) -> None:
    column = np.zeros(2)
    used = [Used(place, place == 0, column, 0, 0) for place in range(2)]
    assert bool(header_doubts(read_header(f"{names}\n", "f.csv"), used)) is doubted


def test_a_thousand_odd_columns_make_one_sentence() -> None:
    names = ",".join(f"x{place}" for place in range(1000))
    notes = noted(names, *[[place, place] for place in range(1000)])
    assert len(notes) == 3
    assert "and 992 more are constant" in notes[1]
