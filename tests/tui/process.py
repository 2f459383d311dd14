"""Processes as the kernel knows them: each one exactly, also when its number is used again."""

import os
import select
from pathlib import Path
from typing import Self


class Process:
    """A process that runs now, ours or not."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._descriptor = os.pidfd_open(pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    def ends_within(self, seconds: float) -> bool:
        """Wait for its end."""
        return bool(select.select([self._descriptor], [], [], seconds)[0])

    @property
    def children(self) -> list[int]:
        """The processes that its main thread started and that run now."""
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(pid) for pid in path.read_text("ascii").split()]

    @property
    def ticks(self) -> int:
        """The processor time it has used, all threads together, in hundredths of a second."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])
