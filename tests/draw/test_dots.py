import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gdtui.draw.dots import Layer, Mark, dots
from gdtui.draw.text import ASCII, UNICODE, Glyphs, Style, cells, plain

FLOATS = st.lists(st.floats(), max_size=20).map(np.array)


def text(layer: Layer, *marks: Mark, glyphs: Glyphs = ASCII) -> list[str]:
    return [plain(line) for line in dots([layer], marks, 6, 3, glyphs)]


def test_neighbours_are_joined() -> None:
    ends = np.array([0.0, 1.0])
    assert text(Layer(ends, ends)) == ["    **", "  **  ", "**    "]
    assert text(Layer(ends, ends, joined=False)) == ["     *", "      ", "*     "]
    assert text(Layer(ends, ends), glyphs=UNICODE) == ["    ⡠⠊", "  ⡠⠊  ", "⡠⠊    "]


def test_what_lies_outside_or_is_not_known_is_not_seen() -> None:
    x = np.array([0.0, 0.5, np.nan, 1.0])
    assert text(Layer(x, np.array([0.5, 9.0, 0.5, np.nan]), joined=False)) == [
        "      ",
        "*     ",
        "      ",
    ]


def test_a_gap_is_not_bridged() -> None:
    x = np.array([0.0, 0.2, np.nan, 0.8, 1.0])
    assert text(Layer(x, x * 0 + 0.5))[1] == "**  **"


def test_marks_cover_dots() -> None:
    ends = np.array([0.0, 1.0])
    mark = Mark(0.0, 0.0, "@", Style.NOW)
    assert text(Layer(ends, ends), mark, mark._replace(x=2.0))[2] == "@*    "
    assert dots([Layer(ends, ends)], [mark], 6, 3, ASCII)[2][0].style is Style.NOW


@given(FLOATS, FLOATS, st.booleans(), st.booleans(), st.sampled_from([ASCII, UNICODE]))
def test_any_numbers_fill_exactly_the_canvas(
    x: np.ndarray, y: np.ndarray, joined: bool, dotted: bool, glyphs: Glyphs
) -> None:
    count = min(len(x), len(y))
    layer = Layer(x[:count], y[:count], joined=joined, dotted=dotted)
    lines = dots([layer], [], 7, 4, glyphs)
    assert [cells(plain(line)) for line in lines] == [7] * 4
