"""One validator decides for every format whether a content is a linear model."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from gdtui.errors import UserError
from gdtui.weights.content import Content

GOOD: dict[str, NDArray[Any]] = {"weight": np.ones((2, 3)), "bias": np.ones(2)}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"weight": np.ones((2, 3), np.int32)}, "weight has the dtype int32"),
        ({"bias": np.ones(2, np.bool_)}, "bias has the dtype bool"),
        ({"weight": np.ones((2, 3), np.complex64)}, "weight has the dtype complex64"),
        ({"bias": np.array(["1", "2"])}, "bias has the dtype <U1"),
        ({"weight": np.ones(3)}, r"weight has the shape \(3,\) and bias \(2,\)"),
        ({"weight": np.ones((3, 3))}, r"weight has the shape \(3, 3\) and bias \(2,\)"),
        ({"bias": np.ones((2, 1))}, r"bias \(2, 1\)"),
        ({"bias": np.array(1.0)}, r"bias \(\)"),
        ({"weight": np.ones((2, 0))}, r"\(2, 0\)"),
        ({"extra": np.ones(1)}, "but it holds 'weight', 'bias', 'extra'"),
        ({"\x1b[31m": np.ones(1)}, r"'\\x1b\[31m'"),
    ],
)
def test_what_is_no_linear_model_is_told(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(UserError, match=f"^w: .*{words}"):
        Content(GOOD | changed).believed("w")


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_number_that_is_not_finite_is_told_by_its_place_and_names(bad: float) -> None:
    weight = np.ones((2, 3))
    weight[1, 2] = bad
    content = Content(GOOD | {"weight": weight}, ("a", "b", "c\n"), ("y", "z"))
    with pytest.raises(UserError, match=rf"weight\[1, 2\] \('z', 'c\\x0a'\) is {bad};"):
        content.believed("w")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ({"input_names": ("a",)}, r"names 1 input columns \('a'\), but weight has the shape"),
        ({"target_names": ("a", "b", "c")}, "names 3 target columns"),
    ],
)
def test_names_must_be_as_many_as_columns(names: dict[str, Any], words: str) -> None:
    with pytest.raises(UserError, match=words):
        Content(GOOD, **names).believed("w")


@pytest.mark.parametrize("about", [{"lr": np.nan}, {"lr": [np.inf]}])
def test_a_story_that_is_not_json_is_refused(about: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="not plain JSON"):
        Content(GOOD, about=about).believed("w")


def test_big_endian_and_column_order_become_the_usual_layout() -> None:
    weight = np.asfortranarray(np.arange(6.0).reshape(2, 3).astype(">f4"))
    weights = Content({"weight": weight, "bias": np.ones(2, ">f4")}).believed("w")
    assert weights.weight.dtype == np.dtype("<f4")
    assert weights.weight.flags.c_contiguous
    assert weights.weight.tolist() == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]
    assert weights.notes == ()


def test_the_dtypes_of_weight_and_bias_meet_in_the_wider_one_with_a_note() -> None:
    single = GOOD | {"bias": np.ones(2, np.float32)}
    weights = Content(single).believed("w")
    assert weights.weight.dtype == weights.bias.dtype == np.float64
    assert weights.notes == ("w: weight is float64, bias float32: read as float64",)


def test_half_precision_is_widened_with_a_note() -> None:
    half = {key: array.astype(np.float16) for key, array in GOOD.items()}
    weights = Content(half).believed("w")
    assert weights.weight.dtype == np.float32
    assert len(weights.notes) == 2
    assert "float16" in weights.notes[0]


def test_the_arrays_are_copies() -> None:
    weights = Content(GOOD).believed("w")
    assert not np.shares_memory(weights.weight, GOOD["weight"])
