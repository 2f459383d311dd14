"""Arrays in messages: packed as their bytes, in half the time that numpy takes for small ones."""

import copyreg
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray


def pack_arrays() -> None:
    """Let this process pickle arrays so from now on."""
    import numpy as np  # noqa: PLC0415  # loading it takes longer than all else here

    copyreg.pickle(np.ndarray, _packed)


def unpacked(content: bytes, kind: str, shape: tuple[int, ...]) -> "NDArray[Any]":
    """The array of these bytes, which cannot be written to."""
    import numpy as np  # noqa: PLC0415  # as above

    return np.frombuffer(content, kind).reshape(shape)


def _packed(array: "NDArray[Any]") -> Any:  # what pickle wants
    if array.dtype.hasobject:
        return array.__reduce__()
    return unpacked, (array.tobytes(), array.dtype.str, array.shape)
