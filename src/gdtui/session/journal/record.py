"""Records: lines that prove themselves, each by a checksum over it and all lines before it."""

import json
import zlib
from collections.abc import Iterator

_DIGITS = 8
_JSON = json.JSONEncoder(separators=(",", ":"))


def seal(values: dict[str, object], before: int) -> tuple[bytes, int]:
    """A line of JSON behind its checksum, and that checksum, which the next line begins from."""
    text = _JSON.encode(values).encode("ascii")
    checksum = zlib.crc32(text, before)
    return b"%08x %b\n" % (checksum, text), checksum


def unseal(content: bytes) -> Iterator[tuple[dict[str, object], int, int]]:
    """The lines of the good prefix: values, the checksum so far, and the bytes so far."""
    at = checksum = 0
    while (end := content.find(b"\n", at)) >= 0:
        text = content[at + _DIGITS + 1 : end]
        checksum = zlib.crc32(text, checksum)
        if content[at : at + _DIGITS + 1] != b"%08x " % checksum:
            return
        try:
            values = json.loads(text)
        except (ValueError, RecursionError):
            return
        if not isinstance(values, dict):
            return
        at = end + 1
        yield values, checksum, at
