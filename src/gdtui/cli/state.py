"""The folder in which the user's sessions are kept."""

from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_state_path

if TYPE_CHECKING:  # who only names the folder does not look into it
    from gdtui.session.journal.shelf import Shelf


def shelf_folder() -> Path:
    """The user's own, as XDG_STATE_HOME or the system says."""
    return user_state_path("gdtui", appauthor=False) / "sessions"


def shelf() -> "Shelf":
    """What is in it."""
    from gdtui.session.journal.shelf import Shelf  # noqa: PLC0415  # see above

    return Shelf(shelf_folder())
