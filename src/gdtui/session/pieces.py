"""Pieces: an answer that takes long, worked out piece by piece while the session may go on."""

from collections.abc import Generator
from typing import TypeVar

Answer = TypeVar("Answer")
Pieces = Generator[None, None, Answer]


def whole(work: Pieces[Answer]) -> Answer:
    """All pieces at once: the answer."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            answer: Answer = done.value
            return answer
