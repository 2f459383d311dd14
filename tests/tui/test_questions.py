"""What keys ask, and which answers are taken."""

import pytest
from tests.tui.moments import snapshot

from gdtui.errors import UserError
from gdtui.session.actions import Action, GoTo, Reseed, RunUntil, Set
from gdtui.session.line import Change
from gdtui.tui.keys import Verb
from gdtui.tui.questions import QUESTIONS

GIVEN = {Verb.RATE: "1e-5", Verb.BATCH_SIZE: "all"}


@pytest.mark.parametrize(
    ("verb", "answer", "action"),
    [
        (Verb.RATE, "1e-3", Set(Change("lr", 0.001))),
        (Verb.RATE, " 0.5 ", Set(Change("lr", 0.5))),
        (Verb.BATCH_SIZE, "5", Set(Change("batch_size", 5))),
        (Verb.BATCH_SIZE, "ALL", Set(Change("batch_size", None))),
        (Verb.GO_TO, "0", GoTo(0)),
        (Verb.SEED, "42", Reseed(42)),
        (Verb.UNTIL, "0.5", RunUntil(0.5)),
        (Verb.UNTIL, " ", RunUntil()),
    ],
)
def test_an_answer_makes_an_action(verb: Verb, answer: str, action: Action) -> None:
    assert QUESTIONS[verb].read(answer) == action


@pytest.mark.parametrize(
    ("verb", "answer"),
    [
        *((Verb.RATE, wrong) for wrong in ("", "fast", "nan", "inf", "-1", "1e999", "1,5")),
        *((Verb.BATCH_SIZE, wrong) for wrong in ("", "0", "-1", "1.5", "none", "\u0665")),
        *((Verb.GO_TO, wrong) for wrong in ("", "-1", "1e3", "9" * 19)),
        (Verb.SEED, "x\x1b[31m"),
    ],
)
def test_a_wrong_answer_is_refused_in_a_clean_sentence(verb: Verb, answer: str) -> None:
    with pytest.raises(UserError) as refused:
        QUESTIONS[verb].read(answer)
    assert refused.value.sentence.isprintable()


@pytest.mark.parametrize("verb", QUESTIONS)
def test_what_stands_there_already_is_the_setting_of_now(verb: Verb) -> None:
    assert QUESTIONS[verb].given(snapshot()) == GIVEN.get(verb, "")
