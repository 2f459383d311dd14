"""An export tells where it is, how to load it and what was proven."""

import errno
import os
from pathlib import Path

import numpy as np
import pytest
from tests.failing import room_for
from tests.weights.models import small

from gdtui.errors import UserError
from gdtui.weights.file import read_weights
from gdtui.weights.formats import FORMATS
from gdtui.weights.saved import write_weights
from gdtui.weights.weights import Weights


def test_the_path_is_absolute_and_the_one_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link.npz").symlink_to("real.npz")
    saved = write_weights(small(), Path("link.npz"), force=False)
    assert saved.path == tmp_path / "link.npz"
    assert repr(str(saved.path)) in saved.loading
    assert saved.verified == (
        "read back and compared, bit for bit: weight (2, 3), bias (2,), float32"
    )
    assert (tmp_path / "real.npz").is_file()


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_existing_file_is_replaced_with_force_only(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"w{suffix}"
    path.write_bytes(b"old")
    with pytest.raises(UserError, match="exists already"):
        write_weights(small(), path, force=False)
    assert path.read_bytes() == b"old"
    write_weights(small(), path, force=True)
    assert path.read_bytes() != b"old"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_full_disk_leaves_the_old_file(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"w{suffix}"
    path.write_bytes(b"old")

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(UserError, match=r"cannot be written: the disk is full"):
        write_weights(small(), path, force=True)
    assert [found.name for found in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"old"


def write_with_room_for(size: int, path: Path) -> bool:
    """Replace an old file on a disk where so many bytes fit; whether that could be done."""
    path.write_bytes(b"old")
    said = ""
    with room_for(size):
        try:
            write_weights(small(), path, force=True)
        except UserError as error:
            said = str(error)
    assert [found.name for found in path.parent.iterdir()] == [path.name]
    if said:
        assert said.startswith(f"{path}: cannot be written: it is larger than")
        assert path.read_bytes() == b"old"
    else:
        assert read_weights(path).same_bits(small())
    return not said


@pytest.mark.parametrize("suffix", FORMATS)
def test_where_only_a_part_fits_the_old_file_stays(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"w{suffix}"
    assert write_with_room_for(1 << 20, path)
    size = path.stat().st_size
    fitting = [write_with_room_for(size * part // 10, path) for part in range(11)]
    assert fitting == [False] * 10 + [True]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_layout_of_the_arrays_in_memory_does_not_matter(suffix: str, tmp_path: Path) -> None:
    turned = Weights(np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.arange(4.0)[::2])
    saved = write_weights(turned, tmp_path / f"w{suffix}", force=False)
    assert "weight (2, 3)" in saved.verified
