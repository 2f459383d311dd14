"""gdtui fit: train without a screen, and say how it went."""

from argparse import Namespace

from gdtui.cli.destinations import check_destinations
from gdtui.cli.notes import note
from gdtui.cli.opening import open_dataset, opening_of
from gdtui.cli.table import figure
from gdtui.session.beginning import begin
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
    opening = opening_of(options)
    dataset, start = open_dataset(opening)
    beginning = begin(opening, dataset, start)
    note(*beginning.notes)
    origin = beginning.origin
    landscape = beginning.landscape or Landscape.of(dataset, origin.settings)
    lr, limit = origin.settings.lr, landscape.largest_stable_lr
    if lr > limit:
        note(f"lr {lr} is larger than {figure(limit)} ({landscape.why}): the training may diverge")

    from gdtui.cli.run import run  # noqa: PLC0415  a second of torch, only for what can be used

    return run(options, origin, landscape)
