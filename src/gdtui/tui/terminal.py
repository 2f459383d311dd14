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


def needs_ascii(encoding: str | None, environment: Mapping[str, str]) -> bool:
    """Whether the terminal may have no boxes and braille.

    Python writes UTF-8 whatever the locale, so the locale is asked as well: it is all that tells
    of the terminal, and tmux and screen go by it too.

    Args:
        encoding: of the stream that is written to.
        environment: the environment's variables.
    """
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "C")
    return not (_is_utf8(encoding or "ascii") and _is_utf8(locale))


def _is_utf8(name: str) -> bool:
    return "utf-8" in name.lower() or "utf8" in name.lower()
