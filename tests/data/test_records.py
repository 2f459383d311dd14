import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdtui.data.records import MalformedLine, lines_of, rows, text_of


def read(text: str, separator: str = ",") -> list[tuple[int, list[str]]]:
    return list(rows(lines_of(text), separator, 1))


def malformed(text: str) -> tuple[int, str]:
    with pytest.raises(MalformedLine) as wrong:
        read(text)
    return wrong.value.line, wrong.value.what


@given(st.text("ab\n\r\x0b\x0c\x1c\x85\u2028", max_size=30))
def test_only_a_line_feed_ends_a_line(text: str) -> None:
    lines = list(lines_of(text))
    assert "".join(lines) == text
    assert all("\n" not in line[:-1] and line for line in lines)
    assert all(line.endswith("\n") for line in lines[:-1])


def test_rows_carry_the_line_on_which_they_start() -> None:
    assert read('a,b\n"1\n2",3\n\n4,5') == [
        (1, ["a", "b"]),
        (2, ["1\n2", "3"]),
        (4, []),
        (5, ["4", "5"]),
    ]


def test_a_blank_before_a_quote_is_passed_over() -> None:
    assert read('"1", "2"\n') == [(1, ["1", "2"])]


def test_a_quote_inside_a_cell_is_a_character() -> None:
    assert read('1,2"3\n') == [(1, ["1", '2"3'])]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('a\n1,"2\n3,4\n', 2, "opened and not closed"),
        ('a\n1,"2"x\n', 2, "follows a closing quote"),
        ("a\n1\r2\n", 2, "carriage return"),
    ],
)
def test_a_line_that_cannot_be_cut_is_named(text: str, line: int, what: str) -> None:
    assert malformed(text)[0] == line
    assert what in malformed(text)[1]


@pytest.mark.parametrize("byte", [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf6"])
def test_the_line_of_a_byte_that_is_not_utf8_is_named(byte: bytes) -> None:
    with pytest.raises(MalformedLine, match="is not UTF-8") as wrong:
        text_of(b"a,b\n1,2\n" + byte + b",4\n", 10)
    assert wrong.value.line == 12


def test_the_line_of_a_nul_byte_is_named() -> None:
    with pytest.raises(MalformedLine, match="a NUL byte") as wrong:
        text_of(b"a,b\n1,\0\n", 1)
    assert wrong.value.line == 2
