"""Opened: what never changes in a session, told once. Free of torch."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gdtui.engine.settings import Mode, Settings, Variant
from gdtui.engine.source import Code


@dataclass(frozen=True, eq=False)
class Opened:
    """The data by names and size, and the source of every loop.

    Names are as the file has them: clean them before they are shown.
    """

    name: str
    path: Path
    rows: int
    input_names: tuple[str, ...]
    target_names: tuple[str, ...]
    threads: int
    code: Mapping[tuple[Mode, Variant], Code]

    @property
    def code_lines(self) -> int:
        """The lines of the longest loop as it is taught."""
        return max(len(code.lines) for (_, variant), code in self.code.items() if variant.plain)

    def loop(self, settings: Settings) -> Code:
        """The loop that runs under these settings."""
        return self.code[settings.mode, settings.variant]

    def twins(self, *, exact: bool) -> tuple[Code, Code]:
        """The loop by hand, perhaps with the exact update, and PyTorch's own."""
        by_hand = Variant.EXACT_UPDATE if exact else Variant.PLAIN
        return self.code[Mode.MANUAL, by_hand], self.code[Mode.SGD, Variant.PLAIN]

    def wrong(self, settings: Settings) -> tuple[int, ...]:
        """The lines, from 0, of that loop which are a mistake."""
        if not settings.variant.mistake:
            return ()
        return self.loop(settings).differing(self.code[settings.mode, Variant.PLAIN])
