"""Counts: digits before a key."""

from gdtui.tui.counts import MOST, Count


def typed(characters: str) -> int | None:
    count = Count()
    for character in characters:
        count = count.typed(character) or count
    return count.number


def test_digits_make_a_number() -> None:
    assert typed("100") == 100


def test_without_digits_there_is_no_number() -> None:
    assert Count().number is None


def test_zero_is_a_number_too() -> None:
    assert typed("0") == 0


def test_what_is_no_digit_is_no_part_of_it() -> None:
    assert [Count("1").typed(other) for other in ("e", "", None, "\u0663")] == [None] * 4


def test_a_number_does_not_grow_for_ever() -> None:
    assert typed("9" * 400) == MOST
