"""An .npz from anywhere, and what ours carries besides the arrays."""

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.weights.models import small

from gdtui.errors import UserError
from gdtui.weights.file import read_weights
from gdtui.weights.saved import write_weights

GOOD: dict[str, NDArray[Any]] = {"weight": np.ones((1, 2)), "bias": np.ones(1)}


def npy(header: str, data: bytes = b"", version: bytes = b"\1\0") -> bytes:
    text = header.encode("latin1")
    return b"\x93NUMPY" + version + len(text).to_bytes(2, "little") + text + data


def archive(path: Path, weight: bytes) -> Path:
    bias = io.BytesIO()
    np.save(bias, np.ones(1))
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("weight.npy", weight)
        packed.writestr("bias.npy", bias.getvalue())
    return path


def test_names_are_arrays_of_text_that_need_no_pickle(tmp_path: Path) -> None:
    write_weights(small(), tmp_path / "w.npz", force=False)
    with np.load(tmp_path / "w.npz", allow_pickle=False) as saved:
        assert saved["input_names"].tolist() == ["temp", "rain", "hum"]
        assert saved["target_names"].tolist() == ["apples", "oranges"]
        assert '"crops"' in str(saved["about"])


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_an_npz_of_numpy_itself_is_read(tmp_path: Path, save: Any) -> None:
    save(tmp_path / "w.npz", weight=np.asfortranarray([[1.0, 2.0], [3.0, 4.0]]), bias=np.ones(2))
    weights = read_weights(tmp_path / "w.npz")
    assert weights.weight.tolist() == [[1.0, 2.0], [3.0, 4.0]]
    assert weights.input_names is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"weights": np.ones(1)}, "but it holds 'weight', 'bias', 'weights'"),
        ({"input_names": np.array([1, 2])}, "input_names is not text"),
        ({"input_names": np.array("ab")}, "input_names is not text"),
        ({"input_names": np.array(["a"])}, "names 1 input columns"),
        ({"about": np.array("{")}, "is not JSON"),
        ({"about": np.array("[]")}, "must be an object"),
        ({"about": np.array(["{}"])}, "about is not text"),
        ({"checksum": np.array("sha256:0")}, "checksum"),
        ({"weight": np.ones((1, 2), "datetime64[s]")}, "dtype datetime64"),
        ({"weight": np.zeros((1, 2), [("\x1b", "f4")])}, "dtype .*x1b"),
    ],
)
def test_what_does_not_belong_is_told(
    tmp_path: Path, changed: dict[str, NDArray[Any]], words: str
) -> None:
    np.savez(tmp_path / "w.npz", allow_pickle=False, **(GOOD | changed))
    with pytest.raises(UserError, match=words) as caught:
        read_weights(tmp_path / "w.npz")
    assert caught.value.sentence.isprintable()


@pytest.mark.parametrize(
    "weight",
    [
        b"",
        b"\x93NUMPY",
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1000000), }\n"),
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (-1, -2), }\n", b"\0" * 16),
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (0, -2), }\n"),
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }\n", b"\0" * 17),
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), 'x': 1}\n", b"\0" * 16),
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1L, 2L)}\n", b"\0" * 16),
        npy("{'descr': '|V0', 'fortran_order': False, 'shape': (1, 2), }\n"),
        npy("{'descr': __import__('os').mkdir('made'), 'shape': (1,)}\n"),
        npy("(" * 9000 + "\n"),
        npy("{'descr': '<f8'" + " " * 20_000),
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }\n", version=b"\3\0"),
    ],
)
def test_an_array_that_lies_is_one_sentence(
    tmp_path: Path, weight: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match=r"w\.npz: ") as caught:
        read_weights(archive(tmp_path / "w.npz", weight))
    assert caught.value.sentence.isprintable()
    assert [path.name for path in tmp_path.iterdir()] == ["w.npz"]


def test_an_encrypted_part_is_damage(tmp_path: Path) -> None:
    np.savez(tmp_path / "w.npz", allow_pickle=False, **GOOD)
    content = bytearray((tmp_path / "w.npz").read_bytes())
    content[content.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "w.npz").write_bytes(content)
    with pytest.raises(UserError, match="is damaged"):
        read_weights(tmp_path / "w.npz")
