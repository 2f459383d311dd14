"""run: one training from its beginning to its files."""

import sys
import time
from argparse import Namespace
from contextlib import nullcontext
from pathlib import Path

from gdtui.clean import clean
from gdtui.cli.export import export, saved_lines
from gdtui.cli.log import Log
from gdtui.cli.notes import note
from gdtui.cli.progress import Bar
from gdtui.cli.summary import advice, summary
from gdtui.cli.table import figure
from gdtui.cli.training import train
from gdtui.engine.settings import Dtype, Settings
from gdtui.engine.threads import use_threads
from gdtui.errors import UserError
from gdtui.session.landscape import Landscape
from gdtui.session.line import Origin
from gdtui.session.result import result
from gdtui.session.session import Session

_INTERRUPTED = 130


def run(options: Namespace, origin: Origin, landscape: Landscape) -> int:
    """Train, print the summary, export.

    Returns:
        The exit status: 130 where Ctrl+C ended the training, after all files are written.

    Raises:
        UserError: the training diverged, or a file cannot be written.
    """
    use_threads(options.threads)
    session, settings = Session(landscape.dataset, origin), origin.settings
    if settings.device != "cpu":
        note(
            f"a step on {settings.device} in {settings.dtype} differs from the same step in "
            f"float64 on the CPU by at most {session.drift():.1e} of the largest parameter"
        )
    bar = Bar(sys.stderr, time.monotonic, options.epochs)
    with Log(Path(options.log), force=options.force) if options.log else nullcontext() as log:
        trained = train(session, options.epochs, bar, log)
    if trained.last.diverged is not None:
        raise _diverged(trained.last.diverged.epoch, settings, landscape)
    for line in summary(trained, landscape, result(session), origin.seed, options.threads):
        print(line)
    refused = [log.error] if log and log.error else []
    for file in options.export:
        try:
            saved = export(session, Path(file), force=options.force, threads=options.threads)
        except UserError as error:
            refused.append(error)  # what was trained may still find room elsewhere
        else:
            print("", *saved_lines(saved), sep="\n")
    sys.stdout.flush()
    if refused:
        first, *others = refused
        raise UserError(first.sentence, *first.more, *(error.sentence for error in others))
    if suggestion := advice(landscape, settings.lr):
        note(suggestion)
    return _INTERRUPTED if trained.interrupted else 0


def _diverged(epoch: int, settings: Settings, landscape: Landscape) -> UserError:
    limit = landscape.largest_stable_lr
    what = (
        f"{clean(landscape.dataset.name)}: diverged in epoch {epoch}: the loss or a weight is no "
        "longer a finite number"
    )
    if settings.lr > limit:
        return UserError(
            f"{what}; lr {settings.lr!r} is larger than {figure(limit)} ({landscape.why}): "
            f"try --lr {figure(limit / 2)}, or --lr auto"
        )
    wider = "" if settings.dtype is Dtype.FLOAT64 else " or --dtype float64"
    return UserError(
        f"{what}, though lr {settings.lr!r} is at most {figure(limit)} ({landscape.why}): the "
        f"numbers are too large for {settings.dtype}; try --standardize{wider}"
    )
