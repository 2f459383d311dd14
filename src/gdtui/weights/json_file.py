"""The .json format: {"weight": [[...]], "bias": [...]}, and the rest for people."""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdtui.errors import UserError
from gdtui.weights.checksum import checksum
from gdtui.weights.content import KEYS, Content, check_keys
from gdtui.weights.digits import shortest
from gdtui.weights.names import listed, quoted
from gdtui.weights.strict_json import about_of, names_of, parse_json, text_of
from gdtui.weights.weights import Weights

_FORMAT, _VERSION = "gdtui-weights", 1
_DTYPES = ("float32", "float64")
_KINDS = {bool: "true or false", type(None): "null", list: "a list", dict: "an object"}
_KNOWN = ("format", "version", "dtype", "columns", "targets", "target", "about", "checksum")


def loading(_weights: Weights, path: str) -> str:
    """The line of Python that loads the file; `path` is a Python literal."""
    opened = f"import json, pathlib; saved = json.loads(pathlib.Path({path}).read_text())"
    return f'{opened}; w, b = saved["weight"], saved["bias"]'


def write(weights: Weights) -> bytes:
    """Lay the weights out for people too: a line per key, in `weight` a line per target."""
    lines = [
        ("format", json.dumps(_FORMAT)),
        ("version", json.dumps(_VERSION)),
        ("dtype", json.dumps(str(weights.weight.dtype))),
        ("columns", json.dumps(weights.input_names)),
        ("targets", json.dumps(weights.target_names)),
        ("weight", "[\n    " + ",\n    ".join(_row(row) for row in weights.weight) + "\n  ]"),
        ("bias", _row(weights.bias)),
        ("about", json.dumps(dict(weights.about), allow_nan=False)),
        ("checksum", json.dumps(checksum(weights))),
    ]
    body = ",\n".join(f"  {json.dumps(key)}: {text}" for key, text in lines)
    return f"{{\n{body}\n}}\n".encode()


def read(content: bytes, file: str) -> Content:
    """Read an object with weight and bias; for one target a flat weight and a bare bias will do.

    Raises:
        UserError: the text is not such an object.
    """
    saved = parse_json(text_of(content, file), file)
    if not isinstance(saved, dict):
        raise UserError(f'{file}: must be an object {{"weight": [[...]], "bias": [...]}}')
    if not saved.keys() >= set(KEYS):
        check_keys(saved, file)
    _check_head(saved, file)
    unknown = [key for key in saved if key not in (*_KNOWN, *KEYS)]
    targets = saved.get("targets", [saved["target"]] if "target" in saved else None)
    stated = saved.get("checksum")
    dtype = saved.get("dtype", "float64")
    return Content(
        arrays={
            "weight": _array(_rows(saved["weight"]), "weight", dtype, file),
            "bias": _array(_bare(saved["bias"]), "bias", dtype, file),
        },
        input_names=names_of(saved.get("columns"), "columns", file),
        target_names=names_of(targets, "targets", file),
        about=about_of(saved.get("about", {}), file),
        checksum=None if stated is None else str(stated),
        notes=(f"{file}: {listed(unknown)} is not used",) if unknown else (),
    )


def _row(values: NDArray[np.floating]) -> str:
    return json.dumps([shortest(value) for value in values])


def _check_head(saved: dict[str, Any], file: str) -> None:
    if saved.get("format", _FORMAT) != _FORMAT or saved.get("version", _VERSION) != _VERSION:
        raise UserError(f"{file}: is of another format or version; export it again as .safetensors")
    if saved.get("dtype", "float64") not in _DTYPES:
        dtype = saved["dtype"]
        shown = quoted(dtype) if isinstance(dtype, str) else f"of type {type(dtype).__name__}"
        raise UserError(f"{file}: its dtype is {shown}; it must be float32 or float64")


def _rows(weight: object) -> object:
    flat = isinstance(weight, list) and not any(isinstance(row, list) for row in weight)
    return [weight] if flat else weight


def _bare(bias: object) -> object:
    return bias if isinstance(bias, list) else [bias]


def _array(value: object, where: str, dtype: str, file: str) -> NDArray[Any]:
    depth = 2 if where == "weight" else 1
    _check_numbers(value, where, depth, file)
    try:
        # A number too large for the dtype becomes an infinity, which is refused by its place.
        with np.errstate(over="ignore"):
            return np.array(value, np.float64).astype(dtype)
    except OverflowError:
        raise UserError(f"{file}: {where} holds an integer too large for {dtype}") from None
    except ValueError:
        raise UserError(f"{file}: the rows of weight differ in length; make them equal") from None


def _check_numbers(value: object, where: str, depth: int, file: str) -> None:
    if depth:
        if not isinstance(value, list):
            raise UserError(f"{file}: {where} must be a list, as in [[1.5, 2.0]] for weight")
        for index, item in enumerate(value):
            _check_numbers(item, f"{where}[{index}]", depth - 1, file)
    elif type(value) not in (int, float):
        shown = quoted(value) if isinstance(value, str) else _KINDS[type(value)]
        raise UserError(f"{file}: {where} is {shown}, not a number; correct it")
