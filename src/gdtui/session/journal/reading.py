"""read_journal: the good prefix of a journal, and what is the matter with the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gdtui.errors import UserError
from gdtui.session.actions import Action
from gdtui.session.journal.first_line import mended
from gdtui.session.journal.plain import action_of, opening_of, stored_of
from gdtui.session.journal.plain_file import read_plain_file
from gdtui.session.journal.record import unseal
from gdtui.session.line import Stored
from gdtui.session.opening import Opening
from gdtui.weights.atomic import shown

VERSION = 1
LARGEST_JOURNAL = 1 << 30
_FARTHEST = 2**53  # moments: more than a machine can train in its life
_NOT_SAID = (ValueError, TypeError, KeyError, AttributeError, OverflowError)


@dataclass(frozen=True)
class Entry:
    """An action, the moment that it reached, and a digest of the parameters there.

    `stored` are the parameters themselves, or between update and the end of a step those with
    which it began; None where they are large.
    """

    action: Action
    reached: int
    digest: str
    stored: Stored | None = None


@dataclass(frozen=True)
class Read:
    """What a journal says.

    `machine` is that of the last actions, `fingerprint` that of the data; `length` bytes with
    `checksum` are good, and `rest` bytes behind them are not. `ends` has the checksum at the end of
    each good line.
    """

    opening: Opening
    machine: dict[str, str]
    fingerprint: str | None
    entries: tuple[Entry, ...]
    length: int
    checksum: int
    rest: int
    ends: Mapping[int, int]


@dataclass(frozen=True)
class Covered:
    """Up to where a checkpoint has what a journal says, and where that was computed.

    The journal's first `length` bytes, whose checksum is `checksum`; the last action in them is
    number `place`, which had reached moment `reached`, with parameters of this digest.
    """

    length: int
    checksum: int
    place: int
    reached: int
    digest: str
    machine: dict[str, str]


def read_journal(path: Path) -> Read:
    """Read a journal, also while it is being written.

    Raises:
        UserError: it cannot be read, or not even its first line is whole.
    """
    try:
        content = read_plain_file(path, LARGEST_JOURNAL)
    except OSError as error:
        raise UserError(f"{shown(path)}: cannot be read: {error.strerror}") from error
    return parse_journal(mended(content, path), path)


def parse_journal(content: bytes, path: Path) -> Read:
    """Read the bytes of a journal; `path` is named in sentences.

    Raises:
        UserError: not even the first line is whole, or it is of a newer version.
    """
    records = unseal(content)
    try:
        header, checksum, length = next(records)
        version = header["gdtui"]
    except (StopIteration, KeyError):
        why = "its first line is damaged, so that nothing of it can be resumed; it is left as it is"
        raise UserError(f"{shown(path)}: {why}") from None
    if version != VERSION:
        why = "it is of another version of gdtui; install the newest to resume it"
        raise UserError(f"{shown(path)}: {why}")
    try:
        opening, machine = _begun(header)
    except _NOT_SAID as error:
        raise UserError(f"{shown(path)}: its first line says no opening") from error
    entries: list[Entry] = []
    fingerprint, ends = None, {length: checksum}
    for values, sum_so_far, end in records:
        try:
            if "data" in values:
                fingerprint = str(values["data"])
            elif "machine" in values:
                machine = _machine(values)
            else:
                _enter(entries, values)
        except _NOT_SAID:
            break
        checksum, length = sum_so_far, end
        ends[length] = checksum
    rest = len(content) - length
    return Read(opening, machine, fingerprint, tuple(entries), length, checksum, rest, ends)


def _begun(header: dict[str, Any]) -> tuple[Opening, dict[str, str]]:
    return opening_of(header["opening"]), _machine(header)


def _machine(values: dict[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in values["machine"].items()}


def _enter(entries: list[Entry], values: dict[str, Any]) -> None:
    """A later line with the same place takes its place: the work went on."""
    place, reached = values["place"], values["reached"]
    whole = type(place) is type(reached) is int
    if not (whole and 0 <= place <= len(entries) and 0 <= reached <= _FARTHEST):
        raise ValueError(place)
    stored = stored_of(values["stored"]) if "stored" in values else None
    entries[place:] = [Entry(action_of(values["action"]), reached, str(values["digest"]), stored)]
