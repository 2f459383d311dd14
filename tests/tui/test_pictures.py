"""Whole screens, compared with pictures that were looked at."""

from pathlib import Path

import pytest
from tests.tui.moments import moment, wide
from tests.tui.opened import opened, picture

from gdtui.draw.text import ASCII, UNICODE, Glyphs
from gdtui.engine.phase import Phase
from gdtui.tui.moment import Moment

PICTURES = Path(__file__).parent / "pictures"
CROPS = moment(Phase.BACKWARD)
CASES: dict[str, tuple[tuple[int, int], Moment, Glyphs]] = {
    "crops_50x20": ((50, 20), CROPS, UNICODE),
    "crops_60x20": ((60, 20), CROPS, UNICODE),
    "crops_80x24": ((80, 24), CROPS, UNICODE),
    "crops_80x24_ascii": ((80, 24), CROPS, ASCII),
    "crops_120x40": ((120, 40), CROPS, UNICODE),
    "crops_200x50": ((200, 50), CROPS, UNICODE),
    "crops_80x24_update": ((80, 24), moment(Phase.UPDATE), UNICODE),
    "ten_inputs_80x24": ((80, 24), wide(10, 1), UNICODE),
    "hundred_inputs_80x24": ((80, 24), wide(100, 2), UNICODE),
    "three_targets_80x24": ((80, 24), wide(3, 3), UNICODE),
    "one_input_80x24": ((80, 24), wide(1, 1), UNICODE),
}


@pytest.mark.parametrize("name", CASES)
async def test_a_screen_looks_like_its_picture(name: str) -> None:
    size, shown, glyphs = CASES[name]
    async with opened(size, shown=shown, glyphs=glyphs) as (_, pilot):
        assert picture(pilot) == (PICTURES / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", [name for name in CASES if "ascii" in name])
def test_an_ascii_picture_is_ascii(name: str) -> None:
    assert (PICTURES / f"{name}.txt").read_bytes().isascii()


@pytest.mark.parametrize("name", CASES)
def test_no_line_of_a_picture_is_wider_than_its_screen(name: str) -> None:
    (width, height), _, _ = CASES[name]
    lines = (PICTURES / f"{name}.txt").read_text("utf-8").splitlines()
    assert len(lines) == height
    assert max(map(len, lines)) <= width
