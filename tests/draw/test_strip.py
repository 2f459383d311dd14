from hypothesis import given, settings
from hypothesis import strategies as st

from gdtui.draw.strip import strip, wrapped
from gdtui.draw.text import ASCII, cells, plain


def test_a_sentence_is_broken_between_words() -> None:
    assert [plain(line) for line in strip("raising this weight lowers the loss", 20)] == [
        "raising this weight ",
        "lowers the loss     ",
    ]


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert [plain(line) for line in strip("one two three", 5)] == ["one  ", "two …"]
    assert [plain(line) for line in strip("one two three", 5, glyphs=ASCII)] == ["one  ", "two ~"]


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert [plain(line) for line in strip("abcdefgh", 4)] == ["abcd", "efgh"]


@settings(deadline=None)
@given(st.text("ab 日é"), st.integers(1, 12), st.integers(1, 4))
def test_a_strip_has_exactly_its_size_and_loses_nothing_that_fits(
    sentence: str, width: int, height: int
) -> None:
    lines = strip(sentence, width, height)
    assert [cells(plain(line)) for line in lines] == [width] * height
    shown = "".join(map(plain, lines))
    if "…" not in shown and width > 1:
        assert shown.replace(" ", "") == sentence.replace(" ", "")


def test_a_long_line_is_wrapped_and_keeps_its_indentation() -> None:
    assert wrapped("  row 1 = 2", 20) == ("  row 1 = 2",)
    assert wrapped("  one two three", 9) == ("  one two", "  three")
    assert wrapped("", 9) == ("",)


@settings(deadline=None)
@given(st.text("ab 日é"), st.integers(2, 12))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cells(line) <= max(width, 3) for line in lines)
