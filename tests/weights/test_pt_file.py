"""A .pt can neither run code nor hang nor claim what it does not hold."""

import io
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from gdtui.errors import UserError
from gdtui.weights.file import read_weights

Archive = Callable[[bytes], Path]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    def written(data: bytes, **others: bytes) -> Path:
        path = tmp_path / "w.pt"
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("archive/data.pkl", data)
            packed.writestr("archive/version", b"3\n")
        return path

    return written


def saved(tmp_path: Path, what: object, **options: Any) -> Path:
    torch.save(what, tmp_path / "w.pt", **options)
    return tmp_path / "w.pt"


def test_the_state_dict_of_a_real_layer_is_read(tmp_path: Path) -> None:
    layer = torch.nn.Linear(3, 2)
    weights = read_weights(saved(tmp_path, layer.state_dict()))
    assert weights.weight.tobytes() == layer.weight.detach().numpy().tobytes()
    assert weights.bias.tobytes() == layer.bias.detach().numpy().tobytes()


def test_parameters_and_views_are_read(tmp_path: Path) -> None:
    both = torch.arange(8.0)
    what = {"weight": torch.nn.Parameter(both[:6].reshape(3, 2).t()), "bias": both[6:]}
    weights = read_weights(saved(tmp_path, what))
    assert weights.weight.tolist() == [[0.0, 2.0, 4.0], [1.0, 3.0, 5.0]]
    assert weights.bias.tolist() == [6.0, 7.0]


def test_bfloat16_is_widened_with_a_note(tmp_path: Path) -> None:
    layer = torch.nn.Linear(2, 1).bfloat16()
    weights = read_weights(saved(tmp_path, layer.state_dict()))
    assert weights.weight.tolist() == layer.weight.tolist()
    assert "bfloat16" in weights.notes[0]


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (torch.nn.Linear(2, 1), r"refused.*torch\.nn\.modules\.linear\.Linear.*state_dict"),
        (torch.nn.Sequential(torch.nn.Linear(2, 1)).state_dict(), "'0.weight', '0.bias'"),
        (torch.nn.Linear(2, 1, bias=False).state_dict(), "but it holds 'weight'"),
        ({"model": torch.nn.Linear(2, 1).state_dict(), "epoch": 3}, "'model', 'epoch'"),
        ({"weight": [[1.0]], "bias": [1.0]}, "weight is a list and no tensor"),
        ({"weight": torch.ones(1, 2), "bias": 1.0}, "bias is a float and no tensor"),
        ({"weight": torch.ones(1, 2).to_sparse(), "bias": torch.ones(1)}, "refused.*sparse"),
        ({"weight": torch.ones(1, 2, dtype=torch.int8), "bias": torch.ones(1)}, "dtype int8"),
        ({"weight": torch.ones(1, 2), "bias": torch.ones(1, dtype=torch.bool)}, "dtype bool"),
        ({"weight": torch.ones(1, 2) * 1j, "bias": torch.ones(1)}, "dtype complex64"),
        ({"weight": torch.ones(1, 2, device="meta"), "bias": torch.ones(1)}, "refused"),
        (torch.ones(3), "refused|no state_dict"),
        ([1, 2], "holds a list and no state_dict"),
        ({1: 2.0, None: 3.0, "\x1b[2J": 4.0}, r"'\(int\)', '\(NoneType\)', '\\x1b\[2J'"),
        ({"weight": torch.ones(1, 1).expand(1, 9), "bias": torch.ones(1)}, "claims more"),
    ],
)
def test_anything_but_weight_and_bias_is_told(tmp_path: Path, what: object, words: str) -> None:
    with pytest.raises(UserError, match=words) as caught:
        read_weights(saved(tmp_path, what))
    assert caught.value.sentence.isprintable()


def test_the_format_before_the_archives_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, torch.nn.Linear(2, 1).state_dict(), _use_new_zipfile_serialization=False)
    with pytest.raises(UserError, match=r"refused.*torch\.save\(model\.state_dict\(\)"):
        read_weights(path)


