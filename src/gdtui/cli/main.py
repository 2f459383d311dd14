"""main: the command line, and what becomes of an error."""

import errno
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib import import_module

from gdtui import __version__
from gdtui.cli.arguments import parse
from gdtui.errors import UserError

COMMANDS = ("fit", "predict", "solve", "datasets", "resume", "sessions", "tour")

_MENDABLE, _INTERRUPTED, _BROKEN_PIPE = 2, 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that the words after `gdtui` name.

    Returns:
        The exit status: 0; 2 for what the user can mend, said in a sentence on stderr; 130 after
        Ctrl+C; 141 when whoever read the output has gone.
    """
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        # A name from a file must not fail on a terminal that lacks its letters.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # they are text
    try:
        status = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return _MENDABLE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return _BROKEN_PIPE
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _forget_output()
        print("error: the output cannot be written: the disk is full", file=sys.stderr)
        return _MENDABLE
    except SystemExit as answered:
        return int(answered.code or 0)
    return status


def _run(words: list[str]) -> int:
    command = words.pop(0) if words and words[0] in COMMANDS else ""
    options = parse(command, words)
    if command == "" and options.version:
        print(f"gdtui {__version__}")
        return 0
    name = command or "screen"
    # A command is a function of its own module, so that none pays for the imports of another.
    run: Callable[[Namespace], int] = getattr(import_module(f"gdtui.cli.{name}"), name)
    return run(options)


def _open_closed_streams() -> None:
    # A shell's `>&-` leaves none, and the next file that is opened would take its place.
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115  for good
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  for good
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  for good


def _forget_output() -> None:
    # Python flushes stdout once more at exit, and would fail again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
