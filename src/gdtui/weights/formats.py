"""Formats: one table of what a file of weights can be, by suffix."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gdtui.errors import UserError
from gdtui.weights import csv_file, json_file, npz_file, pt_file, safetensors_file
from gdtui.weights.atomic import check_target, shown
from gdtui.weights.content import Content
from gdtui.weights.names import quoted
from gdtui.weights.weights import Weights

_BINARY = 64 * 2**20
# Python objects made from text take ten times its room.
_TEXT = 10 * 2**20


@dataclass(frozen=True)
class Format:
    """How one kind of file is read, written and loaded elsewhere.

    `read` takes the content and the file's name for errors; `loading` takes the path as a literal.
    """

    read: Callable[[bytes, str], Content]
    write: Callable[[Weights], bytes]
    loading: Callable[[Weights, str], str]
    largest: int
    names: bool = True


FORMATS = {
    ".pt": Format(pt_file.read, pt_file.write, pt_file.loading, _BINARY, names=False),
    ".safetensors": Format(
        safetensors_file.read, safetensors_file.write, safetensors_file.loading, _BINARY
    ),
    ".json": Format(json_file.read, json_file.write, json_file.loading, _TEXT),
    ".npz": Format(npz_file.read, npz_file.write, npz_file.loading, _BINARY),
    ".csv": Format(csv_file.read, csv_file.write, csv_file.loading, _TEXT),
}
SCRIPT = ".py"


def format_of(path: Path, *, writing: bool = False) -> Format:
    """The format that the suffix names; when `writing`, a refusal also names the script's suffix.

    Raises:
        UserError: the suffix names none, or one that is only written.
    """
    suffix = path.suffix.lower()
    if suffix == SCRIPT:
        raise UserError(f"{shown(path)}: a script cannot be read as weights; export a .pt as well")
    if suffix not in FORMATS:
        raise _unknown(path, (*FORMATS, SCRIPT) if writing else tuple(FORMATS))
    return FORMATS[suffix]


def check_destination(path: Path, *, force: bool) -> None:
    """Refuse a destination for an export before any training is done.

    Raises:
        UserError: the suffix names no format, or the file could not be written there.
    """
    if path.suffix.lower() not in (*FORMATS, SCRIPT):
        raise _unknown(path, (*FORMATS, SCRIPT))
    check_target(path, force=force)


def _unknown(path: Path, suffixes: tuple[str, ...]) -> UserError:
    has = (
        f"the suffix {quoted(path.suffix)} names no" if path.suffix else "there is no suffix for a"
    )
    return UserError(f"{shown(path)}: {has} format of weights; use {', '.join(suffixes)}")
