"""Figures: how often a promise was tried, and how often it was not kept."""

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.tui.ending import Ended


@dataclass
class Figures:
    """A line of the table.

    `lost` counts what was shown and not resumed, `unreadable` what could not be opened again,
    `stayed` what was alive after 3 s; `slowest` is in seconds, `ahead` the most frames that were
    journaled behind the one that was seen.
    """

    what: str
    times: int = 0
    lost: int = 0
    unreadable: int = 0
    stayed: int = 0
    slowest: float = 0.0
    ahead: int = 0

    @property
    def is_right(self) -> bool:
        """Whether the promise was tried and kept."""
        return self.times > 0 and not (self.lost or self.unreadable or self.stayed)

    def add(self, ended: Ended) -> None:
        """Count what came of an ending."""
        self.times += 1
        self.lost += ended.after is None or not ended.same
        self.stayed += ended.seconds is None
        self.slowest = max(self.slowest, ended.seconds or 0.0)
        self.ahead = max(self.ahead, ended.after or 0)
        if not ended.is_right:
            print(ended, file=sys.stderr)
        if self.times % 20 == 0:
            print(f"... {self.what}: {self.times}", file=sys.stderr)

    @contextmanager
    def unreadable_if_it_fails(self) -> Iterator[None]:
        """Go on after an error, and count it."""
        try:
            yield
        except Exception:  # noqa: BLE001  # counted, printed, and the next one tried
            self.unreadable += 1
            traceback.print_exc()


HEADING = (
    "| tried | times | lost | unreadable | left behind | slowest | frames ahead |\n"
    "|---|---|---|---|---|---|---|"
)


def line(figures: Figures) -> str:
    """The line as Markdown."""
    slowest = f"{figures.slowest:.2f} s" if figures.slowest else ""
    return (
        f"| {figures.what} | {figures.times:,} | {figures.lost} | {figures.unreadable} "
        f"| {figures.stayed} | {slowest} | {figures.ahead or ''} |"
    )
