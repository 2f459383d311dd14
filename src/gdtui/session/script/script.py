"""script: a session's run as a plain PyTorch script that re-creates its weights bit for bit."""

import io
import os
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import numpy as np
import torch

from gdtui.clean import clean
from gdtui.errors import UserError
from gdtui.session.line import PHASES_PER_STEP
from gdtui.session.result import result
from gdtui.session.script.legs import legs
from gdtui.session.script.loops import imports
from gdtui.session.script.plain import is_plain, plain_text
from gdtui.session.script.walk import walked_text
from gdtui.session.session import Session
from gdtui.session.view import position
from gdtui.weights.atomic import check_target, shown, write_atomically
from gdtui.weights.content import Content
from gdtui.weights.saved import Saved
from gdtui.weights.weights import Weights

_MOST_STEPS = 20_000
_MOST_ROWS = 2_000_000
_NAMES_SHOWN = 400


def script(session: Session, *, threads: int = 1) -> str:
    """Write the run from its beginning to the moment of now as plain loops.

    Run with the same machine, torch and number of threads it leaves `weight` (t, d) and `bias`
    (t,), for raw inputs, with the bits of `result`. Of up to 200 rows it holds the numbers, of more
    the absolute path of their file.

    Raises:
        UserError: the session stands inside a step, or the file of its many rows cannot be read.
    """
    track, moment = session.place
    steps, phases = divmod(moment, PHASES_PER_STEP)
    if phases:
        where = position(track.line, moment)
        finish = "" if session.timeline.live.is_refused else "finish the batch, or "
        raise UserError(
            f"a script of plain loops cannot stop inside a step ({where}):"
            f" {finish}go back to its beginning"
        )
    origin, every = track.line.origin, legs(track.line, steps)
    if is_plain(origin, every):
        text = plain_text(session.dataset, origin, every[0])
    else:
        text = walked_text(session.dataset, origin, every)
    begin = f"torch.set_num_threads({threads})\n\n"
    save = '# torch.save({"weight": weight, "bias": bias}, "model.pt")\n'
    return f"{_header(session, threads)}\n{imports(text)}\n{begin}{text}{save}"


def write_script(session: Session, path: Path, *, force: bool, threads: int = 1) -> Saved:
    """Write the script to a file, after running it here and comparing what it leaves.

    A run of more than 20,000 steps or 2,000,000 rows is not repeated; `verified` says so.

    Args:
        session: stands between two steps; its weights are finite.
        path: a symbolic link stays one, and its target is written.
        force: replace a file that exists.
        threads: how many threads of torch the session trained with.

    Raises:
        UserError: nothing was written, and the old file, if any, is untouched.
    """
    check_target(path, force=force)
    file, weights = shown(path), result(session)
    Content({"weight": weights.weight, "bias": weights.bias}).believed(file)
    text = script(session, threads=threads)
    track, moment = session.place
    steps = moment // PHASES_PER_STEP
    rows = (position(track.line, moment).epochs + 1) * session.dataset.rows
    verified = (
        f"not run here, because its {steps:,} steps over {session.dataset.rows:,} rows take long:"
        " run it to compare"
    )
    if steps <= _MOST_STEPS and rows <= _MOST_ROWS:
        _compare(text, weights, file)
        verified = (
            f"run here and compared, bit for bit: weight {weights.weight.shape},"
            f" bias {weights.bias.shape}, {weights.weight.dtype}"
        )
    write_atomically(path, text.encode(), force=force)
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow a link
    return Saved(
        absolute, f"import runpy; model = runpy.run_path({os.fspath(absolute)!r})", verified
    )


def _header(session: Session, threads: int) -> str:
    dataset, (track, moment) = session.dataset, session.place
    names = [clean(", ".join(those), _NAMES_SHOWN) for those in _names(session)]
    device = track.line.stretch(moment // PHASES_PER_STEP).settings.device
    count = "one thread" if threads == 1 else f"{threads} threads"
    told = (
        # What comes from outside stays off the first two lines: they could name an encoding.
        "Linear regression by gradient descent, trained by hand in gdtui.",
        "This script trains it again and leaves its weights in `weight` and `bias`.",
        "",
        f"Data: {clean(dataset.name)}, {dataset.rows:,} rows, sha256 {dataset.fingerprint[:16]}",
        f"Inputs: {names[0]}",
        f"Targets: {names[1]}",
        f"Seed: {track.line.origin.seed}",
        f"Reaches: {position(track.line, moment)}, {moment // PHASES_PER_STEP:,} steps",
        f"Same bits: this machine ({clean(device)}), torch {torch.__version__}, {count}.",
        "Elsewhere the last digits may differ.",
    )
    lines = [part for line in told for part in textwrap.wrap(line, 96) or [""]]
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


def _names(session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return session.dataset.input_names, session.dataset.target_names


def _compare(text: str, weights: Weights, file: str) -> None:
    try:
        made = _run(text)
    except (AssertionError, OSError, ValueError) as error:
        raise UserError(
            f"{file}: cannot be written: run here, the script fails ({clean(str(error))});"
            " has the data file changed since it was read?"
        ) from error
    if not made.same_bits(weights):
        raise UserError(
            f"{file}: cannot be written: run here, the script leaves other weights; has the data"
            " file changed since it was read, or was the training done with more threads?"
        )


def _run(text: str) -> Weights:
    names: dict[str, object] = {"__name__": "__main__"}
    with _undisturbed(), redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        exec(compile(text, "<script>", "exec"), names)  # noqa: S102  # the text is our own
    weight, bias = names["weight"], names["bias"]
    assert isinstance(weight, torch.Tensor)  # noqa: S101  # every script ends by making them
    assert isinstance(bias, torch.Tensor)  # noqa: S101
    return Weights(weight.numpy(), bias.numpy())


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Leave torch's global state as it was."""
    threads = torch.get_num_threads()
    try:
        with torch.random.fork_rng():
            yield
    finally:
        torch.set_num_threads(threads)
