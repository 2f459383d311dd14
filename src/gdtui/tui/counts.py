"""Count: the number typed before a key, as in `100e`."""

from dataclasses import dataclass

MOST = 1_000_000_000


@dataclass(frozen=True)
class Count:
    """Digits typed so far; without any a key counts once."""

    digits: str = ""

    def typed(self, character: str | None) -> "Count | None":
        """The count with one more digit; None where the character is no part of a number."""
        if not character or character not in "0123456789":
            return None
        if not self.digits and character == "0":
            return Count("0")
        number = int(self.digits + character)
        return Count(str(min(number, MOST)))

    @property
    def number(self) -> int | None:
        """The number, or None where nothing was typed."""
        return int(self.digits) if self.digits else None
