"""Destinations: the files to write, checked before the work whose result they take."""

import os
from argparse import Namespace
from pathlib import Path

from gdtui.cli.opening import opening_of
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
    # With --force a slip of the pen would replace what is read here.
    read = [] if opening_of(options).is_bundled else [options.data]
    taken = {os.path.realpath(file) for file in (*read, options.init) if file is not None}
    for path in (*exports, *log):
        if os.path.realpath(path) in taken:
            raise UserError(f"{shown(path)}: is named twice in this command; choose another name")
        taken.add(os.path.realpath(path))
