"""What is said after each action, in the numbers of the tutorial."""

from dataclasses import replace

import pytest
from tests.tui.moments import OPENED, snapshot

from gdtui.engine.gauge import Gauge
from gdtui.engine.phase import Phase
from gdtui.engine.settings import Dtype, Mode, Variant
from gdtui.linear.sentences import data_sentence, did, settings_sentence, where
from gdtui.session.actions import Action, Back, GoTo, Redo, Restart, Set, Step, Undo
from gdtui.session.line import Change, Edit
from gdtui.session.snapshot import Position, Snapshot

BACKWARD, DONE = snapshot(Phase.BACKWARD), snapshot(Phase.ZERO_GRAD)


def test_a_phase_is_told_by_its_numbers() -> None:
    said = did(Step("phase"), OPENED, snapshot(Phase.LOSS), BACKWARD)
    assert said.startswith("epoch 1, backward: ")
    assert "-12324.3" in said


def test_many_steps_are_told_by_what_they_came_to() -> None:
    after = replace(DONE, fast_steps=99, loop_steps=1)
    assert did(GoTo(1), OPENED, snapshot(), after) == (
        "epoch 1 done: the loss of all rows is 10696.02, it was 14603.53; the batch loss is "
        "14603.53 at the weights before its update; 99 of 100 steps by the fast run, same bits"
    )


@pytest.mark.parametrize(
    ("action", "begins"),
    [
        (Back(1), "back to epoch 1, backward"),
        (Undo(), "undone: 2 phases; epoch 1, backward: "),
        (Redo(), "done again: 2 phases back; epoch 1, backward: "),
        (Restart(), "from the same weights again, epoch 1, backward"),
    ],
)
def test_a_way_through_time_is_named(action: Action, begins: str) -> None:
    assert did(action, OPENED, DONE, BACKWARD).startswith(begins)


def test_what_changes_nothing_says_so() -> None:
    assert did(Back(1), OPENED, snapshot(), snapshot()) == "still epoch 1, start"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change("lr", 2e-5), "lr is 2e-5"),
        (Change("batch_size", 3), "3 rows in a batch"),
        (Change("shuffle", True), "the rows are shuffled every epoch"),
        (
            Change("mode", Mode.SGD),
            "sgd mode: the loop is PyTorch's, with nn.Linear and torch.optim.SGD",
        ),
        (
            Change("standardize", True),
            (
                "the inputs are standardised; parameters and gradients are of these from here on; "
                "Z says the raw weights"
            ),
        ),
        (Change("variant", Variant.SKIPPED_ZERO_GRAD), "BROKEN: zero_grad skipped"),
        (Change("dtype", Dtype.FLOAT64), "it is computed in float64"),
        (Change("lr", 1e-5), "lr is 1e-5, as before"),
    ],
)
def test_a_setting_is_told_with_its_value(change: Change, said: str) -> None:
    after = replace(DONE, chosen=change.settled(DONE.chosen))
    assert did(Set(change), OPENED, DONE, after) == said


def test_a_rate_is_told_with_what_it_does() -> None:
    after = replace(DONE, chosen=replace(DONE.chosen, lr=0.5), gauge=Gauge(2500.0, None))
    said = did(Set(Change("lr", 0.5)), OPENED, DONE, after)
    assert said == "lr is 0.5 (diverging)"


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (replace(DONE, chosen=replace(DONE.chosen, lr=0.5)), DONE, "lr is 1e-5"),
        (replace(DONE, chosen=replace(DONE.chosen, mode=Mode.SGD)), DONE, "manual mode: the loop"),
        (replace(DONE, bias=DONE.bias * 2), DONE, "b[apples] is 2.2348, b[oranges] is -1.7909"),
    ],
)
def test_an_undone_change_is_named_by_what_holds_again(
    before: Snapshot, after: Snapshot, what: str
) -> None:
    said = did(Undo(), OPENED, before, after)
    assert said.startswith(f"undone: {what}")
    assert said.endswith("; still epoch 1 done")


def test_undone_epochs_are_counted_and_the_loss_there_is_told() -> None:
    later = Position(152, 30, 31, 1, 1, Phase.LOSS)
    said = did(Undo(), OPENED, replace(DONE, position=later), DONE)
    assert said.startswith("undone: 29 epochs and 2 phases; epoch 1 done: the loss of all rows is")
    said = did(Undo(), OPENED, replace(DONE, position=later, branch=1), DONE)
    assert said.startswith("undone: run 0 again; epoch 1 done: ")


def test_an_edit_is_told_with_the_name_of_the_number_and_from_when_it_counts() -> None:
    said = did(Set(Edit(0, 2, 1.5)), OPENED, BACKWARD, BACKWARD)
    assert said.startswith("w[apples,humidity] is 1.5; ")
    assert "next predict" in said
    assert did(Set(Edit(1, None, 0.0)), OPENED, DONE, DONE).startswith("b[oranges] is 0.0")


def test_a_divergence_is_told_with_its_place() -> None:
    after = replace(DONE, diverged=DONE.position)
    assert "it diverged at epoch 1 done" in did(Step("epoch", 3), OPENED, BACKWARD, after)


def test_a_batch_is_named_where_there_are_several() -> None:
    assert where(Position(3, 0, 1, 2, 3, Phase.BACKWARD)) == "epoch 1, batch 2/3, backward"


def test_names_from_outside_cannot_command_a_terminal() -> None:
    opened = replace(OPENED, name="\x1b[2J", input_names=("\x1b]0;x\x07",) * 20)
    said = data_sentence(opened)
    assert said.isprintable()
    assert "and 12 more" in said


def test_settings_are_told_with_the_mistake_that_is_on() -> None:
    broken = replace(DONE, chosen=DONE.chosen.changed("variant", "sign flipped"))
    assert settings_sentence(broken) == (
        "manual mode, lr 1e-5, all rows in a batch, not shuffled, float32 on cpu, "
        "BROKEN: sign flipped"
    )
