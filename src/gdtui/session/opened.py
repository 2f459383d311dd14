"""Opened: what never changes in a session, told once. Free of torch."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gdtui.engine.settings import Mode
from gdtui.engine.source import Code


@dataclass(frozen=True, eq=False)
class Opened:
    """The data by names and size, and the source of the two loops.

    Names are as the file has them: clean them before they are shown.
    """

    name: str
    path: Path
    rows: int
    input_names: tuple[str, ...]
    target_names: tuple[str, ...]
    threads: int
    code: Mapping[Mode, Code]
