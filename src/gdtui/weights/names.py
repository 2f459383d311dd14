"""Names: column names and keys from outside, as they stand in a sentence."""

from collections.abc import Iterable

from gdtui.clean import clean

_MOST = 5


def quoted(name: str) -> str:
    """Show one name from outside, in quotes."""
    return f"'{clean(name)}'"


def listed(names: Iterable[str]) -> str:
    """Show the first few names from outside in quotes, then how many more there are."""
    everything = list(names)
    shown = ", ".join(quoted(name) for name in everything[:_MOST])
    hidden = len(everything) - _MOST
    return f"{shown} and {hidden} more" if hidden > 0 else shown or "nothing"
