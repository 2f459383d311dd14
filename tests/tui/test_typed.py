import pytest

from gdtui.errors import UserError
from gdtui.tui.keys import Verb
from gdtui.tui.typed import typed


def test_keys_are_verbs_with_the_counts_before_them() -> None:
    assert typed("ss100e0g") == (
        (Verb.PHASE, None),
        (Verb.PHASE, None),
        (Verb.EPOCH, 100),
        (Verb.GO_TO, 0),
    )
    assert typed("") == ()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("s\x07", r'"\\x07" is no key'),
        ("sl", "l asks something"),
        ("g", "g asks something"),
        ("v", "v asks something, or is for a screen"),
        ("s100", "a key is lacking behind 100"),
        ("1000000000000e", "e takes too long: at most 1000000"),
        ("suu", "u: there is nothing to undo"),
        ("sU", "U: there is nothing to redo"),
    ],
)
def test_keys_that_cannot_act_by_themselves_are_refused(keys: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        typed(keys)


def test_what_was_undone_can_be_done_again() -> None:
    assert typed("9se2u2U")[-1] == (Verb.REDO, 2)
