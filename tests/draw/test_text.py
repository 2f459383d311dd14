import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from gdtui.draw.text import (
    ASCII,
    Span,
    Style,
    cells,
    crop,
    crop_left,
    fit,
    frame,
    label,
    left,
    plain,
    right,
    shorten,
    typed,
)

SHOWN = st.text("ab é日本語e\u0301Ωи한", max_size=12)
SPANS = st.lists(st.builds(Span, SHOWN, st.sampled_from(Style)), max_size=5)


def test_wide_letters_take_two_cells_and_combining_marks_none() -> None:
    assert cells("abc") == 3
    assert cells("日本") == 4
    assert cells("e\u0301") == 1


@pytest.mark.parametrize(
    "text", ["naïve", "日本語", "한국", "e\u0301tat", "Ωμέγα", "→ │ ▶ ⣿", "👍"]
)
def test_cells_are_counted_as_textual_counts_them(text: str) -> None:
    assert cells(text) == cell_len(text)


@settings(deadline=None)
@given(SHOWN, st.integers(0, 20))
def test_a_cropped_text_fits_and_is_the_start(text: str, width: int) -> None:
    cut = crop(text, width)
    assert text.startswith(cut)
    assert cells(cut) <= width


@settings(deadline=None)
@given(SHOWN, st.integers(0, 20))
def test_a_text_cropped_at_the_left_fits_and_is_the_end(text: str, width: int) -> None:
    cut = crop_left(text, width)
    assert text.endswith(cut)
    assert cells(cut) <= width


def test_a_wide_letter_is_never_cut_in_two() -> None:
    assert crop("日本", 3) == "日"
    assert left("日本", 3) == "日 "
    assert right("日本", 3) == " 日"


def test_what_was_cut_says_so() -> None:
    assert shorten("rainfall", 5) == "rain…"
    assert shorten("rainfall", 5, ASCII) == "rain~"
    assert shorten("rain", 4) == "rain"
    assert shorten("rain", 1) == "r"


def test_a_long_name_loses_its_middle() -> None:
    assert label("input_number_17", 9) == "input…_17"
    assert label("input_number_17", 9, ASCII) == "input~_17"
    assert label("humidity", 4) == "humi"
    assert label(f"{'rain ' * 30}north", 12) == "rain r…north"


def test_a_name_from_outside_cannot_command_the_terminal() -> None:
    assert label("a\x1b[2Jb", 20) == r"a\x1b[2Jb"
    assert label("Größe", 20, ASCII) == "Gr??e"
    assert label("❤\ufe0f", 20) == "❤"


@settings(deadline=None)
@given(st.text(max_size=20), st.integers(0, 12), st.sampled_from([ASCII, None]))
def test_a_label_fits_whatever_the_name(name: str, width: int, glyphs: object) -> None:
    shown = label(name, width, ASCII) if glyphs else label(name, width)
    assert cells(shown) <= width
    assert shown.isprintable()
    assert shown.isascii() or not glyphs


@settings(deadline=None)
@given(SPANS, st.integers(0, 30))
def test_a_line_is_fitted_to_its_width(spans: list[Span], width: int) -> None:
    line = fit(spans, width)
    assert cells(plain(line)) == width
    assert all(span.text for span in line)


@settings(deadline=None)
@given(st.lists(SPANS, max_size=4), st.integers(0, 9), st.integers(0, 6))
def test_a_frame_has_exactly_its_size(lines: list[list[Span]], width: int, height: int) -> None:
    framed = frame(lines, width, height)
    assert [cells(plain(line)) for line in framed] == [width] * height


def test_signs_of_arithmetic_are_typed_in_ascii() -> None:
    assert typed("∂loss/∂w = 2·(1)² … √4", ASCII) == "dloss/dw = 2*(1)^2 ... sqrt 4"
    assert typed("∂é") == "∂é"
    assert typed("é", ASCII) == "?"
