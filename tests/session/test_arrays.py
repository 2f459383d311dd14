import copyreg
import pickle
from collections.abc import Iterator

import numpy as np
import pytest

from gdtui.session.arrays import pack_arrays


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    pack_arrays()
    yield
    del copyreg.dispatch_table[np.ndarray]


@pytest.mark.parametrize(
    "array",
    [
        np.array([[-0.0, np.nan, np.inf], [1e-310, 2.5, -3.0]], np.float32),
        np.arange(12.0).reshape(3, 4).T,
        np.arange(9)[::2],
        np.empty((0, 3)),
        np.array(2.5),
        np.array(["rain", "temperature"]),
        np.array([True, False]),
        np.array([{"any": "thing"}, None], object),
    ],
)
def test_an_array_arrives_with_its_bits_its_kind_and_its_shape(array: np.ndarray) -> None:
    came = pickle.loads(pickle.dumps(array, pickle.HIGHEST_PROTOCOL))  # noqa: S301  # our own

    assert (came.dtype, came.shape) == (array.dtype, array.shape)
    assert came.tolist() == array.tolist() or came.tobytes() == array.tobytes()
