"""The .safetensors format: the two tensors, and names, story and checksum as metadata."""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdtui.clean import clean
from gdtui.errors import UserError
from gdtui.weights.checksum import checksum
from gdtui.weights.content import KEYS, Content, check_keys, narrow_dtype, wrong_dtype
from gdtui.weights.strict_json import about_of, names_of, parse_json
from gdtui.weights.weights import Weights

_LONGEST_HEADER = 10 * 2**20
_DTYPES = {"F16": "<f2", "F32": "<f4", "F64": "<f8"}


def loading(_weights: Weights, path: str) -> str:
    """The line of Python that loads the file; `path` is a Python literal."""
    return f"from safetensors.torch import load_file; state_dict = load_file({path})"


def write(weights: Weights) -> bytes:
    """Serialise weight and bias, with the rest as JSON texts in the metadata."""
    from safetensors.numpy import save  # noqa: PLC0415 - loaded for this format only

    metadata = {
        "input_names": json.dumps(weights.input_names),
        "target_names": json.dumps(weights.target_names),
        "about": json.dumps(dict(weights.about), allow_nan=False),
        "checksum": checksum(weights),
    }
    return save({"weight": weights.weight, "bias": weights.bias}, metadata)


def read(content: bytes, file: str) -> Content:
    """Read weight and bias and whatever of our metadata is there.

    Raises:
        UserError: the file is damaged or holds something else.
    """
    header = _header(content, file)
    metadata = header.pop("__metadata__", {})
    check_keys(header, file)

    from safetensors import (  # noqa: PLC0415 - loaded for this format only
        SafetensorError,
        deserialize,
    )

    try:
        tensors = dict(deserialize(content))  # type: ignore[no-untyped-call]  # written in Rust
    except SafetensorError as error:
        why = clean(str(error).removeprefix("Error while deserializing: "))
        raise UserError(f"{file}: is damaged ({why}); save or copy it again") from None
    notes: list[str] = []
    arrays = {key: _array(tensors[key], key, file, notes) for key in KEYS}

    def noted(key: str) -> object:
        return parse_json(metadata[key], file) if key in metadata else None

    return Content(
        arrays,
        names_of(noted("input_names"), "input_names", file),
        names_of(noted("target_names"), "target_names", file),
        about_of(noted("about") or {}, file),
        metadata.get("checksum"),
        tuple(notes),
    )


def _header(content: bytes, file: str) -> dict[str, Any]:
    length = int.from_bytes(content[:8], "little")
    if not 2 <= length <= min(len(content) - 8, _LONGEST_HEADER):
        raise UserError(f"{file}: is damaged: its header does not fit; save or copy it again")
    try:
        text = content[8 : 8 + length].decode()
    except UnicodeDecodeError:
        raise UserError(f"{file}: is damaged: its header is not UTF-8; save it again") from None
    header = parse_json(text, file)
    metadata = header.get("__metadata__", {}) if isinstance(header, dict) else None
    if not isinstance(header, dict) or not isinstance(metadata, dict):
        raise UserError(f"{file}: is damaged: its header is not an object; save it again")
    return header


def _array(tensor: Any, key: str, file: str, notes: list[str]) -> NDArray[Any]:
    dtype, data, shape = tensor["dtype"], tensor["data"], tensor["shape"]
    if dtype == "BF16":
        # bfloat16 is the upper half of a float32.
        notes.append(narrow_dtype(file, key, "bfloat16"))
        halves = np.frombuffer(data, "<u2").astype("<u4") << np.uint32(16)
        return halves.view("<f4").reshape(shape)
    if dtype not in _DTYPES:
        raise wrong_dtype(file, key, dtype)
    return np.frombuffer(data, _DTYPES[dtype]).reshape(shape)
