"""A .json typed by hand is enough, and one that means two things is refused."""

import json
from pathlib import Path

import numpy as np
import pytest
from tests.weights.models import small

from gdtui.errors import UserError
from gdtui.weights.file import read_weights
from gdtui.weights.saved import write_weights


def written(folder: Path, text: str) -> Path:
    (folder / "w.json").write_text(text, "utf-8")
    return folder / "w.json"


def test_weight_and_bias_are_enough(tmp_path: Path) -> None:
    weights = read_weights(written(tmp_path, '{"weight": [[1, 2.5]], "bias": [-0.0]}'))
    assert weights.weight.tolist() == [[1.0, 2.5]]
    assert np.signbit(weights.bias[0])
    assert weights.weight.dtype == np.float64
    assert weights.input_names is None
    assert weights.notes == ()


def test_for_one_target_a_flat_weight_and_a_bare_bias_will_do(tmp_path: Path) -> None:
    weights = read_weights(written(tmp_path, '{"weight": [1, 2], "bias": 3, "target": "y"}'))
    assert weights.weight.tolist() == [[1.0, 2.0]]
    assert weights.bias.tolist() == [3.0]
    assert weights.target_names == ("y",)


def test_a_person_can_read_what_is_written(tmp_path: Path) -> None:
    write_weights(small(), tmp_path / "w.json", force=False)
    text = (tmp_path / "w.json").read_text("ascii")
    assert '"columns": ["temp", "rain", "hum"]' in text
    assert "    [0.1, -0.0, 3.5],\n" in text
    assert json.loads(text)["about"]["dataset"] == "crops"


def test_keys_that_mean_nothing_are_noted(tmp_path: Path) -> None:
    weights = read_weights(written(tmp_path, '{"weight": [[1]], "bias": [2], "lozz": NaN}'))
    assert len(weights.notes) == 1
    assert "'lozz' is not used" in weights.notes[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"weight": [[1]],\n "bias": [2]', r"json, line 2, column \d+: is not JSON"),
        ("[1, 2]", "must be an object"),
        ('{"weights": [[1]], "bias": [2]}', "but it holds 'weights', 'bias'"),
        ('{"weight": [[1]]}', "exactly weight and bias"),
        ('{"weight": 1, "bias": 2}', "weight must be a list"),
        ('{"weight": [[1, "2"]], "bias": [2]}', r"weight\[0\]\[1\] is '2', not a number"),
        ('{"weight": [[1, null]], "bias": [2]}', r"weight\[0\]\[1\] is null"),
        ('{"weight": [[1]], "bias": [true]}', r"bias\[0\] is true or false"),
        ('{"weight": [[1]], "bias": {}}', r"bias\[0\] is an object"),
        ('{"weight": [[[1]]], "bias": [2]}', r"weight\[0\]\[0\] is a list"),
        ('{"weight": [[1, 2], [3]], "bias": [1, 2]}', "rows of weight differ in length"),
        ('{"weight": [[1], 3], "bias": [1, 2]}', r"weight\[1\] must be a list"),
        ('{"weight": [], "bias": []}', "shape"),
        ('{"weight": [[]], "bias": [1]}', "shape"),
        ('{"weight": [[1e999]], "bias": [1]}', r"weight\[0, 0\] is inf"),
        ('{"weight": [[1]], "bias": [-Infinity]}', r"bias\[0\] is -inf"),
        ('{"weight": [[1' + "0" * 400 + ']], "bias": [1]}', "integer too large"),
        ('{"weight": [[1' + "0" * 5000 + ']], "bias": [1]}', "thousands of digits"),
        ('{"weight": [[1e39]], "bias": [1], "dtype": "float32"}', r"weight\[0, 0\] is inf"),
        ('{"weight": [[1]], "bias": [1], "dtype": "int8"}', "dtype is 'int8'"),
        ('{"weight": [[1]], "bias": [1], "dtype": [["f"]]}', "dtype is of type list"),
        ('{"weight": [[1]], "bias": [1], "version": 2}', "another format or version"),
        ('{"weight": [[1]], "bias": [1], "columns": "x"}', "'columns' must be a list of names"),
        ('{"weight": [[1]], "bias": [1], "columns": [1]}', "'columns' must be a list of names"),
        ('{"weight": [[1]], "bias": [1], "target": 1}', "'targets' must be a list of names"),
        ('{"weight": [[1]], "bias": [1], "about": []}', '"about" must be an object'),
        ('{"weight": [[1]], "bias": [1], "about": {"a": NaN}}', "not plain JSON"),
        ('{"weight": [[1]], "bias": [1], "about": {"a": 1e999}}', "not plain JSON"),
        ('{"weight": [[1]], "bias": [1], "checksum": 5}', "does? not match|do not match"),
        ('{"weight": [[1]], "bias": [1], "a": ' + "[" * 990 + "]" * 990 + "}", "deeply|not used"),
        ('{"weight": [[1]], "bias": [1], "\\u001b": 1, "\\u001b": 2}', r"'\\x1b' appears twice"),
        ('{"weight": [["\\u001b[2J"]], "bias": [1]}', r"'\\x1b\[2J', not a number"),
        ("{'weight': [[1]]}", "line 1, column 2: is not JSON"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as caught:
        read_weights(written(tmp_path, text))
    assert caught.value.sentence.isprintable()


@pytest.mark.parametrize("depth", [300, 900, 960, 980, 2000])
def test_a_deep_story_never_ends_in_a_traceback(tmp_path: Path, depth: int) -> None:
    about = '{"a": ' + "[" * depth + "]" * depth + "}"
    text = f'{{"weight": [[1]], "bias": [1], "about": {about}, "checksum": "x"}}'
    with pytest.raises(UserError):
        read_weights(written(tmp_path, text))
