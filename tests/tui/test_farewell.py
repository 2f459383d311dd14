"""The command line that begins the same again."""

import pytest

from gdtui.session.opening import Opening
from gdtui.tui.farewell import command


@pytest.mark.parametrize(
    ("opening", "said"),
    [
        (Opening(), "gdtui crops"),
        (Opening("my data.csv"), "gdtui 'my data.csv'"),
        (Opening(targets=("a", "b c")), "gdtui crops --targets a --targets 'b c'"),
        (
            Opening(lr=0.1, batch_size="all", shuffle=False),
            "gdtui crops --lr 0.1 --batch-size all --no-shuffle",
        ),
        (Opening(standardize=True, seed=0), "gdtui crops --seed 0 --standardize"),
    ],
)
def test_the_command_names_what_was_chosen(opening: Opening, said: str) -> None:
    assert command(opening) == said
