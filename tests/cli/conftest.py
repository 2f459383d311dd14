from pathlib import Path

import pytest
from tests.cli.ran import Ran, run_here


class Gdtui:
    """Runs commands in this process and keeps what they said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str | Path) -> Ran:
        return run_here(self._capsys, [str(word) for word in words])


@pytest.fixture
def gdtui(capsys: pytest.CaptureFixture[str]) -> Gdtui:
    return Gdtui(capsys)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A CSV of six rows: y = 2 x1 - 3 x2 + 1."""
    rows = [(1, 5), (2, 3), (3, 8), (4, 1), (5, 9), (6, 2)]
    path = tmp_path / "six.csv"
    path.write_text("x1,x2,y\n" + "".join(f"{a},{b},{2 * a - 3 * b + 1}\n" for a, b in rows))
    return path
