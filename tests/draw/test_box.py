"""Titles of boxes."""

from gdtui.draw.box import titled

PARTS = ((0, "parameters 1-9 of 11"), (2, "standardised"), (3, "2 of 3 targets"), (1, "norm 2.5"))


def test_a_title_loses_whole_parts_the_least_important_first() -> None:
    assert titled(PARTS, 90) == "parameters 1-9 of 11 · standardised · 2 of 3 targets · norm 2.5"
    assert titled(PARTS, 60) == "parameters 1-9 of 11 · standardised · norm 2.5"
    assert titled(PARTS, 40) == "parameters 1-9 of 11 · norm 2.5"
    assert titled(PARTS, 10) == "parameters 1-9 of 11"
    assert titled(((0, "data"), (1, "")), 90) == "data"
