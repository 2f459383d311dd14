import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdtui.draw.contour import Bowl, contour
from gdtui.draw.text import ASCII, UNICODE, Glyphs, cells, plain

PATH = np.array([[4.0, 3.0], [3.0, 1.5], [2.5, 0.75]])
ROUND = Bowl(PATH[-1], 7.8125, PATH[-1] * 2, np.eye(2) * 2, np.zeros(2))


def text(bowl: Bowl, path: np.ndarray, lands: np.ndarray, glyphs: Glyphs = ASCII) -> list[str]:
    return [plain(line) for line in contour(bowl, path, lands, 60, 16, glyphs=glyphs)]


def test_the_path_leads_over_the_rings_to_where_we_stand() -> None:
    assert text(ROUND, PATH, np.array([1.25, 0.375])) == [
        "  | ................................         ........      .",
        "  |........                  ...........        .....o.     ",
        " 3+..                             .........       .**....   ",
        "  |        .................          .......    ** ......  ",
        "  |   ...........................        ......**     ......",
        " 2+.........               .........       ..***.      .....",
        "  |.....                       .......     *o*....      ....",
        " 1+...        ............       ......   ** ......      ...",
        "  |..      ..................      .....@*    ......     ...",
        "  |.     ......         ......o     .....      .....      ..",
        " 0+      .....     x     ......     .....      .....      ..",
        "  |      ......          .....      .....      .....      ..",
        "  |.      .......     .......      ......     ......     ...",
        "-1+..       ...............       ......      .....      ...",
        "  ++---------------+----------------+---------------+-------",
        "  -2               0                2               4       ",
    ]


def test_a_lowest_place_that_is_far_away_is_not_seen() -> None:
    far = Bowl(PATH[-1], 1e6, np.ones(2), np.eye(2) * 1e-6, np.full(2, -1e6))
    shown = "\n".join(text(far, PATH, PATH[-1] - 0.1))
    assert "x" not in shown
    assert "@" in shown


def test_the_loss_is_that_of_the_bowl() -> None:
    bowl = Bowl(np.zeros(2), 1.0, np.array([1.0, 2.0]), np.array([[2.0, 1.0], [1.0, 4.0]]), PATH[0])
    assert bowl(np.array(1.0), np.array(-1.0)) == pytest.approx(1 + 1 - 2 + (2 - 2 + 4) / 2)


@given(
    st.lists(st.tuples(st.floats(), st.floats()), min_size=1, max_size=5),
    st.floats(),
    st.floats(),
    st.sampled_from([ASCII, UNICODE]),
)
def test_any_loss_and_any_path_have_a_picture(
    path: list[tuple[float, float]], loss: float, bend: float, glyphs: Glyphs
) -> None:
    way = np.array(path)
    bowl = Bowl(way[-1], loss, way[0], np.full((2, 2), bend), way[0])
    with np.errstate(all="ignore"):
        lines = contour(bowl, way, way[0], 40, 10, glyphs=glyphs)
    assert [cells(plain(line)) for line in lines] == [40] * 10
