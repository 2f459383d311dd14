"""gdtui fit: train without a screen, and say how it went."""

from argparse import Namespace
from dataclasses import replace

from gdtui.clean import clean
from gdtui.cli.beginning import given_weights, origin_of, settings_of
from gdtui.cli.dataset import open_dataset
from gdtui.cli.destinations import check_destinations
from gdtui.cli.notes import note
from gdtui.cli.table import figure
from gdtui.data.bundled import Start
from gdtui.session.landscape import Landscape


def fit(options: Namespace) -> int:
    """Train, print the summary, export.

    What can be refused is refused in the order of its cost: the files to write, the data, the
    weights to start from; only then is torch imported.

    Returns:
        The exit status: 130 where Ctrl+C ended the training, after all files are written.

    Raises:
        UserError: an option or the data cannot be used, or the training diverged.
    """
    check_destinations(options)
    dataset, start = open_dataset(options)
    given = given_weights(options, start, dataset)
    settings = settings_of(options, start)
    landscape = Landscape.of(dataset, settings)
    settings = replace(settings, lr=_lr(options, start, landscape))
    _note_constant(landscape)

    from gdtui.cli.run import run  # noqa: PLC0415  a second of torch, only for what can be used

    return run(options, origin_of(options, settings, given), landscape)


def _lr(options: Namespace, start: Start, landscape: Landscape) -> float:
    """The rate that was asked for; what is said about it is why, or that it is too large."""
    lr: float | str = options.lr or start.lr or "auto"
    limit = figure(landscape.largest_stable_lr)
    if lr == "auto":
        note(f"lr {landscape.auto_lr!r} is half of {limit} ({landscape.why})")
        return landscape.auto_lr
    if float(lr) > landscape.largest_stable_lr:
        note(f"lr {lr} is larger than {limit} ({landscape.why}): the training may diverge")
    return float(lr)


def _note_constant(landscape: Landscape) -> None:
    if landscape.constant_inputs:
        names = [landscape.dataset.input_names[place] for place in landscape.constant_inputs]
        note(f"standardized with sigma 1, because constant: {clean(', '.join(names))}")
