import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdtui.draw.chart import chart
from gdtui.draw.series import Series
from gdtui.draw.text import ASCII, UNICODE, Glyphs, Line, Style, cells, plain

STEPS = np.arange(1.0, 101)
LOSS = 14603 * np.exp(-STEPS / 10) + 0.5

HOSTILE = """
import numpy as np
from gdtui.draw.chart import chart
from gdtui.draw.series import Series
from gdtui.draw.text import ASCII, UNICODE

nan, inf = float("nan"), float("inf")
for values in (
    [], [1.0], [nan], [inf], [-inf], [0.0], [nan] * 5, [3.0] * 5, [nan, 1.0, nan, 2.0],
    [1.0, inf, nan, -inf], [0.0, -1.0], [1.0] * 50 + [1e30], [1.0, 1 + 1e-7], [1e-300, 1e-323],
    [1.7e308, -1.7e308], list(range(5000)),
):
    y = np.array(values)
    x = np.arange(1.0, len(y) + 1)
    for size in ((34, 12), (1, 1), (3, 2), (10, 4), (60, 15)):
        for log in (False, True):
            for glyphs in (ASCII, UNICODE):
                lines = chart([Series(x, y, y), Series(x, y, y)], *size, log=log, best=values[0]
                    if values else None, now=len(y), cursor=inf, glyphs=glyphs)
                assert len(lines) == size[1]
print("alive")
"""


def text(lines: tuple[Line, ...]) -> list[str]:
    return [plain(line) for line in lines]


def curve(values: np.ndarray, style: Style = Style.CURVE, first: int = 1) -> Series:
    return Series(np.arange(first, first + len(values), dtype=float), values, values, style)


def test_a_loss_falls_to_the_best_possible() -> None:
    assert text(chart([curve(LOSS)], 32, 8, best=0.483121, now=60)) == [
        "     │ ⡀                        ",
        "10000┤ ⡇                        ",
        "     │ ⢸                        ",
        "     │  ⢹⣀                      ",
        "     │   ⠘⠲⣀                    ",
        "    0┤┈┈┈┈┈┈⠉⠉⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠂",
        "     └┬────────────┬─▲─────────┬",
        "      0           50         100",
    ]


def test_a_logarithmic_axis_shows_the_whole_fall() -> None:
    assert text(chart([curve(LOSS)], 32, 8, best=0.483121, now=60, log=True)) == [
        "    │ ⣀                         ",
        "1000┤  ⠉⠉⠒⠤⠤⣀⡀                  ",
        "    │        ⠈⠉⠒⠢⠤⣀             ",
        "    │              ⠉⠑⠒⠢⠤⣀⡀      ",
        "   1┤                    ⠈⠉⠒⠒⠤⠤⠄",
        "    │┈┈┈┈┈┈┈┈┈┈┈┈┈┈ best 0.4831 ",
        "    └┬────────────┬──▲─────────┬",
        "     0           50          100",
    ]


def test_a_chart_can_be_typed() -> None:
    abandoned = curve(LOSS[50:] + 5000, Style.GHOST, 51)
    shown = text(chart([curve(LOSS), abandoned], 32, 8, best=0.483121, cursor=80, glyphs=ASCII))
    assert shown == [
        "     | *                  :     ",
        "10000+ *                  :     ",
        "     | *                  :     ",
        "     |  **         .............",
        "     |   ***              :     ",
        "    0+------********************",
        "     ++------------+-----------+",
        "      0           50         100",
    ]


def test_a_curve_before_its_first_loss_is_an_empty_chart() -> None:
    assert text(chart([], 20, 6)) == [
        "1┤                  ",
        " │                  ",
        " │                  ",
        "0┤                  ",
        " └┬────────┬───────┬",
        "  0        5      10",
    ]


@pytest.mark.parametrize(("glyphs", "now", "cursor"), [(UNICODE, "▲", "┊"), (ASCII, "^", ":")])
def test_now_and_the_cursor_are_marked(glyphs: Glyphs, now: str, cursor: str) -> None:
    shown = chart([curve(LOSS)], 32, 12, now=60, cursor=80, glyphs=glyphs)
    assert plain(shown[10]).count(now) == 1
    assert all(cursor in plain(line) for line in shown[:7])
    assert {Style.NOW, Style.CURSOR, Style.CURVE, Style.AXIS} <= {
        span.style for line in shown for span in line
    }


def test_the_curve_covers_its_ghost() -> None:
    shown = chart([curve(LOSS), curve(LOSS, Style.GHOST)], 32, 12)
    assert Style.GHOST not in {span.style for line in shown for span in line}


def test_a_divergence_leaves_the_chart_at_the_top() -> None:
    shown = text(chart([curve(np.array([1.0, 2, 4, np.inf, np.inf]))], 32, 8, glyphs=ASCII))
    assert "*" in shown[0]


def test_a_gap_is_not_bridged() -> None:
    values = np.array([1.0] * 4 + [np.nan] * 4 + [1.0] * 2)
    assert any("**    " in line for line in text(chart([curve(values)], 42, 8, glyphs=ASCII)))


def test_a_constant_lies_where_its_label_is() -> None:
    shown = text(chart([curve(np.full(10, 5.0))], 32, 12, glyphs=ASCII))
    assert next(line for line in shown if "*" in line).startswith("5")


def test_small_charts_are_all_curve() -> None:
    assert "*" in "".join(text(chart([curve(LOSS)], 8, 3, glyphs=ASCII)))


def test_the_axes_stay_while_a_training_goes_on() -> None:
    before, after = (
        text(chart([curve(LOSS[:count])], 32, 12, best=0.48, glyphs=ASCII)) for count in (60, 70)
    )
    assert [line[:6] for line in before] == [line[:6] for line in after]
    assert before[-2:] == after[-2:]


@settings(max_examples=50, deadline=None)
@given(
    values=st.lists(st.floats(), max_size=60).map(np.array),
    width=st.integers(1, 70),
    height=st.integers(1, 16),
    log=st.booleans(),
    glyphs=st.sampled_from([ASCII, UNICODE]),
    place=st.none() | st.floats(0, 100),
)
def test_a_chart_has_exactly_its_size(
    *,
    values: np.ndarray,
    width: int,
    height: int,
    log: bool,
    glyphs: Glyphs,
    place: float | None,
) -> None:
    lines = chart(
        [curve(values)], width, height, log=log, best=place, now=place, cursor=place, glyphs=glyphs
    )
    assert [cells(plain(line)) for line in lines] == [width] * height
    assert glyphs is UNICODE or all(plain(line).isascii() for line in lines)


def test_nothing_ends_the_process() -> None:
    fresh = subprocess.run(
        [sys.executable, "-W", "error", "-c", HOSTILE], check=False, capture_output=True, text=True
    )
    assert (fresh.returncode, fresh.stdout, fresh.stderr) == (0, "alive\n", "")


def test_numbers_and_tables_load_without_plotext() -> None:
    code = (
        "import sys, gdtui.draw.chart, gdtui.draw.rows, gdtui.draw.matrix\n"
        "sys.exit('plotext' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
