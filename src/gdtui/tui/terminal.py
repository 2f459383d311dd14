"""Whether this terminal can show the screen, and how plainly."""

from collections.abc import Mapping

FIRST_WORDS = " gdtui", "  reading the data..."
"""What the screen begins with, whoever writes it."""

_INSTEAD = "`gdtui fit` trains without a screen; over SSH use `ssh -t`"


def why_not(environment: Mapping[str, str], *, stdin: bool, stderr: bool) -> str | None:
    """Why the screen cannot open here, in one sentence; None where it can.

    Args:
        environment: the environment's variables.
        stdin: whether standard input is a terminal.
        stderr: whether standard error, on which the screen is drawn, is one.
    """
    if not stdin or not stderr:
        stream = "standard input" if not stdin else "standard error"
        return f"the screen needs a terminal, and {stream} is none: {_INSTEAD}"
    if environment.get("TERM") == "dumb":
        return f"the screen needs a terminal that can move its cursor, TERM is dumb: {_INSTEAD}"
    return None


def needs_ascii(encoding: str | None) -> bool:
    """Whether text in this encoding has no room for boxes and braille."""
    name = (encoding or "ascii").lower().replace("_", "-")
    return name not in ("utf-8", "utf8")
