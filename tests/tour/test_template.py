"""Names in braces become the numbers of a moment."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tui.moments import OPENED, snapshot

from gdtui.engine.phase import Phase
from gdtui.errors import UserError
from gdtui.session.snapshot import LossCurve
from gdtui.tour.hole import WHOLES, holes
from gdtui.tour.template import NOT_YET, fill

BACKWARD, UPDATE = snapshot(Phase.BACKWARD), snapshot(Phase.UPDATE)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{batch_loss} at {lr}", "14603.53 at 1e-5"),
        ("{grad[apples,temp]}", "-5337.1"),
        ("{grad_b[oranges]:4}", "-127.2429"),
        ("{w[ apples , temp ]}", "1.0522"),
        ("{step[apples,temp]}", "-0.0534"),
        ("{x[1,temp]} {y[1,apples]} {pred[1,apples]}", "73 56 13.80"),
        ("{error[1,apples]} {square[1,apples]}", "-42.20 1780.47"),
        ("{rows} {inputs} {targets} {elements} {parameters}", "5 3 2 10 8"),
        ("{input_names}", "temp, rainfall, humidity"),
        ("{predict[apples,75,63,44]}", "21.02"),
        ("{best_loss}", "0.4831"),
        ("{norm}", "20709.4"),
        ("67*{w[apples,rainfall]} + {w[apples,rainfall]}", "67*(-1.1931) + -1.1931"),
        ("{{1, 2}} is a set, {{rows}} none", "{1, 2} is a set, {rows} none"),
        ("no names", "no names"),
    ],
)
def test_a_name_is_its_number_as_the_screen_writes_it(text: str, filled: str) -> None:
    assert fill(text, OPENED, BACKWARD) == filled


def test_weights_before_and_after_an_update_are_different_names() -> None:
    assert fill("{old_w[apples,temp]} {w[apples,temp]}", OPENED, UPDATE) == "1.0522 1.1056"


def test_a_step_is_still_told_when_its_gradient_was_cleared() -> None:
    done = snapshot(Phase.ZERO_GRAD)
    text = "{old_w[apples,temp]} {step[apples,temp]} {w[apples,temp]} {step_b[oranges]}"
    assert fill(text, OPENED, done) == "1.0522 -0.0534 1.1056 -0.0013"
    assert fill("{grad[apples,temp]}", OPENED, done) == "0"


def test_every_name_has_a_number() -> None:
    for name in WHOLES:
        assert "{" not in fill(f"{{{name}}}", OPENED, BACKWARD)


def test_what_there_is_not_yet_is_said() -> None:
    text = "{batch_loss} {pred[1,apples]} {grad[apples,temp]}"
    assert fill(text, OPENED, snapshot()) == f"{NOT_YET} {NOT_YET} None"


def test_a_first_loss_that_is_no_longer_kept_alone_is_a_word() -> None:
    long = replace(BACKWARD, batch_losses=LossCurve(2, 2, np.array([1.0]), np.array([2.0])))
    assert fill("{first_loss}", OPENED, long) == "what it was at first"
    assert fill("{first_loss}", OPENED, BACKWARD) == "14603.53"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{w[pears,temp]}", "[there is no target pears]"),
        ("{w[apples,snow]}", "[there is no input snow]"),
        ("{x[9,temp]}", "[there is no row 9 in this batch]"),
        ("{predict[apples,1,2]}", "[predict takes a number for each input"),
        ("{predict[apples,1,2,three]}", "[predict takes numbers]"),
    ],
)
def test_a_name_of_other_data_says_so_in_its_place(text: str, said: str) -> None:
    assert fill(text, OPENED, BACKWARD).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{los}", r"\{los\}: los is no name of a number; there are data, rows"),
        ("{w}", r"\{w\} is written like \{w\[target,input\]\}"),
        ("{loss[1]}", r"\{loss\[1\]\} is written like \{loss\}"),
        ("{predict[apples]}", r"is written like \{predict\[target,a number for each input\]\}"),
        ("{2+2}", r"\{2\+2\} is no name of a number"),
        ("{loss", r"a \{ is alone"),
        ("loss}", r"a \} is alone"),
    ],
)
def test_what_is_no_name_is_found_before_there_is_a_moment(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        list(holes(text))


@given(st.text())
def test_any_text_is_filled_or_refused(text: str) -> None:
    try:
        names = list(holes(text))
    except UserError:
        return
    assert names or fill(text, OPENED, BACKWARD) == re.sub(r"([{}])\1", r"\1", text)
