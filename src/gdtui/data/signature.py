"""Signature: files that are not CSV text, known by how they begin."""

import re

_BINARY = (
    (b"\xff\xfe\x00\x00", "UTF-32 text", "save it as UTF-8"),
    (b"\x00\x00\xfe\xff", "UTF-32 text", "save it as UTF-8"),
    (b"\xff\xfe", "UTF-16 text", "save it as UTF-8"),
    (b"\xfe\xff", "UTF-16 text", "save it as UTF-8"),
    (b"\x1f\x8b", "gzip data", "unpack it with gunzip, or name it .csv.gz"),
    (b"PK\x03\x04", "a zip archive or an Excel workbook", "unpack it, or export the sheet as CSV"),
    (b"PK\x05\x06", "an empty zip archive", "export the data as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "export the sheet as CSV"),
    (b"BZh", "bzip2 data", "unpack it with bunzip2"),
    (b"\xfd7zXZ", "xz data", "unpack it with unxz"),
    (b"\x28\xb5\x2f\xfd", "zstandard data", "unpack it with unzstd"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it"),
    (b"%PDF-", "a PDF", "export the table as CSV"),
    (b"\x89PNG", "a PNG image", "export the numbers as CSV"),
    (b"\xff\xd8\xff", "a JPEG image", "export the numbers as CSV"),
    (b"GIF8", "a GIF image", "export the numbers as CSV"),
    (b"PAR1", "a Parquet file", "export it as CSV"),
    (b"ARROW1", "an Arrow file", "export it as CSV"),
    (b"SQLite format 3", "an SQLite database", "export the table as CSV"),
    (b"\x89HDF", "an HDF5 file", "export the table as CSV"),
    (b"\x93NUMPY", "a NumPy file", "export it with numpy.savetxt"),
    (b"\x7fELF", "a program", "choose the data file"),
)
_TEXT = (
    (re.compile(rb"\s*(?:\[\s*)?\{\s*\"|\s*\[\s*\["), "JSON", "export the table as CSV"),
    (
        re.compile(rb"\s*<(?:!doctype|\?xml|html|svg|table)", re.IGNORECASE),
        "HTML or XML",
        "export it as CSV",
    ),
)
_LOOKED_AT = 256


def not_csv(beginning: bytes) -> str | None:
    """What a file is that is not CSV text, and what to do; None where nothing speaks against it.

    Args:
        beginning: the first bytes of the file, 256 or more where it has as many.
    """
    for magic, what, mend in _BINARY:
        if beginning.startswith(magic):
            return f"holds {what}, not CSV text; {mend}"
    if _is_utf16_without_mark(beginning[:_LOOKED_AT]):
        return "holds UTF-16 text, not UTF-8; save it as UTF-8"
    for pattern, what, mend in _TEXT:
        if pattern.match(beginning, 0, _LOOKED_AT):
            return f"holds {what}, not CSV text; {mend}"
    return None


def _is_utf16_without_mark(beginning: bytes) -> bool:
    even, odd = beginning[::2], beginning[1::2]
    one_side_only = (not any(even)) != (not any(odd))
    return len(beginning) >= 4 and one_side_only and 0 not in (even if any(even) else odd)
