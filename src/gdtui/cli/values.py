"""Values: what may stand behind an option, as argparse types whose errors are sentences."""

from argparse import ArgumentTypeError
from collections.abc import Callable

_LARGEST_SEED = 2**63 - 1
_MOST_DIGITS = 19


def whole(least: int, most: int = _LARGEST_SEED) -> Callable[[str], int]:
    """A type for whole numbers in ASCII digits, from `least` to `most`."""

    def parse(text: str) -> int:
        digits = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
        if not digits or not least <= int(text) <= most:
            upper = "" if most == _LARGEST_SEED else f" to {most}"
            raise ArgumentTypeError(f"'{text}' is not a whole number from {least}{upper or ' up'}")
        return int(text)

    return parse


def rate(text: str) -> float | str:
    """A learning rate: a finite number above 0, or auto."""
    if text == "auto":
        return text
    value = _number(text)
    if value is None or value <= 0:
        raise ArgumentTypeError(f"'{text}' is neither a number above 0, like 1e-5, nor auto")
    return value


def batch_size(text: str) -> int | str:
    """Rows in a batch: a whole number from 1, or all."""
    if text == "all":
        return text
    try:
        return whole(1)(text)
    except ArgumentTypeError:
        raise ArgumentTypeError(f"'{text}' is neither a whole number from 1 up nor all") from None


def device(text: str) -> str:
    """A device by name: auto, cpu, cuda, cuda:N or mps."""
    number = text.removeprefix("cuda:")
    if text in ("auto", "cpu", "cuda", "mps") or (
        number != text and number.isascii() and number.isdecimal() and len(number) < 4
    ):
        return text
    raise ArgumentTypeError(f"'{text}' is none of auto, cpu, cuda, cuda:N (N counts from 0), mps")


def names(text: str) -> list[str]:
    """Column names between commas."""
    found = [name.strip() for name in text.split(",")]
    if not all(found):
        raise ArgumentTypeError(
            f"'{text}' has an empty name; write names between commas, or #2 for the second column"
        )
    return found


def row(text: str) -> list[float]:
    """The inputs of one row: finite numbers between commas."""
    values = []
    for place, cell in enumerate(text.split(","), 1):
        value = _number(cell)
        if value is None:
            raise ArgumentTypeError(
                f"number {place} of '{text}' is '{cell}', not a finite plain number; "
                "write a row like 75,63,44"
            )
        values.append(value)
    return values


def _number(text: str) -> float | None:
    # float() also takes 1_000, nan and digits of other scripts.
    if not text.isascii() or "_" in text:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None
