import math
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdtui.data.cell import complaint, is_missing, means_number, number

GRAMMAR = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1", 1.0),
        ("+1", 1.0),
        ("-1.", -1.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1E+03", 1000.0),
        (" 2 ", 2.0),
        ("\t2\t ", 2.0),
        ("007", 7.0),
        ("5e-324", 5e-324),
        ("1e-999", 0.0),
    ],
)
def test_a_plain_decimal_is_its_nearest_float(cell: str, value: float) -> None:
    assert number(cell) == value


def test_minus_zero_keeps_its_sign() -> None:
    zero = number("-0")
    assert zero is not None
    assert math.copysign(1, zero) == -1


@pytest.mark.parametrize(
    "cell",
    [
        "",
        " ",
        ".",
        "+",
        "e5",
        "1e",
        "1e+",
        "--1",
        "+-1",
        "1_000",
        "0x10",
        "1d5",
        "1f",
        "true",
        "5%",
    ],
)
def test_half_a_number_or_another_notation_is_not_a_number(cell: str) -> None:
    assert number(cell) is None


@pytest.mark.parametrize("cell", ["inf", "-inf", "Infinity", "nan", "NaN", "1e999", "-1e999"])
def test_what_is_not_finite_is_not_a_number(cell: str) -> None:
    assert number(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "1,5",
        "1 000",
        "1\xa0000",
        "\uff11\uff12",
        "\u0663",
        "\u22125",
        "2\n",
        "\x0b2",
        "1.2.3",
        "$5",
        '"5"',
        "1\0",
    ],
)
def test_anything_else_is_not_a_number(cell: str) -> None:
    assert number(cell) is None


@given(st.text("0123456789.eE+- \t", max_size=12))
def test_the_grammar_is_the_documented_one(cell: str) -> None:
    plain = GRAMMAR.fullmatch(cell.strip(" \t")) is not None
    assert (number(cell) is not None) == (plain and math.isfinite(float(cell)))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_written_in_full_comes_back(value: float) -> None:
    assert number(repr(value)) == value


@pytest.mark.parametrize("cell", ["9" * 10**6 + "x", " " * 10**6 + "x", "1." + "1" * 10**6 + "x"])
def test_a_cell_of_a_million_characters_fails_in_linear_time(cell: str) -> None:
    start = time.process_time()
    assert number(cell) is None
    assert time.process_time() - start < 1


@pytest.mark.parametrize("cell", ["", " ", "NA", "n/a", "NaN", "null", "None", "?", "-", "."])
def test_the_usual_words_for_no_value_are_missing(cell: str) -> None:
    assert is_missing(cell)
    assert not means_number(cell)


@pytest.mark.parametrize("cell", ["1", "1,5", "1.234,5", "1 000", "1\u202f000", "1e999", "-inf"])
def test_what_was_meant_as_a_number_counts_as_one(cell: str) -> None:
    assert means_number(cell)


@pytest.mark.parametrize("cell", ["anna", "2021-03-04", "12:30", "A12", "0x1F", "true", "5%"])
def test_words_dates_and_codes_are_not_meant_as_numbers(cell: str) -> None:
    assert not means_number(cell)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (" ", "an empty cell"),
        ("NA", '"NA" means no value'),
        ("1e999", '"1e999" is too large'),
        ("1,5", '"1,5" has a comma'),
        ("1\xa0000", '"1\\xa0000" has its thousands'),
        ("inf", '"inf" is not a finite'),
        ("abc", '"abc" is not a number'),
        ("\x1b[31mx", '"\\x1b[31mx" is not a number'),
    ],
)
def test_a_complaint_names_the_text_and_what_is_wrong_with_it(cell: str, says: str) -> None:
    assert complaint(cell).startswith(says)


def test_a_complaint_shortens_a_long_text() -> None:
    assert len(complaint("9" * 5000)) < 120
