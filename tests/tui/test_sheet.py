"""The colours on the grounds that terminals have; contrast as WCAG 2 defines it."""

import pytest

from gdtui.tui.sheet import SHEET

GROUNDS = {
    "xterm": ("000000", "ffffff"),
    "Linux console": ("000000",),
    "Tango": ("2e3436", "000000", "ffffff"),
    "Ubuntu": ("300a24", "ffffff"),
    "Solarized": ("002b36", "fdf6e3"),
    "Terminal.app": ("000000", "ffffff"),
}
PALETTES = {
    "xterm": {"magenta": "cd00cd", "bright_magenta": "ff00ff"},
    "Linux console": {"magenta": "aa00aa", "bright_magenta": "ff55ff"},
    "Tango": {"magenta": "75507b", "bright_magenta": "ad7fa8"},
    "Ubuntu": {"magenta": "75507b", "bright_magenta": "ad7fa8"},
    "Solarized": {"magenta": "d33682", "bright_magenta": "6c71c4"},
    "Terminal.app": {"magenta": "d338d3", "bright_magenta": "f935f8"},
}
READABLE = 3.0  # of large or bold text and of lines


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", PALETTES)
def test_every_colour_can_be_read_on_dark_and_on_light_ground(name: str) -> None:
    used = {look.color.name for look in SHEET.values() if look.color is not None}
    worst = {
        colour: min(contrast(PALETTES[name][colour], ground) for ground in GROUNDS[name])
        for colour in used
    }
    assert all(least >= READABLE for least in worst.values()), worst
