"""The command line that begins the same again."""

import subprocess

import pytest

from gdtui.session.opening import Keep, Opening
from gdtui.tui.farewell import command, farewell


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


@pytest.mark.parametrize(
    "name", ["\x1b]0;owned\x07'.csv", "back\\slash\u202e$HOME\n.csv", "\udcff.csv"]
)
def test_a_name_that_a_terminal_would_obey_is_written_as_a_shell_reads_it(name: str) -> None:
    said = command(Opening(name))
    assert said.isprintable()
    read = ["/bin/bash", "-c", said.replace("gdtui", "printf %s", 1)]
    heard = subprocess.run(read, check=True, capture_output=True).stdout
    assert heard.decode("utf-8", "surrogateescape") == name


def test_a_session_that_is_kept_can_be_gone_on_with() -> None:
    keep = Keep("/shelf", "/shelf/my data-1")
    said = farewell(Opening(), keep).splitlines()
    assert said == [
        "to go on with this session: gdtui resume '/shelf/my data-1'",
        "to begin the same again: gdtui crops",
    ]
    plain = farewell(Opening(), keep, linear=True).splitlines()
    assert plain == [f"{line} --linear" for line in said]
    assert farewell(Opening(), Keep("/shelf")) == "to begin the same again: gdtui crops"
