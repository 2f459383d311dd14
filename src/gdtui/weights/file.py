"""File: weights read from a file that nobody vouches for."""

import errno
import os
import stat
from pathlib import Path

from gdtui.clean import clean
from gdtui.errors import UserError
from gdtui.weights.atomic import shown
from gdtui.weights.formats import format_of
from gdtui.weights.signature import apparent_suffix
from gdtui.weights.weights import Weights

_REASONS = {
    errno.ENOENT: "there is no such file; check the name",
    errno.ENOTDIR: "there is no such file; check the name",
    errno.ENAMETOOLONG: "there is no such file; check the name",
    errno.ELOOP: "it is a symbolic link that leads back to itself; check the name",
    errno.EACCES: "there is no permission to read it; change that with chmod",
}


def read_weights(path: Path) -> Weights:
    """Read a linear model from a file in the format of its suffix.

    Nothing in the file can run code, and nothing is believed unchecked: keys, dtypes, shapes,
    finiteness and, where the format has room for one, a checksum.

    Returns:
        weight (t, d) and bias (t,), both float32 or both float64; notes say what was converted.

    Raises:
        UserError: what is wrong with the file, and where.
    """
    file = shown(path)
    form = format_of(path)
    content = _content(path, file, form.largest)
    if not content:
        raise UserError(f"{file}: is empty; export the weights again")
    apparent, suffix = apparent_suffix(content), path.suffix.lower()
    if apparent not in (None, suffix):
        raise UserError(f"{file}: seems to be a {apparent} file, not {suffix}; rename it")
    return form.read(content, file).believed(file)


def _content(path: Path, file: str, largest: int) -> bytes:
    if "\0" in os.fspath(path):
        raise UserError(f"{file}: its name holds a NUL character; check the name")
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            what = "a folder" if path.is_dir() else "a device or a pipe"
            raise UserError(f"{file}: is {what}, not a file of weights; check the name")
        # Should a pipe take the file's place just now, opening it must not wait for a writer.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as stream:
            content = stream.read(largest + 1)
    except OSError as error:
        why = _REASONS.get(error.errno or 0) or clean(os.strerror(error.errno or 0))
        raise UserError(f"{file}: cannot be read: {why}") from error
    if len(content) > largest:
        raise UserError(
            f"{file}: is larger than {largest // 2**20} MB, too large for one linear model; "
            "check the name"
        )
    return content
