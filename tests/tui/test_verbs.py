"""What is said about a change that does not hold at once."""

import pytest
from tests.tui.moments import snapshot

from gdtui.engine.phase import Phase
from gdtui.session.actions import Set
from gdtui.session.line import Change
from gdtui.tui.verbs import postponed


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("batch_size", 2, "the batch size changes with the next epoch"),
        ("shuffle", True, "the order of the rows changes with the next epoch"),
    ],
)
def test_a_change_that_waits_for_the_next_epoch_says_so(
    setting: str, value: object, said: str
) -> None:
    change = Set(Change(setting, value))
    assert postponed(change, snapshot(Phase.LOSS)) == said
    assert postponed(change, snapshot()) == ""
