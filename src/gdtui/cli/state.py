"""The folder in which the user's sessions are kept."""

from platformdirs import user_state_path

from gdtui.session.journal.shelf import Shelf


def shelf() -> Shelf:
    """The user's own, as XDG_STATE_HOME or the system says."""
    return Shelf(user_state_path("gdtui", appauthor=False) / "sessions")
