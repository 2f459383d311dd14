"""The typed reading and the careful one must give the same bits, or the same error."""

import random
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gdtui.data import reading, source
from gdtui.data.cell import number
from gdtui.data.numbers import Numbers
from gdtui.data.reading import read_csv
from gdtui.data.typed import typed
from gdtui.errors import UserError

PLAIN = ["1", "-2.5", "3e4", ".5", "6.", "7E-3", "0", "-0", "00012", "1e-400"]
SPACED = ["+8", " 9", "9 ", "\t9", "9\t", " 9 "]
WRONG = ["", " ", "NA", "inf", "-inf", "+inf", "Infinity", "infinity", "nan", "NaN", "1e999"]
WRONG += [
    "1_0",
    "0x10",
    "true",
    "null",
    "1e",
    "--3",
    "-+3",
    "+-3",
    "1d5",
    "1f",
    "abc",
    ".",
    "\uff11",
]
WRONG += ["1 2", "1\r ", "\r1", "1\x0b", "\x0c1", '"1"', '"1', '1"', "'1'", "1,2", "\xa01", "#1"]
LINES = ["", " ", "\r", ",", ",,", "1", "1,2", "1,2,3,4", "1,2,3,", '"1\n",2,3', '1,2,"x\ny"']


def parsed(data: bytes, width: int = 3, used: Sequence[int] = (0, 1, 2)) -> Numbers | None:
    return typed(width, used, ",")(data)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_plain_block_is_parsed(ending: str) -> None:
    numbers = parsed(ending.join(["1,2,3", "4,5,6", ""]).encode())
    assert numbers is not None
    assert [column.tolist() for column in numbers.columns] == [[1, 4], [2, 5], [3, 6]]


def test_a_last_line_may_lack_its_line_feed() -> None:
    numbers = parsed(b"1,2,3\n4,5,6")
    assert numbers is not None
    assert numbers.rows == 2


@pytest.mark.parametrize("cell", [cell for cell in WRONG if number(cell) is None])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_block_with_a_cell_outside_the_grammar_is_given_up(cell: str, place: int) -> None:
    row = ["1", "2", "3"]
    row[place] = cell
    assert parsed(f"4,5,6\n{','.join(row)}\n7,8,9\n".encode()) is None


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("used", [(0, 1, 2), (0, 1), (1, 2), (0, 2), (1,)])
def test_a_block_with_a_line_of_another_shape_is_given_up(line: str, used: tuple[int, ...]) -> None:
    assert parsed(f"4,5,6\n{line}\n7,8,9\n".encode(), used=used) is None
    assert parsed(f"4,5,6\n7,8,9\n{line}\n".encode(), used=used) is None


def test_a_long_row_does_not_make_up_for_a_short_one() -> None:
    assert parsed(b"1,2,x\n4,5\n7,8,y,z\n", used=(0, 1)) is None


def test_bytes_that_are_not_utf8_in_an_unused_column_give_the_block_up() -> None:
    assert parsed(b"1,2,x\n4,5,\xff\n", used=(0, 1)) is None


def test_text_in_unused_columns_is_passed_over() -> None:
    numbers = parsed("ä,1,2\n,3,4\nNaN,5,6\n".encode(), used=(2, 1))
    assert numbers is not None
    assert [column.tolist() for column in numbers.columns] == [[2, 4, 6], [1, 3, 5]]


def outcome(path: Path, **options: object) -> object:
    """Everything that a reading gives, comparable bit for bit."""
    try:
        data = read_csv(path, **options)  # type: ignore[arg-type]  # several kinds of options
    except UserError as error:
        return str(error)
    columns = (*data.input_columns, *data.target_columns)
    return [column.tobytes() for column in columns], list(data.lines), data.notes


cells = st.one_of(
    st.sampled_from(PLAIN),
    st.sampled_from(PLAIN),
    st.sampled_from(PLAIN + SPACED),
    st.sampled_from(PLAIN + SPACED + WRONG),
)
lines = st.one_of(
    *[st.lists(cells, min_size=3, max_size=3).map(",".join)] * 9, st.sampled_from(LINES)
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.lists(lines, min_size=1, max_size=12),
    ending=st.sampled_from(["\n", "\n", "\r\n"]),
    block_bytes=st.sampled_from([8, 40, 8 << 20]),
    options=st.sampled_from([{}, {"targets": ["b"]}, {"drop": ["c"]}, {"missing": "drop"}]),
)
def test_both_readings_of_any_file_agree(
    tmp_path: Path, body: list[str], ending: str, block_bytes: int, options: dict[str, object]
) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(ending.join(["a,b,c", *body]).encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "BLOCK_BYTES", block_bytes)
        careful = outcome(path, **options)
        patch.setattr(reading, "TYPED_FROM", 0)
        assert outcome(path, **options) == careful


def random_decimals(count: int, seed: int) -> list[str]:
    """Decimals that are hard to round: many digits, and midpoints between two floats."""
    rng = random.Random(seed)  # noqa: S311  # test data, not a secret
    written: list[str] = []
    while len(written) < count:
        (value,) = struct.unpack("<d", rng.randbytes(8))
        if not np.isfinite(value):
            continue
        kind = rng.randrange(4)
        if kind == 0:
            written.append(repr(value))
        elif kind == 1:
            written.append(f"{value:.{rng.randrange(16, 40)}e}")
        elif kind == 2:
            digits = "".join(rng.choices("0123456789", k=rng.randrange(17, 60)))
            written.append(f"{digits[0]}.{digits[1:]}e{rng.randrange(-340, 308)}")
        else:
            written.append(midpoint(abs(value), rng.choice(["", "1", "0" * 30 + "1"])))
    return written


def midpoint(value: float, beyond: str) -> str:
    """The exact decimal halfway to the next float, or a hair beyond it."""
    above = float(np.nextafter(value, np.inf))
    if not np.isfinite(above):
        return repr(value)
    top, bottom = value.as_integer_ratio()
    top_above, bottom_above = above.as_integer_ratio()
    numerator = top * bottom_above + top_above * bottom
    twos = (2 * bottom * bottom_above).bit_length() - 1
    digits = str(numerator * 5**twos)
    return f"{digits}{beyond}e-{twos + len(beyond)}"


@pytest.mark.parametrize("ending", ["\n\n", "\r\n\r\n", "\n\n\n"])
def test_blank_lines_at_the_end_leave_a_file_to_the_typed_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(f"a,b\n1,2\n3,5{ending}".encode())
    monkeypatch.setattr(reading, "TYPED_FROM", 0)
    monkeypatch.setattr("gdtui.data.careful.rows", None)
    assert read_csv(path).rows == 2


@pytest.mark.parametrize("seed", range(4))
def test_polars_rounds_every_decimal_as_python_does(seed: int) -> None:
    written = random_decimals(5000, seed)
    data = "\n".join(written).encode()
    read = pl.read_csv(data, has_header=False, schema={"x": pl.Float64}, quote_char=None)
    expected = np.array([float(text) for text in written])
    assert read["x"].to_numpy().tobytes() == expected.tobytes()
