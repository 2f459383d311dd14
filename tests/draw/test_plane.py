import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gdtui.draw.dots import Layer, Mark
from gdtui.draw.plane import Extent, Plane
from gdtui.draw.text import ASCII, UNICODE, Glyphs, Style, cells, plain

X = np.linspace(-1, 1, 50)


def test_both_axes_have_round_numbers() -> None:
    mark = Mark(0.0, 0.0, "x", Style.BEST)
    lines = Plane.of(Extent(X, X**2), 40, 9).drawn([Layer(X, X**2)], [mark], ASCII)
    assert [plain(line) for line in lines] == [
        "1.0+**                                **",
        "   | **                              ** ",
        "   |   **                          **   ",
        "0.5+    ***                      ***    ",
        "   |      ***                  ***      ",
        "   |        ****            ****        ",
        "0.0+           *******x******           ",
        "   ++-----------------+----------------+",
        "   -1                 0                1",
    ]


@given(
    st.lists(st.floats(), min_size=1, max_size=20).map(np.array),
    st.integers(1, 60),
    st.integers(1, 20),
    st.sampled_from([ASCII, UNICODE]),
)
def test_a_plane_has_exactly_its_size(
    values: np.ndarray, width: int, height: int, glyphs: Glyphs
) -> None:
    lines = Plane.of(Extent(values, values), width, height).drawn(
        [Layer(values, values)], [], glyphs
    )
    assert [cells(plain(line)) for line in lines] == [width] * height
