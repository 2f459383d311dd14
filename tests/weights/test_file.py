"""Reading weights: what is refused at the door, and damage that no format may miss."""

import os
from pathlib import Path

import numpy as np
import pytest
from tests.weights.models import small

from gdtui.errors import UserError
from gdtui.weights.file import read_weights
from gdtui.weights.formats import FORMATS
from gdtui.weights.saved import write_weights
from gdtui.weights.weights import Weights


def read_or_refuse(path: Path) -> Weights | None:
    try:
        return read_weights(path)
    except UserError:
        return None


CHECKED = (".pt", ".safetensors", ".json", ".npz")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing.pt", "there is no such file"),
        ("folder.pt", "is a folder"),
        ("pipe.pt", "a device or a pipe"),
        ("loop.pt", "leads back to itself"),
        ("x" * 300 + ".pt", "there is no such file"),
        ("nul\0.pt", "NUL"),
        ("file.csv/w.pt", "there is no such file"),
        ("empty.json", "is empty"),
        ("empty.npz", "is empty"),
    ],
)
def test_what_is_no_regular_file_is_refused_at_once(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "folder.pt").mkdir()
    os.mkfifo(tmp_path / "pipe.pt")
    (tmp_path / "loop.pt").symlink_to("loop.pt")
    for empty in ("file.csv", "empty.json", "empty.npz"):
        (tmp_path / empty).touch()
    with pytest.raises(UserError, match=words) as caught:
        read_weights(tmp_path / name)
    assert caught.value.sentence.isprintable()


def test_an_endless_device_is_refused_by_its_link_too(tmp_path: Path) -> None:
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    with pytest.raises(UserError, match="a device or a pipe"):
        read_weights(tmp_path / "zero.csv")


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_huge_file_is_refused_unread(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"w{suffix}"
    with path.open("wb") as stream:
        stream.truncate(FORMATS[suffix].largest + 1)
    with pytest.raises(UserError, match="is larger than"):
        read_weights(path)


def test_a_file_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "w.pt").touch()

    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    with pytest.raises(UserError, match="no permission to read it"):
        read_weights(tmp_path / "w.pt")


@pytest.mark.parametrize("named", FORMATS)
@pytest.mark.parametrize("really", FORMATS)
def test_a_wrong_suffix_is_told_with_the_right_one(really: str, named: str, tmp_path: Path) -> None:
    write_weights(small(), tmp_path / f"right{really}", force=False)
    wrong = (tmp_path / f"right{really}").rename(tmp_path / f"wrong{named}")
    if really == named:
        assert read_weights(wrong).same_bits(small())
    else:
        with pytest.raises(UserError, match=f"seems to be a {really} file, not {named}; rename"):
            read_weights(wrong)


@pytest.mark.parametrize("suffix", CHECKED)
def test_no_flipped_bit_changes_a_number_unnoticed(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"w{suffix}"
    write_weights(small(), path, force=False)
    whole = path.read_bytes()
    noticed = 0
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        path.write_bytes(damaged)
        weights = read_or_refuse(path)
        assert weights is None or weights.same_bits(small())
        noticed += weights is None
    assert noticed > len(whole) / 8


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_cut_changes_a_number_unnoticed(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"w{suffix}"
    write_weights(small(), path, force=False)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        weights = read_or_refuse(path)
        assert weights is None or weights.same_bits(small()) or weights.notes


@pytest.mark.parametrize("suffix", [".json", ".safetensors", ".npz"])
def test_an_altered_number_does_not_match_the_checksum(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"w{suffix}"
    write_weights(small(np.float64), path, force=False)
    if suffix == ".npz":
        with np.load(path) as saved:
            arrays = {key: saved[key] for key in saved.files}
        arrays["bias"] = arrays["bias"] + 1.0
        np.savez(path, allow_pickle=False, **arrays)
    else:
        three, four = (
            (b"3.5", b"4.5") if suffix == ".json" else (np.float64(3.5).tobytes(), b"\0" * 8)
        )
        altered = path.read_bytes().replace(three, four, 1)
        assert altered != path.read_bytes()
        path.write_bytes(altered)
    with pytest.raises(UserError, match=r"is damaged.* checksum"):
        read_weights(path)
