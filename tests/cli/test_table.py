import pytest

from gdtui.cli.table import figure, weights_table


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.48312122, "0.483121"),
        (1.1167e-4, "0.00011167"),
        (2.186111e6, "2.18611e+06"),
        (None, "None"),
    ],
)
def test_a_figure_is_short_and_can_be_copied_into_python(value: float | None, text: str) -> None:
    assert figure(value) == text


def test_a_table_has_a_line_per_input_and_one_for_the_bias() -> None:
    assert weights_table(["temp", "rain"], ["apples", "o"], [[1.5, -2], [3, 4]], [0.25, 0]) == [
        "      apples  o",
        "temp     1.5  3",
        "rain      -2  4",
        "bias    0.25  0",
    ]


def test_targets_that_do_not_fit_come_below() -> None:
    names = [f"target{number:02}" for number in range(30)]
    lines = weights_table(["x"], names, [[1.0]] * 30, [0.0] * 30)
    assert max(map(len, lines)) <= 100
    assert [name for line in lines for name in line.split() if name.startswith("target")] == names
    assert sum(line.startswith("x ") for line in lines) == 4


def test_a_hundred_inputs_are_all_there() -> None:
    lines = weights_table([f"x{k}" for k in range(100)], ["y"], [range(100)], [0])
    assert len(lines) == 102


def test_names_are_short_and_clean() -> None:
    lines = weights_table(["\x1b[31m" + "x" * 99], ["\u202ey"], [[1]], [0])
    assert all(line.isprintable() for line in lines)
    assert max(map(len, lines)) < 50
