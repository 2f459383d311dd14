from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdtui.draw.rows import Rows, batch, data
from gdtui.draw.text import ASCII, Line, Style, cells, plain

CROPS = Rows(
    np.arange(1, 6),
    np.array([[73, 67, 43], [91, 88, 64], [87, 134, 58], [102, 43, 37], [69, 96, 70]], np.float32),
    np.array([[56, 70], [81, 101], [119, 133], [22, 37], [103, 119]], np.float32),
    ("temp", "rainfall", "humidity"),
    ("apples", "oranges"),
    np.array(
        [[13.8, -24.62], [14.87, -46.95], [-46.28, -35.93], [70.9, 0.27], [-15.78, -68.98]],
        np.float32,
    ),
)


def text(lines: tuple[Line, ...]) -> list[str]:
    return [plain(line) for line in lines]


def some(n: int, d: int, t: int, value: float = 1.25) -> Rows:
    return Rows(
        np.arange(1, n + 1),
        np.full((n, d), value),
        np.full((n, t), value),
        tuple(f"input_{place}" for place in range(d)),
        tuple(f"target_{place}" for place in range(t)),
        np.full((n, t), value),
    )


def test_the_batch_of_the_tutorial() -> None:
    assert text(batch(CROPS, 44, 7)) == [
        "  temp rain humi        apples       oranges",
        "1   73   67   43   13.80 →  56  -24.62 →  70",
        "2   91   88   64   14.87 →  81  -46.95 → 101",
        "3   87  134   58  -46.28 → 119  -35.93 → 133",
        "4  102   43   37   70.90 →  22    0.27 →  37",
        "5   69   96   70  -15.78 → 103  -68.98 → 119",
        "                                            ",
    ]


def test_where_there_is_room_the_residuals_are_shown() -> None:
    assert text(batch(CROPS, 78, 6))[:2] == [
        "  temp rainfall humidity          apples  residual         oranges  residual  ",
        "1   73       67       43     13.80 →  56    -42.20    -24.62 →  70    -94.62  ",
    ]


def test_stale_predictions_are_said_to_be_old() -> None:
    shown = batch(replace(CROPS, stale=True), 44, 6)
    assert text(shown)[0] == "  temp rain humi    apples old   oranges old"
    assert [s.text.strip() for s in shown[1] if s.style is Style.STALE] == ["13.80", "-24.62"]


def test_before_predict_nothing_is_predicted() -> None:
    assert text(batch(replace(CROPS, preds=None), 44, 6))[1] == (
        "1   73   67   43       ? →  56       ? →  70"
    )


def test_the_arrow_can_be_typed() -> None:
    assert text(batch(CROPS, 44, 6, glyphs=ASCII))[:2] == [
        "  temp rai~l hum~y       apples      oranges",
        "1   73    67    43   13.80-> 56  -24.62-> 70",
    ]


def test_three_targets_read_well() -> None:
    linnerud = Rows(
        np.array([1, 2]),
        np.array([[5.0, 162, 60], [2, 110, 60]]),
        np.array([[191.0, 36, 50], [189, 37, 52]]),
        ("Chins", "Situps", "Jumps"),
        ("Weight", "Waist", "Pulse"),
        np.array([[-192.84, 7.5, 8.25], [102.2, 7.9, 18.5]]),
    )
    assert text(batch(linnerud, 44, 3)) == [
        "  Chi Sit Jum     Weight     Waist     Pulse",
        "1   5 162  60 -192.8→191   7.50→36   8.25→50",
        "2   2 110  60  102.2→189   7.90→37  18.50→52",
    ]


def test_inputs_that_do_not_fit_are_counted() -> None:
    head, row = text(batch(some(1, 10, 1), 44, 2))
    assert head.split() == ["input_0", "input_1", "input_2", "+7", "target_0"]
    assert row.split() == ["1", "1.25", "1.25", "1.25", "1.25", "→", "1.25"]


def test_the_inputs_scroll() -> None:
    head = text(batch(some(1, 100, 1), 44, 2, first_input=50))[0]
    assert head.split() == ["inp…50", "inp…51", "inp…52", "+97", "target_0"]


def test_targets_that_do_not_fit_are_counted() -> None:
    assert text(batch(some(1, 3, 9), 44, 2)) == [
        "  +3   target_0   target_1   target_2 +6    ",
        "1     1.25→1.25  1.25→1.25  1.25→1.25       ",
    ]


def test_inputs_are_counted_also_where_none_has_room() -> None:
    for width in range(40, 60):
        head = text(batch(some(1, 4, 3), width, 2))[0].split()
        assert sum(name.startswith("i") for name in head) == 4 or any("+" in name for name in head)


def test_predictions_that_diverge_are_never_cut() -> None:
    wild = replace(CROPS, preds=np.full((5, 2), -1.2345e30))
    assert all(line.count("-1e+30") == 2 for line in text(batch(wild, 44, 6))[1:])
    lost = replace(CROPS, preds=np.array([[np.nan, np.inf]] * 5))
    assert all("nan" in line and "inf" in line for line in text(batch(lost, 78, 6))[1:])


def test_the_cursor_is_on_one_number() -> None:
    for place, number in ((1, "67"), (3, "13.80"), (4, "→"), (5, "56"), (6, "-24.62")):
        shown = batch(CROPS, 44, 6, cursor=(0, place))
        assert [s.text.strip() for line in shown for s in line if s.style is Style.CURSOR] == [
            number
        ]


def test_a_residual_has_its_arrow_and_where_there_is_room_its_column() -> None:
    shown = batch(CROPS, 100, 6, cursor=(0, 4))
    assert [s.text.strip() for line in shown for s in line if s.style is Style.CURSOR] == [
        "→",
        "-42.20",
    ]


def test_the_rows_of_the_batch_are_marked_in_the_data() -> None:
    assert text(data(CROPS, [True, False, True, False, False], 44, 4)) == [
        "   temp rainfall humidity │ apples oranges  ",
        "▶1   73       67       43 │     56      70  ",
        " 2   91       88       64 │     81     101  ",
        "▶3   87      134       58 │    119     133  ",
    ]


def test_the_data_can_be_typed() -> None:
    assert text(data(CROPS, [True] * 5, 44, 2, glyphs=ASCII))[1] == (
        ">1   73       67       43 |     56      70  "
    )


@pytest.mark.parametrize("stale", [True, False])
@settings(deadline=None)
@given(
    n=st.integers(0, 4),
    d=st.integers(1, 12),
    t=st.integers(1, 4),
    width=st.integers(1, 90),
    height=st.integers(1, 7),
    value=st.floats(),
    first=st.integers(0, 12),
)
def test_both_views_have_exactly_their_size(
    stale: bool, *, n: int, d: int, t: int, width: int, height: int, value: float, first: int
) -> None:
    rows = replace(some(n, d, t, value), stale=stale)
    for shown in (
        batch(rows, width, height, first_input=first, first_target=first),
        data(rows, [True] * n, width, height, first_input=first, glyphs=ASCII),
    ):
        assert [cells(plain(line)) for line in shown] == [width] * height
