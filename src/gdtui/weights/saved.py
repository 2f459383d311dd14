"""Saved: weights that are in a file, proven by reading them back."""

import os
from dataclasses import dataclass
from pathlib import Path

from gdtui.errors import UserError
from gdtui.weights.atomic import check_target, shown, write_atomically
from gdtui.weights.content import Content
from gdtui.weights.formats import Format, format_of
from gdtui.weights.weights import Weights


@dataclass(frozen=True)
class Saved:
    """The absolute path of the file, the line of Python that loads it, and what was compared."""

    path: Path
    loading: str
    verified: str


def write_weights(weights: Weights, path: Path, *, force: bool) -> Saved:
    """Write weights to a file in the format of its suffix, and prove that they can be read back.

    Args:
        weights: finite, (t, d) and (t,); `about` holds plain JSON values.
        path: a symbolic link stays one, and its target is written.
        force: replace a file that exists.

    Raises:
        UserError: nothing was written, and the old file, if any, is untouched.
    """
    form = format_of(path, writing=True)
    check_target(path, force=force)
    content = _serialised(weights, form, path)
    write_atomically(path, content, force=force)
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow a link
    return Saved(
        absolute,
        form.loading(weights, repr(os.fspath(absolute))),
        f"read back and compared, bit for bit: weight {weights.weight.shape}, "
        f"bias {weights.bias.shape}, {weights.weight.dtype}",
    )


def _serialised(weights: Weights, form: Format, path: Path) -> bytes:
    file = shown(path)
    as_read = Content(
        {"weight": weights.weight, "bias": weights.bias},
        weights.input_names,
        weights.target_names,
        weights.about,
    )
    try:
        content = form.write(as_read.believed(file))
    except UnicodeEncodeError:
        raise UserError(
            f"{file}: cannot be written: a column name is no valid text; export as .json"
        ) from None
    if len(content) > form.largest:
        raise UserError(
            f"{file}: cannot be written: it would be larger than {form.largest // 2**20} MB; "
            "export as .safetensors"
        )
    back = form.read(content, file).believed(file)
    if not back.same_bits(weights) or (form.names and _names(back) != _names(weights)):
        raise UserError(
            f"{file}: cannot be written: it would not read back the same; export as .json"
        )
    return content


def _names(weights: Weights) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    return weights.input_names, weights.target_names
