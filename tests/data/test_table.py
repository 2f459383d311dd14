import numpy as np
import pytest

from gdtui.data.numbers import Numbers
from gdtui.data.table import Table


def block(*values: float) -> Numbers:
    column = np.array(values, np.float64)
    return Numbers(np.array([column, -column]))


@pytest.mark.parametrize("expected", [0, 2, 3, 100, 1_000_000])
def test_blocks_are_joined_in_order_with_their_least_and_greatest(expected: int) -> None:
    table = Table(2, expected)
    table.append(block(1, 5), range(2, 4))
    table.append(block(), [])
    table.append(block(3), [4])
    assert [column.tolist() for column in table.columns()] == [[1, 5, 3], [-1, -5, -3]]
    assert (table.least, table.greatest, table.rows) == ([1, -5], [5, -1], 3)


def test_lines_are_a_range_where_none_is_left_out() -> None:
    table = Table(2, 2)
    table.append(block(1, 5), range(2, 4))
    table.append(block(3), [4])
    assert table.lines() == range(2, 5)
    table.append(block(4), [6])
    assert list(table.lines()) == [2, 3, 4, 6]


def test_columns_cannot_be_written_to() -> None:
    table = Table(2, 1)
    table.append(block(1), [2])
    with pytest.raises(ValueError, match="read-only"):
        table.columns()[0][0] = 2


def test_without_rows_there_are_no_lines() -> None:
    assert list(Table(1, 0).lines()) == []
    assert Table(1, 0).columns()[0].tolist() == []
