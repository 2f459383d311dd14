"""Source: a regular file as blocks of whole lines, opened and refused safely."""

import difflib
import gzip
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from gdtui.clean import clean
from gdtui.data.signature import not_csv
from gdtui.errors import UserError

BLOCK_BYTES = 4 << 20  # what a parsed block needs stays in a core's cache
LONGEST_LINE = 8 << 20
UNPACKED_LIMIT = 1 << 30
# Deflate packs up to 1032:1, honest tables rarely 30:1; small ones may be as regular as they like.
RATIO_LIMIT = 200
RATIO_CHECKED_FROM = 64 << 20

NUL = "a NUL byte, which no text has; export the data as CSV in UTF-8"

_BOM = b"\xef\xbb\xbf"
_NAMES_LOOKED_AT = 10_000
_KINDS = {
    stat.S_IFDIR: "a directory",
    stat.S_IFIFO: "a FIFO",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}


class Source:
    """One opened file: its name made safe to show, its size, and its blocks of lines."""

    def __init__(self, file: BinaryIO, shown: str, *, packed: bool) -> None:
        self.shown = shown
        self._before = os.fstat(file.fileno())
        self._file = file
        self._packed = packed

    @property
    def size(self) -> int:
        """How many bytes the file has on disk."""
        return self._before.st_size

    def blocks(self) -> Iterator[bytes]:
        """The file from its first byte to its last, in whole lines, its byte order mark off.

        Raises:
            UserError: it is not CSV text, holds an endless line, is damaged, unpacks to too much,
                or changed while being read.
        """
        total = 0
        try:
            stream = gzip.GzipFile(fileobj=self._file) if self._packed else self._file
            while block := self._whole_lines(cast(BinaryIO, stream)):
                if not total and (reason := not_csv(block)):
                    raise UserError(f"{self.shown} {reason}")
                first = not total
                total += len(block)
                self._refuse_bomb(total)
                yield block.removeprefix(_BOM) if first else block
        except (EOFError, zlib.error, gzip.BadGzipFile) as damage:
            raise UserError(
                f"{self.shown} is damaged gzip data ({clean(str(damage))}); fetch or pack it again"
            ) from damage
        except OSError as failure:
            raise UserError(f"{self.shown} cannot be read: {_reason(failure)}") from failure
        self._refuse_changed(total)

    def _whole_lines(self, stream: BinaryIO) -> bytes:
        """The next block, up to the end of the line that its size falls in."""
        start = stream.tell()
        if self._packed:
            block = stream.read(BLOCK_BYTES)
            rest = stream.readline(LONGEST_LINE + 1)
            whole = b"".join((block, rest))
        else:
            # Looked for before it is read, because joining a rest to a block would copy the block.
            stream.seek(BLOCK_BYTES, os.SEEK_CUR)
            rest = stream.readline(LONGEST_LINE + 1)
            stream.seek(start)
            whole = stream.read(BLOCK_BYTES + len(rest))
        if len(rest) > LONGEST_LINE:
            raise self._endless(stream, start, whole)
        return whole

    def _endless(self, stream: BinaryIO, start: int, whole: bytes) -> UserError:
        line = 1 + whole.count(b"\n")
        stream.seek(0)
        while stream.tell() < start:
            line += stream.read(min(BLOCK_BYTES, start - stream.tell())).count(b"\n")
        if b"\0" in whole:
            return UserError(f"{self.shown}, line {line}: {NUL}")
        return UserError(
            f"{self.shown}, line {line}: longer than {LONGEST_LINE >> 20} MiB; end each row with a"
            " line feed"
        )

    def _refuse_bomb(self, total: int) -> None:
        if not self._packed:
            return
        if total > UNPACKED_LIMIT:
            raise UserError(
                f"{self.shown} unpacks to more than {UNPACKED_LIMIT >> 30} GiB;"
                " unpack it with gunzip and read the CSV"
            )
        if total > RATIO_CHECKED_FROM and total > RATIO_LIMIT * self.size:
            raise UserError(
                f"{self.shown} unpacks to more than {RATIO_LIMIT} times its size, as no honest"
                " table does; if it is one, unpack it with gunzip and read the CSV"
            )

    def _refuse_changed(self, total: int) -> None:
        now = os.fstat(self._file.fileno())
        same = (now.st_size, now.st_mtime_ns) == (self.size, self._before.st_mtime_ns)
        if not same or (not self._packed and total != self.size):
            raise UserError(f"{self.shown} changed while it was being read; read it again")


@contextmanager
def opened(path: str | os.PathLike[str]) -> Iterator[Source]:
    """Open a regular file for reading, and close it.

    The path is a name, never a pattern. Nothing but a regular file is opened, and `.csv.gz` alone
    is unpacked, up to 1 GiB and 200 times its size.

    Raises:
        UserError: there is no such file (near names are told), it may not be read, or it is a
            directory, FIFO, device, socket or archive.
    """
    name = os.fspath(path)
    shown = clean(name, 120) or "a file without a name"
    try:
        # Looked at before it is opened, because opening some devices already does something.
        _refuse_special(os.stat(name), shown)  # noqa: PTH116  # os.open's sibling
        descriptor = os.open(name, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except FileNotFoundError as missing:
        raise UserError(_not_found(name, shown)) from missing
    except PermissionError as denied:
        raise UserError(f"{shown}: permission denied; ask for the right to read it") from denied
    except (OSError, ValueError) as failure:
        raise UserError(f"{shown} cannot be opened: {_reason(failure)}") from failure
    with os.fdopen(descriptor, "rb") as file:
        _refuse_special(os.fstat(descriptor), shown)
        beginning = os.pread(descriptor, 2, 0)
        packed = name.lower().endswith(".csv.gz")
        if packed and beginning not in (b"\x1f\x8b", b""):
            raise UserError(f"{shown} is named .gz but holds no gzip data; name it .csv")
        yield Source(file, shown, packed=packed)


def _refuse_special(status: os.stat_result, shown: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), "not a regular file")
        raise UserError(f"{shown} is {kind}; name a regular file that holds the data")
    if status.st_size == 0:
        raise UserError(f"{shown} is empty; it needs a header line and rows of numbers")


def _not_found(name: str, shown: str) -> str:
    folder = Path(name).parent
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry, _ in zip(entries, range(_NAMES_LOOKED_AT), strict=False)]
    except (OSError, ValueError):
        return f"{shown} does not exist, nor does its folder; check the path"
    near = difflib.get_close_matches(Path(name).name, names, n=3, cutoff=0.6)
    if not near:
        return f"{shown} does not exist; check the path"
    return f"{shown} does not exist; did you mean {' or '.join(clean(found) for found in near)}?"


def _reason(failure: Exception) -> str:
    words = failure.strerror if isinstance(failure, OSError) else None
    return clean(words or str(failure))
