"""gdtui without a command: the terminal app."""

import os
from argparse import Namespace
from dataclasses import fields
from typing import Any

from gdtui.session.opening import Opening
from gdtui.tui.main import open_screen


def screen(options: Namespace) -> int:
    """Open the data on a screen; the options are those of `gdtui fit`.

    Returns:
        The exit status.

    Raises:
        UserError: there is no terminal for a screen.
    """
    return open_screen(opening(options), os.environ, ascii_only=options.ascii)


def opening(options: Namespace) -> Opening:
    """What the options ask for, as a session is told."""
    asked: dict[str, Any] = {}
    for field in fields(Opening):
        value = getattr(options, field.name)
        asked[field.name] = tuple(value) if isinstance(value, list) else value
    return Opening(**asked)
