"""A .safetensors from anywhere, and what ours carries besides the tensors."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from tests.weights.models import small

from gdtui.errors import UserError
from gdtui.weights.file import read_weights
from gdtui.weights.saved import write_weights


def raw(path: Path, header: object, data: bytes = b"") -> Path:
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)
    return path


def test_names_settings_and_dataset_are_metadata(tmp_path: Path) -> None:
    write_weights(small(), tmp_path / "w.safetensors", force=False)
    with safe_open(tmp_path / "w.safetensors", "np") as opened:
        metadata = opened.metadata()
    assert json.loads(metadata["input_names"]) == ["temp", "rain", "hum"]
    assert json.loads(metadata["about"]) == {"settings": {"lr": 1e-5}, "dataset": "crops"}
    assert metadata["checksum"].startswith("sha256:")


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
def test_a_layer_saved_by_safetensors_itself_is_read(tmp_path: Path, dtype: torch.dtype) -> None:
    layer = torch.nn.Linear(3, 2).to(dtype)
    save_file(layer.state_dict(), tmp_path / "w.safetensors")
    weights = read_weights(tmp_path / "w.safetensors")
    assert weights.weight.tolist() == layer.weight.tolist()
    assert weights.weight.dtype == (np.float64 if dtype == torch.float64 else np.float32)
    assert bool(weights.notes) == (dtype in (torch.float16, torch.bfloat16))
    assert weights.input_names is None


@pytest.mark.parametrize("dtype", [torch.int64, torch.bool, torch.float8_e4m3fn])
def test_other_dtypes_are_named(tmp_path: Path, dtype: torch.dtype) -> None:
    tensors = {"weight": torch.ones(1, 2).to(dtype), "bias": torch.ones(1)}
    save_file(tensors, tmp_path / "w.safetensors")
    with pytest.raises(UserError, match=r"weight has the dtype (I64|BOOL|F8_E4M3)"):
        read_weights(tmp_path / "w.safetensors")


def test_a_value_that_is_not_finite_is_told_by_its_place(tmp_path: Path) -> None:
    tensors = {"weight": torch.tensor([[1.0, float("nan")]]), "bias": torch.ones(1)}
    save_file(tensors, tmp_path / "w.safetensors")
    with pytest.raises(UserError, match=r"weight\[0, 1\] is nan"):
        read_weights(tmp_path / "w.safetensors")


ENTRY = {"dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8]}
BIAS = {"dtype": "F32", "shape": [1], "data_offsets": [8, 12]}


@pytest.mark.parametrize(
    "header",
    [
        [],
        1,
        {},
        {"weight": 1, "bias": 2},
        {"weight": ENTRY, "bias": BIAS, "__metadata__": []},
        {"weight": ENTRY, "bias": BIAS, "__metadata__": {"input_names": 5}},
        {"weight": ENTRY, "bias": BIAS, "__metadata__": {"input_names": "x"}},
        {"weight": ENTRY, "bias": BIAS, "__metadata__": {"input_names": '{"a": 1}'}},
        {"weight": ENTRY, "bias": BIAS, "__metadata__": {"input_names": '["a"]'}},
        {"weight": ENTRY, "bias": BIAS, "__metadata__": {"about": "[1]"}},
        {"weight": ENTRY, "bias": BIAS, "__metadata__": {"about": '{"a": NaN}'}},
        {"weight": ENTRY, "bias": BIAS, "__metadata__": {"about": "[" * 5000}},
        {"weight": ENTRY, "bias": BIAS, "__metadata__": {"checksum": "\x1b[2J"}},
        {"weight": ENTRY, "bias": ENTRY},
        {"weight": ENTRY | {"shape": [2**62, 4]}, "bias": BIAS},
        {"weight": ENTRY | {"shape": [2, 2]}, "bias": BIAS},
        {"weight": ENTRY | {"dtype": "\x1b[2J"}, "bias": BIAS},
        {"weight": ENTRY, "bias": BIAS | {"data_offsets": [8, 2**40]}},
        {f"t{number}": ENTRY for number in range(20_000)},
    ],
)
def test_a_header_that_lies_is_one_sentence(tmp_path: Path, header: Any) -> None:
    with pytest.raises(UserError) as caught:
        read_weights(raw(tmp_path / "w.safetensors", header, np.ones(3, np.float32).tobytes()))
    assert caught.value.sentence.isprintable()
    assert caught.value.sentence.startswith(str(tmp_path / "w.safetensors"))
