import pytest

from gdtui.data.signature import not_csv


@pytest.mark.parametrize(
    ("beginning", "what"),
    [
        ("\ufeffx,y\n1,2\n".encode("utf-16-le"), "UTF-16"),
        ("\ufeffx,y\n1,2\n".encode("utf-16-be"), "UTF-16"),
        ("\ufeffx,y\n1,2\n".encode("utf-32-le"), "UTF-32"),
        ("\ufeffx,y\n1,2\n".encode("utf-32-be"), "UTF-32"),
        ("x,y\n1,2\n".encode("utf-16-le"), "UTF-16"),
        ("x,y\n1,2\n".encode("utf-16-be"), "UTF-16"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"PK\x03\x04\x14\0", "zip archive or an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"PAR1\x15", "Parquet"),
        (b"SQLite format 3\0", "SQLite"),
        (b'[{"x": 1}]', "JSON"),
        (b' {\n "x": [1]}', "JSON"),
        (b"[[1, 2], [3, 4]]", "JSON"),
        (b"<!DOCTYPE html>", "HTML"),
        (b'\n<?xml version="1.0"?>', "XML"),
    ],
)
def test_what_is_not_csv_is_called_by_its_name(beginning: bytes, what: str) -> None:
    said = not_csv(beginning)
    assert said is not None
    assert what in said


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"x",
        b"x,y\n1,2\n",
        b"[red]x,y\n",
        b"{0}%s,y\n",
        b"PK,y\n1,2\n",
        b"\xef\xbb\xbfx,y\n",
        b"a\0b,c\n1\n",
    ],
)
def test_text_that_may_be_csv_is_let_through(beginning: bytes) -> None:
    assert not_csv(beginning) is None
