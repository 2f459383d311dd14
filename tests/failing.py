"""Calls into the system that fail, one after the other, and a disk on which only so much fits."""

import errno
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from types import TracebackType
from typing import Any, Self

import pytest

CALLS = (
    *("open", "write", "fsync", "fstat", "fchmod", "ftruncate", "lseek", "close", "mkdir"),
    *("link", "replace", "unlink", "stat"),
)
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EPERM)


class Refusal:
    """While it is entered, the call number `at` fails; `reached` is whether there was one."""

    def __init__(self, at: int, number: int) -> None:
        self._at, self._number = at, number
        self._calls, self._patch = count(), pytest.MonkeyPatch()
        self.reached = False

    def __enter__(self) -> Self:
        for name in CALLS:
            self._patch.setattr(os, name, self._failing(getattr(os, name)))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._patch.undo()

    def _failing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if next(self._calls) == self._at:
                self.reached = True
                raise OSError(self._number, os.strerror(self._number))
            return real(*arguments, **options)

        return call


def refusals(number: int) -> Iterator[Refusal]:
    """One for each call that an attempt makes, and one beyond; the attempt is made inside of it."""
    for at in count():
        refusal = Refusal(at, number)
        yield refusal
        if not refusal.reached:
            return


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file grows beyond so many bytes: a write takes what fits, the next one fails."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))
