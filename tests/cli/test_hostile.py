"""Every hostile example goes through `gdtui fit` and is answered with the right status."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Gdtui

HOSTILE = Path(__file__).parents[1] / "data" / "hostile"
EXAMPLES: list[dict[str, Any]] = json.loads((HOSTILE / "index.json").read_text())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["what"])
def test_is_answered_without_a_traceback_and_without_a_raw_control(
    gdtui: Gdtui, example: dict[str, Any]
) -> None:
    inputs = [f"--inputs={name}" for name in example.get("inputs", ())]
    ran = gdtui("fit", HOSTILE / example["file"], "--targets", example["target"], *inputs)

    # What can be read need not be what can be trained on: magnitudes may overflow.
    expected = {2} if example["expect"] == "error" else {0, 2}
    assert ran.status in expected
    said = ran.out + ran.err
    assert all(char.isprintable() for char in said.replace("\n", ""))
    if ran.status == 2:
        assert ran.out == ""
        assert "error: " in ran.err


@pytest.mark.parametrize(
    "example",
    [example for example in EXAMPLES if example["expect"] != "error"],
    ids=lambda example: example["what"],
)
def test_what_can_be_read_can_be_trained_on_standardized_or_says_why(
    gdtui: Gdtui, example: dict[str, Any]
) -> None:
    words = ("--targets", example["target"], "--standardize", "--dtype", "float64")
    ran = gdtui("fit", HOSTILE / example["file"], *words, "--epochs", "3")
    assert ran.status == 0, ran.err
