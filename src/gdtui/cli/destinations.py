"""Destinations: the files to write, checked before the work whose result they take."""

from argparse import Namespace
from pathlib import Path

from gdtui.cli.dataset import is_bundled
from gdtui.errors import UserError
from gdtui.weights.atomic import check_target, shown
from gdtui.weights.formats import check_destination


def check_destinations(options: Namespace) -> None:
    """Refuse destinations that cannot be written, or that would overwrite each other or the data.

    Raises:
        UserError: which one, and why.
    """
    exports = [Path(file) for file in options.export]
    for path in exports:
        check_destination(path, force=options.force)
    log = [] if options.log is None else [Path(options.log)]
    for path in log:
        check_target(path, force=options.force)
    taken = [] if is_bundled(options.data) or "\0" in options.data else [Path(options.data)]
    taken += [Path(options.init)] if options.init is not None and "\0" not in options.init else []
    for path in (*exports, *log):
        if any(path.resolve() == other.resolve() for other in taken):
            raise UserError(f"{shown(path)}: is used twice; choose another name")
        taken.append(path)
