"""Content: what a file of weights holds, before any of it is believed.

Every format is read into a Content, and one function decides, in the same words for all of them,
whether it is a linear model.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdtui.clean import clean
from gdtui.errors import UserError
from gdtui.weights.checksum import checksum
from gdtui.weights.names import listed, quoted
from gdtui.weights.weights import Weights

KEYS = ("weight", "bias")


@dataclass(frozen=True, eq=False)
class Content:
    """The arrays of a file by key, and whatever else its format had room for."""

    arrays: Mapping[str, NDArray[Any]]
    input_names: tuple[str, ...] | None = None
    target_names: tuple[str, ...] | None = None
    about: Mapping[str, Any] = field(default_factory=dict)
    checksum: str | None = None
    notes: tuple[str, ...] = ()

    def believed(self, file: str) -> Weights:
        """Turn the content into Weights, or say what keeps it from being a linear model.

        Args:
            file: the file's name as it is shown in errors and notes.

        Raises:
            UserError: keys, dtypes, shapes, names, values or the checksum are wrong.
        """
        check_keys(self.arrays, file)
        weight, bias = (self.arrays[key] for key in KEYS)
        notes = list(self.notes)
        for key, array in zip(KEYS, (weight, bias), strict=True):
            if array.dtype.kind != "f" or array.dtype.itemsize > 8:
                raise wrong_dtype(file, key, str(array.dtype))
            if array.dtype == np.float16:
                notes.append(narrow_dtype(file, key, "float16"))
        _check_shapes(weight, bias, file)
        dtype = np.result_type(weight, bias, np.float32)
        if weight.dtype != bias.dtype and dtype == np.float64:
            notes.append(f"{file}: weight is {weight.dtype}, bias {bias.dtype}: read as float64")
        weights = Weights(
            np.array(weight, dtype, order="C"),
            np.array(bias, dtype, order="C"),
            self.input_names,
            self.target_names,
            self.about,
            tuple(notes),
        )
        _check_names(weights, file)
        _check_finite(weights, file)
        _check_checksum(weights, self.checksum, file)
        return weights


def check_keys(keys: Iterable[object], file: str) -> None:
    """Refuse any keys but exactly weight and bias, and say which were found."""
    found = [key if isinstance(key, str) else f"({type(key).__name__})" for key in keys]
    if sorted(found) != sorted(KEYS):
        raise UserError(
            f"{file}: exactly weight and bias are needed, but it holds {listed(found)}; "
            "save the state_dict of one nn.Linear"
        )


def wrong_dtype(file: str, key: str, dtype: str) -> UserError:
    """Say that an array is not made of floating-point numbers gdtui can train."""
    return UserError(
        f"{file}: {key} has the dtype {clean(dtype)}; convert it to float32 or float64"
    )


def narrow_dtype(file: str, key: str, dtype: str) -> str:
    """Note that a half-precision array, whose numbers float32 holds exactly, was widened."""
    return f"{file}: {key} is {dtype} in the file and is used as float32"


def _check_shapes(weight: NDArray[Any], bias: NDArray[Any], file: str) -> None:
    if weight.ndim != 2 or bias.ndim != 1 or weight.shape[0] != bias.shape[0] or not weight.size:
        raise UserError(
            f"{file}: weight has the shape {_shape(weight)} and bias {_shape(bias)}; "
            "(targets, inputs) and (targets,) are needed, as nn.Linear has them"
        )


def _shape(array: NDArray[Any]) -> str:
    return clean(str(array.shape))


def _check_names(weights: Weights, file: str) -> None:
    targets, inputs = weights.weight.shape
    for what, names, count in (
        ("input", weights.input_names, inputs),
        ("target", weights.target_names, targets),
    ):
        if names is not None and len(names) != count:
            raise UserError(
                f"{file}: names {len(names)} {what} columns ({listed(names)}), "
                f"but weight has the shape {_shape(weights.weight)}; correct the names"
            )


def _check_finite(weights: Weights, file: str) -> None:
    for key, array in zip(KEYS, (weights.weight, weights.bias), strict=True):
        wrong = np.argwhere(~np.isfinite(array))
        if len(wrong):
            place = tuple(int(index) for index in wrong[0])
            more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
            raise UserError(
                f"{file}: {key}{list(place)}{_whose(weights, place)} is {array[place]}{more}; "
                "only finite numbers can be used"
            )


def _whose(weights: Weights, place: tuple[int, ...]) -> str:
    names = [
        quoted(those[index])
        for those, index in zip((weights.target_names, weights.input_names), place, strict=False)
        if those is not None
    ]
    return f" ({', '.join(names)})" if names else ""


def _check_checksum(weights: Weights, expected: str | None, file: str) -> None:
    try:
        actual = checksum(weights)
    except (ValueError, RecursionError):
        raise UserError(f'{file}: its "about" is not plain JSON; take it out') from None
    if expected is not None and expected != actual:
        raise UserError(
            f"{file}: is damaged: its numbers or names do not match its checksum; export it again, "
            "or, if it was edited on purpose, take the checksum out"
        )
