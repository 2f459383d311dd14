"""Window: which of many rows or columns are on screen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Window:
    """The places from `first` on, `count` of `total`."""

    first: int
    count: int
    total: int

    @property
    def end(self) -> int:
        """The place after the last one shown."""
        return self.first + self.count

    @property
    def places(self) -> range:
        """The places shown."""
        return range(self.first, self.end)

    def which(self) -> str:
        """Which are shown, as a title says it, `11-20 of 100`; nothing where all are."""
        if self.count == self.total:
            return ""
        if self.count <= 1:
            return f"{self.end} of {self.total}"
        return f"{self.first + 1}-{self.end} of {self.total}"

    def how_many(self, noun: str) -> str:
        """How many are shown, as a title says it, `2 of 3 targets`; nothing where all are."""
        return "" if self.count == self.total else f"{self.count} of {self.total} {noun}"


def window(first: int, room: int, total: int, cursor: int | None = None) -> Window:
    """The window nearest to `first` that is full where it can be, and shows the cursor.

    Args:
        first: the place at which the window would begin.
        room: how many fit.
        total: how many there are.
        cursor: a place that must be seen, or None.
    """
    count = max(0, min(room, total))
    if cursor is not None and count:
        first = min(max(first, cursor - count + 1), cursor)
    return Window(max(0, min(first, total - count)), count, total)
