"""export: the weights of a session, or the script that makes them, written to a file."""

from pathlib import Path

from gdtui.clean import clean
from gdtui.session.result import result
from gdtui.session.script.script import write_script
from gdtui.session.session import Session
from gdtui.weights.atomic import shown
from gdtui.weights.formats import SCRIPT
from gdtui.weights.saved import Saved, write_weights


def export(session: Session, path: Path, *, force: bool, threads: int) -> Saved:
    """Write the weights of now, or the script that makes them, in the format of the suffix.

    Raises:
        UserError: nothing was written.
    """
    if path.suffix.lower() == SCRIPT:
        return write_script(session, path, force=force, threads=threads)
    return write_weights(result(session), path, force=force)


def saved_lines(saved: Saved) -> list[str]:
    """What is said of a file: its absolute path, and the line of Python that loads it."""
    return [f"Saved {shown(saved.path)}", f"      {clean(saved.loading, 1000)}"]
