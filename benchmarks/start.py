"""How soon gdtui is there: the first words, the first frame, the first numbers, and --help.

Times from exec to the bytes in the terminal, as ratios to what cannot be avoided, interleaved.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from figures import Figure, quotient, show
from terminal import GDTUI, Terminal, has, terminal

FLOOR = str(Path(__file__).with_name("floor.py"))
BARE = (sys.executable, "-c", "print('there')")
TORCH = (sys.executable, "-c", "import torch; print('there')")
HEAVY = ("torch", "textual", "plotext", "polars", "rich", "numpy")
LOADED = "import sys; from gdtui.cli.main import main; main(['--help']); print(*sys.modules)"
_FIRST_FRAME = r"\x1b\[\?1049h[\s\S]*?(\x1b\[1;1H|\x1b\[2J)"
_NUMBERS = "14603|start"
_SHARED = "two processes load at once; where the cores are busy, one waits for the other"


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Four ratios, and what --help loads."""
    rounds = [_round() for _ in range(3 if quick else 9)]
    words, frames, engines, helps, boxes = (list(pairs) for pairs in zip(*rounds, strict=True))
    yield Figure("first words / a bare interpreter's", quotient(words), "<= 2.5")
    yield Figure("first frame / an empty Textual app's", quotient(frames), "<= 1.1", why=_SHARED)
    yield Figure("first empty boxes / an empty Textual app's frame", quotient(boxes))
    yield Figure("first numbers / import torch", quotient(engines), "<= 1.15", why=_SHARED)
    yield Figure("--help / a bare interpreter", quotient(helps), "<= 2.5")
    loaded = subprocess.run(
        [sys.executable, "-c", LOADED], check=True, capture_output=True, text=True
    )
    heavy = [name for name in HEAVY if name in loaded.stdout.split()]
    yield Figure("heavy libraries that --help loads", len(heavy), "<= 0", " ".join(heavy))


def _round() -> tuple[tuple[float, float], ...]:
    bare = _until(BARE, "there")
    with terminal(sys.executable, FLOOR, "empty") as empty:
        frame = empty.until(has(_FIRST_FRAME))
    with terminal(*GDTUI, "crops") as gdtui:
        words = gdtui.until(bool)
        first = gdtui.until(has(_FIRST_FRAME))
        boxes = gdtui.until(has("parameters"))
        numbers = gdtui.until(has(_NUMBERS))
    torch = _until(TORCH, "there")
    helped = _until((*GDTUI, "--help"), "usage")
    return (words, bare), (first, frame), (numbers, torch), (helped, bare), (boxes, frame)


def _until(command: tuple[str, ...], pattern: str) -> float:
    with terminal(*command) as opened:
        return _when(opened, pattern)


def _when(opened: Terminal, pattern: str) -> float:
    return opened.until(has(pattern))


if __name__ == "__main__":
    show(figures(quick="--quick" in sys.argv))
