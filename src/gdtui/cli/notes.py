"""Notes: what the user should know beside the result, on stderr."""

import sys
from collections.abc import Iterable


def note(*sentences: str) -> None:
    """Say sentences, one a line; whatever in them came from outside is already clean."""
    note_all(sentences)


def note_all(sentences: Iterable[str]) -> None:
    """Say every one of some sentences."""
    for sentence in sentences:
        print(f"note: {sentence}", file=sys.stderr)
