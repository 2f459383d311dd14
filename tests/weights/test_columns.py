"""Weights meet the columns of a dataset by name."""

import numpy as np
import pytest
from tests.weights.models import small

from gdtui.errors import UserError
from gdtui.weights.columns import match_columns
from gdtui.weights.weights import Weights


def test_columns_in_another_order_are_reordered() -> None:
    weights = small()
    matched = match_columns(weights, ["hum", "temp", "rain"], ["oranges", "apples"])
    assert matched.weight.tolist() == weights.weight[::-1, [2, 0, 1]].tolist()
    assert matched.bias.tolist() == [-2.0, 1.0]
    assert matched.input_names == ("hum", "temp", "rain")
    assert matched.target_names == ("oranges", "apples")
    assert matched.weight.flags.c_contiguous
    assert matched.notes == ()


def test_the_same_order_keeps_every_bit() -> None:
    weights = small()
    assert match_columns(weights, ["temp", "rain", "hum"]).same_bits(weights)


def test_without_target_columns_the_targets_stay_as_they_are() -> None:
    matched = match_columns(small(), ["rain", "hum", "temp"])
    assert matched.target_names == ("apples", "oranges")


@pytest.mark.parametrize(
    ("inputs", "targets", "words"),
    [
        (["temp", "rain", "x1"], None, ["lacks the input 'hum'", "lack the input 'x1'"]),
        (["temp", "rain"], None, ["the data lacks the input 'hum'"]),
        (["temp", "rain", "hum", "x1"], None, ["the weights lack the input 'x1'", "--inputs"]),
        (["temp", "rain", "hum", "hum"], None, ["3 input columns and the data 4"]),
        (["temp", "rain", "hum"], ["apples"], ["lacks the target 'oranges'", "--targets"]),
        (["temp", "rain", "hum"], ["apples", "Oranges"], ["'oranges'", "'Oranges'"]),
    ],
)
def test_names_on_one_side_only_are_told(
    inputs: list[str], targets: list[str] | None, words: list[str]
) -> None:
    with pytest.raises(UserError) as caught:
        match_columns(small(), inputs, targets)
    assert all(word in caught.value.sentence for word in words)


def test_weights_without_names_take_the_columns_in_order_and_say_so() -> None:
    weights = Weights(np.ones((1, 2)), np.ones(1))
    matched = match_columns(weights, ["a", "b"], ["y"])
    assert matched.input_names == ("a", "b")
    assert matched.target_names == ("y",)
    assert [note for note in matched.notes if "in order as 'a', 'b'" in note]
    assert [note for note in matched.notes if "in order as 'y'" in note]


def test_weights_without_names_need_as_many_columns() -> None:
    with pytest.raises(UserError, match="for 2 input columns, the data has 3: 'a', 'b', 'c'"):
        match_columns(Weights(np.ones((1, 2)), np.ones(1)), ["a", "b", "c"], ["y"])


def test_equal_names_are_taken_in_the_same_order_only() -> None:
    weights = Weights(np.array([[1.0, 2.0, 3.0]]), np.ones(1), ("a", "a", "b"))
    assert match_columns(weights, ["a", "a", "b"]).same_bits(weights)
    with pytest.raises(UserError, match="several input columns of the same name"):
        match_columns(weights, ["a", "b", "a"])
    with pytest.raises(UserError, match="some under the same name"):
        match_columns(weights, ["a", "b", "b"])


def test_a_hundred_missing_names_fit_one_sentence() -> None:
    names = tuple(f"x{number}" for number in range(100))
    with pytest.raises(UserError, match="'x4' and 95 more"):
        match_columns(Weights(np.ones((1, 100)), np.ones(1), names), ["a"])