class Opens:
    """An object whose pickle would make a file when it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (str(self.path), "w")


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("bare", [False, True])
def test_a_pickle_that_would_run_code_is_refused_and_not_run(
    archive: Archive, tmp_path: Path, protocol: int, bare: bool
) -> None:
    data = pickle.dumps(OrderedDict(weight=Opens(tmp_path / "made"), bias=1.0), protocol)
    path = archive(data)
    if bare:
        path.write_bytes(data)
    with pytest.raises(UserError, match="refused"):
        read_weights(path)
    assert not (tmp_path / "made").exists()


def test_a_tuple_of_tuples_of_tuples_as_a_key_does_not_hang(archive: Archive) -> None:
    key: tuple[object, ...] = (1,)
    for _ in range(60):
        key = (key, key)
    levels = b"".join(
        b"h" + bytes([level]) + b"h" + bytes([level]) + b"\x86q" + bytes([level + 1])
        for level in range(60)
    )
    bomb = b"\x80\x02}K\x01\x85q\x00" + levels + b"K\x01s."
    with pytest.raises(UserError, match="refused"):
        read_weights(archive(bomb))


def test_a_deeply_nested_key_does_not_overflow_the_stack(archive: Archive) -> None:
    with pytest.raises(UserError, match=r"no state_dict|exactly weight and bias|damaged"):
        read_weights(archive(b"\x80\x02})" + b"\x85" * 8000 + b"K\x01s."))
    with pytest.raises(UserError, match=r"refused.*far more"):
        read_weights(archive(b"\x80\x02})" + b"\x85" * 80_000 + b"K\x01s."))


@pytest.mark.parametrize("data", [b"", b"\x80", b"\x80\x02X\xff\xff\xff\xff", b"cposix\n", b"."])
def test_a_broken_pickle_is_damage(archive: Archive, data: bytes) -> None:
    with pytest.raises(UserError, match=r"is damaged|refused"):
        read_weights(archive(data))


@pytest.mark.parametrize("names", [["a.npz"], ["archive/x"], ["a/data.pkl", "b/data.pkl"]])
def test_another_archive_is_refused(tmp_path: Path, names: list[str]) -> None:
    with zipfile.ZipFile(tmp_path / "w.pt", "w") as packed:
        for name in names:
            packed.writestr(name, b"\x80\x02}.")
    with pytest.raises(UserError, match="refused: it is not the archive that torch"):
        read_weights(tmp_path / "w.pt")


def test_an_archive_of_thousands_of_parts_or_of_equal_ones_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "w.pt", "w") as packed:
        for number in range(2000):
            packed.writestr(f"archive/{number}", b"")
    with pytest.raises(UserError, match="too many parts"):
        read_weights(tmp_path / "w.pt")
    serialised = io.BytesIO()
    with zipfile.ZipFile(serialised, "w") as packed:
        packed.writestr("archive/data.pkl", b"\x80\x02}.")
        packed.writestr("archive/datb.pkl", b"\x80\x02}.")
    twice = serialised.getvalue().replace(b"datb.pkl", b"data.pkl")
    (tmp_path / "w.pt").write_bytes(twice)
    with pytest.raises(UserError, match="two parts of the same name"):
        read_weights(tmp_path / "w.pt")


def test_a_scripted_model_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "w.pt", "w") as packed:
        packed.writestr("model/data.pkl", b"\x80\x02c__torch__.Net\nNet\nq\x00)\x81.")
        packed.writestr("model/constants.pkl", b"\x80\x02).")
    with pytest.raises(UserError, match=r"refused: it holds __torch__\.Net\.Net"):
        read_weights(tmp_path / "w.pt")


def test_a_part_that_only_torch_would_take_for_a_folder_is_read_all_the_same(
    tmp_path: Path,
) -> None:
    path = saved(tmp_path, {"weight": torch.ones(1, 2), "bias": torch.full((1,), 3.0)})
    content = bytearray(path.read_bytes())
    directory = content.index(b"PK\1\2")
    content[content.index(b"w/data/1", directory) - 8] |= 0x10
    path.write_bytes(content)
    assert read_weights(path).bias.tolist() == [3.0]
