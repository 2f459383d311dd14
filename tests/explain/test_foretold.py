"""What was said that a number would be, held against what it is."""

import pytest

from gdtui.explain.foretold import is_right, read_foretold, verdict


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("up", "+"),
        (" + ", "+"),
        ("DOWN", "-"),
        ("-", "-"),
        ("same", "="),
        ("none", "none"),
        ("1.50", "1.50"),
        ("-2e3", "-2e3"),
        ("nan", None),
        ("inf", None),
        ("\u0665", None),
        ("1,5", None),
        ("x", None),
    ],
)
def test_a_direction_or_a_number_is_understood(text: str, said: str | None) -> None:
    assert read_foretold(text) == said


@pytest.mark.parametrize(
    ("said", "before", "after", "right"),
    [
        ("+", 1.0, 2.0, True),
        ("+", 1.0, 1.0, False),
        ("-", 1.0, 0.5, True),
        ("=", 1.0, 1.0, True),
        ("=", 1.0, 1.1, False),
        ("-", None, -5337.0, True),
        ("none", -5.0, None, True),
        ("none", None, 1.0, False),
        ("-", 1.0, None, False),
        ("1.1", 0.0, 1.1056, True),
        ("1.11", 0.0, 1.1056, True),
        ("1.10", 0.0, 1.1056, False),
        ("1.1056", 0.0, 1.1055698, True),
        ("11e3", 0.0, 10695.8, True),
        ("10000", 0.0, 10695.8, False),
        ("+", 1.0, float("nan"), False),
        ("1", 1.0, float("inf"), False),
    ],
)
def test_of_a_number_as_many_digits_count_as_were_typed(
    said: str, before: float | None, after: float | None, right: bool
) -> None:
    assert is_right(said, before, after) is right


def test_the_verdict_tells_what_the_number_did() -> None:
    assert verdict("w[a,b]", "+", 1.0522, 1.1056) == (
        "right: w[a,b] went from 1.0522 to 1.1056; you said that it would rise"
    )
    assert verdict("w[a,b]", "3", 1.0, 1.0) == (
        "no: w[a,b] is 1.0000 as before; you said that it would be 3"
    )
    assert "from 1.05221 to 1.05222" in verdict("w", "-", 1.05221, 1.05222)
    assert "from None to -5337.0000" in verdict("grad of w", "-", None, -5337.0)


@pytest.mark.parametrize("text", ["1e999999999", "-1e999999999", "1e-999999999", "1e308", "0e999"])
def test_a_number_that_no_float_holds_is_not_said(text: str) -> None:
    assert read_foretold(text) is None


@pytest.mark.parametrize("text", ["1e307", "1e-308", "0", "-0.00", "1.50"])
def test_any_other_number_is_said_and_held_against_what_came(text: str) -> None:
    assert read_foretold(text) == text
    assert is_right(text, None, float(text))
