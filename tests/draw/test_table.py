from hypothesis import given, settings
from hypothesis import strategies as st

from gdtui.draw.table import Column, table
from gdtui.draw.text import Line, Span, cells, plain

NAMES = Column("", ((Span("apples"),), (Span("oranges"),)), 8, names=True)
NUMBERS = Column("temp", ((Span("1.05"),), (Span("日本"), Span("!"))), 6)


def text(lines: tuple[Line, ...]) -> list[str]:
    return [plain(line) for line in lines]


def test_names_stand_left_and_numbers_right() -> None:
    assert text(table((NAMES, NUMBERS), 16, 4)) == [
        "          temp  ",
        "apples    1.05  ",
        "oranges  日本!  ",
        "                ",
    ]


def test_a_shorter_column_ends_in_blanks() -> None:
    assert text(table((NAMES, Column("+7", (), 4)), 12, 3)) == [
        "          +7",
        "apples      ",
        "oranges     ",
    ]


@settings(deadline=None)
@given(st.integers(1, 30), st.integers(1, 6))
def test_a_table_has_exactly_its_size(width: int, height: int) -> None:
    shown = table((NAMES, NUMBERS, NUMBERS), width, height)
    assert [cells(plain(line)) for line in shown] == [width] * height
