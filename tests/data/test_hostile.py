"""Every hostile example is answered as its index says, and nothing of it reaches a terminal."""

import json
from pathlib import Path
from typing import Any

import pytest

from gdtui.data.reading import read_csv
from gdtui.errors import UserError

HOSTILE = Path(__file__).parent / "hostile"
EXAMPLES: list[dict[str, Any]] = json.loads((HOSTILE / "index.json").read_text())


def answer(example: dict[str, Any]) -> tuple[str, str]:
    """What was done with a file, and what was said."""
    try:
        data = read_csv(
            HOSTILE / example["file"],
            targets=[example["target"]],
            inputs=example.get("inputs", ()),
        )
    except UserError as error:
        return "error", str(error)
    return "accept-warn" if data.notes else "accept", "\n".join(data.notes)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["what"])
def test_is_answered_as_expected(example: dict[str, Any]) -> None:
    what, said = answer(example)
    assert what == example["expect"]
    assert [name for name in example["must_name"] if name not in said] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["what"])
def test_is_said_in_lines_that_are_safe_to_print(example: dict[str, Any]) -> None:
    _, said = answer(example)
    assert all(line.isprintable() for line in said.split("\n"))


@pytest.mark.parametrize(
    "example",
    [example for example in EXAMPLES if example["expect"] == "error"],
    ids=lambda example: example["what"],
)
def test_every_line_of_an_error_names_the_file(example: dict[str, Any]) -> None:
    _, said = answer(example)
    lines = said.split("\n")
    assert len(lines) <= 6
    assert all(example["file"] in line or line.startswith("and ") for line in lines)
