import numpy as np
import pytest

from gdtui.engine.prediction import columns_of, predictions


def test_predictions_are_weights_times_inputs_plus_bias() -> None:
    columns = columns_of([[1.0, 2.0], [3.0, 4.0], [-1.0, 0.5]])
    weight, bias = np.array([[2.0, -3.0], [0.5, 0.25]]), np.array([1.0, -1.0])
    (block,) = predictions(columns, weight, bias)
    assert block.tolist() == [[-3.0, 0.0], [-5.0, 1.5], [-2.5, -1.375]]


def test_float32_weights_predict_in_float64() -> None:
    weight, bias = np.array([[0.1]], np.float32), np.zeros(1, np.float32)
    (block,) = predictions(columns_of([[3.0]]), weight, bias)
    assert block.dtype == np.float64
    assert block[0, 0] == 3.0 * float(np.float32(0.1))


def test_many_rows_come_in_blocks_and_in_order() -> None:
    column = np.arange(20_000.0)
    blocks = list(predictions((column,), np.array([[2.0]]), np.array([1.0])))
    assert len(blocks) > 1
    assert np.array_equal(np.concatenate(blocks)[:, 0], 2 * column + 1)


@pytest.mark.parametrize("weight", [1e300, -1e300])
def test_what_overflows_is_infinite_and_warns_nobody(weight: float) -> None:
    (block,) = predictions(columns_of([[1e300]]), np.array([[weight]]), np.zeros(1))
    assert block[0, 0] == np.copysign(np.inf, weight)
