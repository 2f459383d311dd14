"""Notes: what the user should know beside the result, on stderr."""

import sys


def note(*sentences: str) -> None:
    """Say sentences, one a line; whatever in them came from outside is already clean."""
    for sentence in sentences:
        print(f"note: {sentence}", file=sys.stderr)
