from threading import Thread

import numpy as np
import pytest

from gdtui.engine.blocks import LONGEST, blocks, pausing, stack


@pytest.mark.parametrize("columns", [1, 3, 100, 3000])
@pytest.mark.parametrize("rows", [1, 7, LONGEST, LONGEST + 1, 100_000])
def test_slices_cover_every_row_once_and_in_order(rows: int, columns: int) -> None:
    covered = [place for piece in blocks(rows, columns) for place in range(rows)[piece]]
    assert covered == list(range(rows))


@pytest.mark.parametrize("columns", [1, 16, 100, 1000])
def test_a_block_of_usual_width_stays_within_a_megabyte(columns: int) -> None:
    longest = max(piece.stop - piece.start for piece in blocks(10**6, columns))
    assert longest <= LONGEST
    assert longest * columns <= 2**17


def test_blocks_have_the_rows_asked_for_up_to_the_longest() -> None:
    assert next(iter(blocks(10**6, 1000, at_least=4000))) == slice(0, 4000)
    assert next(iter(blocks(10**6, 5000, at_least=20_000))) == slice(0, LONGEST)


def test_a_stacked_block_is_a_copy_with_a_row_for_each_column() -> None:
    first, second = np.arange(5.0), np.arange(5.0, 10.0)
    block = stack((first, second), slice(1, 3))
    block += 1
    assert block.tolist() == [[2, 3], [7, 8]]
    assert first.tolist() == [0, 1, 2, 3, 4]


def test_a_pause_is_called_before_each_block_in_the_thread_that_asks_for_it() -> None:
    calls: list[int] = []
    with pausing(lambda: calls.append(1)):
        seen = list(blocks(20_000, 1))
        beside = Thread(target=lambda: list(blocks(20_000, 1)))
        beside.start()
        beside.join()
    assert len(calls) == len(seen) == 3
    assert list(blocks(20_000, 1)) == seen
    assert len(calls) == 3
