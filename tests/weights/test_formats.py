"""Every format gives back what was written: every bit, every name."""

import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from tests.examples import share
from tests.weights.models import models, small

from gdtui.errors import UserError
from gdtui.weights.file import read_weights
from gdtui.weights.formats import FORMATS, check_destination, format_of
from gdtui.weights.saved import write_weights
from gdtui.weights.weights import Weights

SUFFIXES = sorted(FORMATS)


def check_round_trip(suffix: str, weights: Weights) -> None:
    """Write weights, read them back, and compare every bit and every name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"weights{suffix}"
        write_weights(weights, path, force=False)
        back = read_weights(path)
    assert back.same_bits(weights)
    if suffix != ".pt":
        assert (back.input_names, back.target_names) == (weights.input_names, weights.target_names)
    if suffix in (".json", ".npz", ".safetensors"):
        assert back.about == weights.about
    assert back.notes == ()


@pytest.mark.parametrize("suffix", SUFFIXES)
@share(0.4)
@given(weights=models())
def test_every_bit_and_every_name_comes_back(suffix: str, weights: Weights) -> None:
    check_round_trip(suffix, weights)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_line_that_is_told_loads_the_file(
    suffix: str, dtype: type[np.floating], tmp_path: Path
) -> None:
    weights = small(dtype)
    saved = write_weights(weights, tmp_path / f"it's \x1b{suffix}", force=False)
    assert saved.loading.isprintable()
    known: dict[str, object] = {}
    exec(saved.loading, known)  # noqa: S102 - the line is there to be run
    if suffix == ".pt":
        model = known["model"]
        assert isinstance(model, torch.nn.Linear)
        loaded = model.weight.detach().numpy()
    elif suffix == ".safetensors":
        state = known["state_dict"]
        assert isinstance(state, dict)
        loaded = state["weight"].numpy()
    elif suffix == ".csv":
        table = known["table"]
        loaded = table[:-1, 1:].to_numpy().T  # type: ignore[index]  # a polars frame
    else:
        loaded = np.asarray(known["w"])
    assert loaded.astype(dtype).tobytes() == weights.weight.tobytes()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_pt_is_exactly_the_state_dict_of_a_linear_layer(
    dtype: type[np.floating], tmp_path: Path
) -> None:
    weights = small(dtype)
    write_weights(weights, tmp_path / "w.pt", force=False)
    state = torch.load(tmp_path / "w.pt", weights_only=True)
    linear = torch.nn.Linear(3, 2, dtype=state["weight"].dtype)
    assert list(state) == list(linear.state_dict())
    linear.load_state_dict(state)
    assert linear.weight.detach().numpy().tobytes() == weights.weight.tobytes()


@pytest.mark.parametrize("suffix", [".json", ".npz", ".safetensors", ".csv"])
def test_reading_anything_but_a_pt_leaves_torch_alone(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"w{suffix}"
    write_weights(small(), path, force=False)
    told = "from pathlib import Path; from gdtui.weights.file import read_weights; "
    told += f"read_weights(Path({str(path)!r})); import sys; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", told], check=True)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_model_that_is_not_finite_is_not_written(suffix: str, tmp_path: Path) -> None:
    weights = replace(small(), bias=np.array([1.0, np.nan], np.float32))
    with pytest.raises(UserError, match=r"bias\[1\].* is nan"):
        write_weights(weights, tmp_path / f"w{suffix}", force=False)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_a_model_too_large_for_text_is_sent_to_safetensors(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    big = Weights(np.full((2, 60_000), 1 / 3), np.zeros(2))
    monkeypatch.setitem(FORMATS, suffix, replace(FORMATS[suffix], largest=2**20))
    with pytest.raises(UserError, match=r"1 MB; export as \.safetensors"):
        write_weights(big, tmp_path / f"w{suffix}", force=False)


@pytest.mark.parametrize("name", ["\0", "a\0"])
def test_a_name_that_npz_would_cut_is_refused_and_not_cut(name: str, tmp_path: Path) -> None:
    weights = Weights(np.ones((1, 1)), np.ones(1), (name,))
    with pytest.raises(UserError, match=r"w\.npz: "):
        write_weights(weights, tmp_path / "w.npz", force=False)
    write_weights(weights, tmp_path / "w.json", force=False)
    assert read_weights(tmp_path / "w.json").input_names == (name,)


def test_a_name_that_is_no_text_is_refused_by_csv_and_kept_by_the_others(tmp_path: Path) -> None:
    weights = Weights(np.ones((1, 1)), np.ones(1), ("\udc80",))
    with pytest.raises(UserError, match="no valid text"):
        write_weights(weights, tmp_path / "w.csv", force=False)
    for suffix in (".json", ".safetensors", ".npz"):
        write_weights(weights, tmp_path / f"w{suffix}", force=False)
        assert read_weights(tmp_path / f"w{suffix}").input_names == ("\udc80",)


@pytest.mark.parametrize("name", ["w", "w.txt", ".pt", "w.pt.gz", "w."])
def test_an_unknown_suffix_lists_the_known_ones(name: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"\.pt, \.safetensors, \.json, \.npz, \.csv, \.py"):
        check_destination(tmp_path / name, force=False)
    with pytest.raises(UserError, match=r"\.pt, \.safetensors, \.json, \.npz, \.csv$"):
        read_weights(tmp_path / name)


def test_a_script_is_written_only(tmp_path: Path) -> None:
    check_destination(tmp_path / "run.py", force=False)
    with pytest.raises(UserError, match="cannot be read as weights"):
        read_weights(tmp_path / "run.py")


def test_the_suffix_is_known_in_capitals_too(tmp_path: Path) -> None:
    write_weights(small(), tmp_path / "W.JSON", force=False)
    assert read_weights(tmp_path / "W.JSON").same_bits(small())


def test_a_suffix_without_a_format_is_refused_with_all_that_can_be_written() -> None:
    with pytest.raises(UserError, match=r"use .*\.csv, \.py$"):
        format_of(Path("w.xyz"), writing=True)
    with pytest.raises(UserError, match=r"use .*\.csv$"):
        format_of(Path("w.xyz"))
