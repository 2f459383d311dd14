"""The learning rate explained: its largest step, where it stands, and the way out."""

import math
from dataclasses import replace

import pytest

from gdtui.explain.rate import Standing, WayOut, explain_rate, rate_sentences

STANDING = Standing("safe", 17909.0, "bias", 2.8e7, 2.186e6, None, WayOut(6.947, 0.5035, 14.2))
STEEPEST = ("w[oranges,rainfall]", -12324.1)
ROOM = 144


def test_the_rate_shows_its_largest_step() -> None:
    found = explain_rate(1e-5, STEEPEST, 1e-5, None, ROOM)
    assert found.line.endswith("w[oranges,rainfall]: 1e-5·(-12324.1) = -0.1232")
    assert "ends with 1e-5" in " ".join(explain_rate(2e-5, None, 1e-5, None, ROOM).lines)


def test_the_rate_is_held_against_its_limit_and_the_way_out_is_told() -> None:
    found = explain_rate(1e-5, STEEPEST, 1e-5, STANDING, ROOM)
    assert found.line == (
        "lr = 1e-5: safe; the limit is 2/λmax = 1.117e-4; the slowest direction (bias) takes "
        "2.8e+07 epochs, standardised (z) 15 epochs at lr 0.5035"
    )
    said = "\n".join(found.lines)
    assert "1e-5·(-12324.1) = -0.1232" in said
    assert "lr·λmax = 1e-5·1.791e4 = 0.1791" in said
    assert "2/λmax = 2/1.791e4 = 1.117e-4 for all rows" in said
    assert "condition number 2.186e6, then 6.947" in said
    assert "2.8e+07 epochs at lr 1e-5, then 15 epochs at lr 0.5035" in said


def test_a_narrow_line_keeps_the_word_and_the_limit() -> None:
    found = explain_rate(1e-5, STEEPEST, 1e-5, STANDING, 60)
    assert found.line == "lr = 1e-5: safe; the limit is 2/λmax = 1.117e-4"


def test_a_batch_a_flat_direction_and_a_broken_loop_are_told_as_what_they_are() -> None:
    broken = replace(STANDING, word="")
    found = explain_rate(1e-5, None, 1e-5, broken, ROOM)
    assert found.line.endswith("no rate converges; mended (k) the limit is 2/λmax = 1.117e-4")
    assert not any("Slowest" in line for line in found.lines)

    flat = replace(STANDING, any_batch=3e-6, epochs=math.inf, way_out=None)
    said = "\n".join(explain_rate(1e-5, None, 1e-5, flat, ROOM).lines)
    assert "every one of them allows 3e-6" in said
    assert "bias never comes nearer" in said
    assert "standardise" not in said

    batches = replace(STANDING, any_batch=3e-6)
    found = explain_rate(1e-5, None, 1e-5, batches, ROOM)
    assert "takes about 2.8e+07 epochs, with z about 15 epochs" in found.line
    assert "after about 2.8e+07 epochs a tenth" in "\n".join(found.lines)


@pytest.mark.parametrize("word", ["crawling", "safe", "oscillating", "diverging"])
def test_a_sentence_says_where_a_rate_stands_now(word: str) -> None:
    said, brief = rate_sentences(1e-5, word, 1.007)
    assert brief == f"lr 1e-5 is {word} now; the limit 2/λmax is 1.007"
    assert said.startswith(f"lr 1e-5 is {word} now: ")
    assert said.endswith("the limit 2/λmax is 1.007")
    assert len(said) <= ROOM


def test_a_rate_that_diverges_is_not_told_how_long_its_slowest_direction_takes() -> None:
    found = explain_rate(0.3, None, 0.3, replace(STANDING, word="diverging"), ROOM)
    assert "the steepest direction never arrives, standardised (z) 15 epochs" in found.line
