import numpy as np
import pytest

from gdtui.data.careful import Careful
from gdtui.data.header import Header
from gdtui.data.numbers import Numbers
from gdtui.data.problems import Problems
from gdtui.data.records import MalformedLine

HEADER = Header(",", ("a", "b", "c"), frozenset(), 1)


def reader(*, drop_missing: bool = False, used: tuple[int, ...] = (0, 2)) -> Careful:
    return Careful(HEADER, used, Problems("f.csv"), drop_missing, 2)


def read(careful: Careful, *texts: str) -> tuple[list[list[float]], list[int]]:
    """Read the first of some blocks that follow each other: its columns and its lines."""
    blocks = iter([text.encode() for text in texts])
    numbers, lines = careful.read(next(blocks), blocks)
    return [column.tolist() for column in numbers.columns], list(lines)


def wrong(text: str, *, drop_missing: bool = False) -> list[str]:
    careful = reader(drop_missing=drop_missing)
    read(careful, text)
    error = careful.problems.error(read_to_end=True)
    return [error.sentence, *error.more]


def test_used_columns_are_read_in_their_order_with_their_lines() -> None:
    assert read(reader(used=(2, 0)), "1,x,2\n3,,4\n") == ([[2, 4], [1, 3]], [2, 3])


def test_a_quoted_cell_takes_lines_of_the_next_block_and_leaves_later_blocks() -> None:
    careful = reader()
    blocks = iter([b'y",2\n3,"z\nz",4\n', b"5,,6\n"])
    numbers, lines = careful.read(b'1,"x\n', blocks)
    assert [column.tolist() for column in numbers.columns] == [[1, 3], [2, 4]]
    assert (list(lines), careful.line) == ([2, 4], 6)
    assert next(blocks) == b"5,,6\n"


def test_rows_read_elsewhere_are_passed_over_line_by_line() -> None:
    careful = reader()
    read(careful, "1,2,3\n\n")
    assert careful.pass_over(Numbers(np.zeros((1, 5)))) == range(4, 9)
    assert careful.line == 9
    assert "line 3: blank" in careful.problems.error(read_to_end=True).sentence


def test_a_quote_never_closed_is_named_by_the_line_that_opens_it() -> None:
    with pytest.raises(MalformedLine, match="opened and not closed") as malformed:
        read(reader(), '1,2,3\n1,"2,3\n', "4,5,6\n")
    assert malformed.value.line == 3


def test_every_wrong_cell_of_a_row_is_named() -> None:
    first, second = wrong("1,2,3\nx,?,1e999\n")
    assert first.startswith("f.csv, line 3, column 'a': \"x\" is not a number")
    assert second.startswith("f.csv, line 3, column 'c': \"1e999\" is too large for float64")


@pytest.mark.parametrize(
    ("row", "says"),
    [("1,2", "2 cells, but the header has 3"), ("1,2,3,", "4 cells, but"), ("1", "1 cell, but")],
)
def test_a_row_of_another_length_is_named(row: str, says: str) -> None:
    assert says in wrong(f"{row}\n")[0]


def test_twice_the_cells_are_suspected_to_be_decimal_commas() -> None:
    assert "write numbers with a decimal point" in wrong("1,5,2,5,3,5\n")[0]


def test_blank_lines_matter_only_when_rows_follow() -> None:
    careful = reader()
    read(careful, "1,2,3\n\n \n")
    assert careful.blank == 3
    careful.problems.raise_if_any(read_to_end=True)
    assert wrong("1,2,3\n\n \n4,5,6\n") == [
        "f.csv, line 3: blank, with more rows below it; delete the line"
    ]


def test_a_block_of_blank_lines_is_counted_and_not_read() -> None:
    careful = reader()
    assert read(careful, "\n \n\r\n") == ([[], []], [])
    assert (careful.blank, careful.line) == (2, 5)


def test_dropping_leaves_out_rows_that_lack_a_used_number_and_no_others() -> None:
    careful = reader(drop_missing=True)
    _, lines = read(careful, "1,,3\n,2,3\n4,5,NA\n6,7,8\n")
    assert lines == [2, 5]
    assert careful.dropped == [3, 4]


def test_dropping_does_not_forgive_what_is_not_a_number() -> None:
    (only,) = wrong("NA,2,x\n", drop_missing=True)
    assert "line 2, column 'c': \"x\"" in only
