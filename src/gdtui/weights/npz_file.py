"""The .npz format: the arrays weight and bias, names as arrays of text, story and checksum."""

import io
import json
import math
import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdtui.errors import UserError
from gdtui.weights.archive import members
from gdtui.weights.checksum import checksum
from gdtui.weights.content import Content, check_keys
from gdtui.weights.strict_json import about_of, parse_json
from gdtui.weights.weights import Weights

_TEXTS = ("input_names", "target_names", "about", "checksum")
_HEADERS = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}


def loading(_weights: Weights, path: str) -> str:
    """The line of Python that loads the file; `path` is a Python literal."""
    return f'import numpy; saved = numpy.load({path}); w, b = saved["weight"], saved["bias"]'


def write(weights: Weights) -> bytes:
    """Serialise the arrays; no pickle is involved."""
    arrays: dict[str, NDArray[Any]] = {"weight": weights.weight, "bias": weights.bias}
    for key, names in (
        ("input_names", weights.input_names),
        ("target_names", weights.target_names),
    ):
        if names is not None:
            arrays[key] = np.array(names, np.str_)
    arrays["about"] = np.array(json.dumps(dict(weights.about), allow_nan=False))
    arrays["checksum"] = np.array(checksum(weights))
    serialised = io.BytesIO()
    np.savez(serialised, allow_pickle=False, **arrays)
    return serialised.getvalue()


def read(content: bytes, file: str) -> Content:
    """Read weight and bias and whatever of our texts is there.

    Raises:
        UserError: the archive is damaged, needs a pickle or holds something else.
    """
    parts = {
        member.filename.removesuffix(".npy"): data
        for member, data in members(content, file).items()
    }
    check_keys((key for key in parts if key not in _TEXTS), file)
    arrays = {key: _array(data, key, file) for key, data in parts.items()}
    texts = {key: _text(arrays.pop(key), key, file) for key in _TEXTS if key in arrays}
    return Content(
        arrays,
        _names(texts.get("input_names")),
        _names(texts.get("target_names")),
        about_of(parse_json(str(texts["about"]), file) if "about" in texts else {}, file),
        str(texts["checksum"]) if "checksum" in texts else None,
    )


def _array(data: bytes, key: str, file: str) -> NDArray[Any]:
    stream = io.BytesIO(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            header = _HEADERS[np.lib.format.read_magic(stream)]
            shape, fortran, dtype = header(stream)
    except Exception:  # noqa: BLE001 - numpy's header parser lets almost any error through
        raise UserError(f"{file}: is damaged: {key} is not a numpy array; save it again") from None
    if dtype.hasobject:
        raise UserError(
            f"{file}: refused: {key} holds Python objects, which could run code; "
            "save it as an array of float32 or float64"
        )
    # What the shape claims is checked before numpy makes room for it.
    if math.prod(shape) * dtype.itemsize != len(data) - stream.tell():
        raise UserError(f"{file}: is damaged: {key} is not as long as it claims; save it again")
    try:
        flat = np.frombuffer(data, dtype, offset=stream.tell())
        return flat.reshape(shape, order="F" if fortran else "C")
    except (ValueError, OverflowError):
        raise UserError(
            f"{file}: is damaged: {key} has an impossible shape; save it again"
        ) from None


def _text(array: NDArray[Any], key: str, file: str) -> NDArray[Any]:
    if array.dtype.kind != "U" or array.ndim != (1 if key.endswith("names") else 0):
        raise UserError(f"{file}: {key} is not text; take it out")
    return array


def _names(array: NDArray[Any] | None) -> tuple[str, ...] | None:
    return None if array is None else tuple(str(name) for name in array)
