"""What was under way has a name for whoever asked for it."""

import pytest

from gdtui.session.actions import Action, Back, GoTo, Redo, Reseed, Return, RunUntil, Set, Step
from gdtui.session.line import Change, Edit
from gdtui.session.wire import Died
from gdtui.tui.dying import called, death


@pytest.mark.parametrize(
    ("action", "name"),
    [
        (Step("epoch", 300), "300 epochs"),
        (Step("batch"), "1 batch"),
        (Back(5), "5 phases back"),
        (GoTo(7), "the way to epoch 7"),
        (RunUntil(0.5), "the run until the loss is below 0.5"),
        (RunUntil(), "the run until there is no more progress"),
        (Set(Change("lr", 1.0)), "the change of lr"),
        (Set(Edit(0, 0, 1.0)), "the change of a weight"),
        (Redo(3), "redo"),
        (Reseed(1), "the new beginning"),
        (Return(2), "the return to run 2"),
    ],
)
def test_an_action_under_way_is_named(action: Action, name: str) -> None:
    assert called(action) == name
    assert death(Died(1, action, 1, ())).endswith(f"; not repeated: {name}; dropped: 1 waiting key")


def test_an_engine_that_failed_tells_its_last_line_cleaned() -> None:
    failed = Died(1, None, 0, ("Traceback", "ValueError: \x1b[31mno"))
    assert "with status 1 (ValueError: \\x1b[31mno); it starts again" in death(failed)
    assert "noise" not in death(Died(-9, None, 0, ("noise",)))
