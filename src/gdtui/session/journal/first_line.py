"""The first line of a journal, without which nothing of it can be read, kept a second time."""

import os
from contextlib import suppress
from pathlib import Path

from gdtui.session.journal.plain_file import read_plain_file
from gdtui.session.journal.record import unseal

COPY = "first-line"
_PRIVATE = 0o600
_LARGEST = 1 << 20


def keep_first_line(journal: Path, line: bytes) -> None:
    """Leave a copy beside a journal; without one only a damaged first line is the worse for it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with (
        suppress(OSError),
        os.fdopen(os.open(journal.with_name(COPY), flags, _PRIVATE), "wb") as file,
    ):
        file.write(line)


def mended(content: bytes, journal: Path) -> bytes:
    """The bytes of a journal with the copy of its first line, where that one is damaged."""
    if not content or _first(content):
        return content
    try:
        line = read_plain_file(journal.with_name(COPY), _LARGEST)
    except OSError:
        return content
    return line + content[len(line) :] if _first(line) == len(line) else content


def _first(content: bytes) -> int:
    """How long a good first line is; 0 where there is none."""
    return next((length for _, _, length in unseal(content)), 0)
