"""Files that lie, are damaged or would run code, each with the answer it deserves."""

import json
from pathlib import Path
from typing import Any

import pytest

from gdtui.errors import UserError
from gdtui.weights.columns import match_columns
from gdtui.weights.file import read_weights

HOSTILE = Path(__file__).parent / "hostile"
INDEX: list[dict[str, Any]] = json.loads((HOSTILE / "index.json").read_text())
BY_EXPECTATION = {
    expected: [entry for entry in INDEX if (entry["expect"] == "error") == (expected == "error")]
    for expected in ("error", "accept")
}


def named(entry: dict[str, Any]) -> str:
    return str(entry["file"])


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("entry", BY_EXPECTATION["error"], ids=named)
def test_a_bad_file_is_one_sentence_that_names_what_is_wrong(entry: dict[str, Any]) -> None:
    with pytest.raises(UserError) as caught:
        match_columns(read_weights(HOSTILE / entry["file"]), ["x1", "x2"], ["y"])
    sentence = caught.value.sentence
    assert sentence.isprintable()
    assert all(word in sentence for word in entry["must_name"])
    assert "weights_only" not in sentence
    assert not list(Path.cwd().iterdir())


@pytest.mark.parametrize("entry", BY_EXPECTATION["accept"], ids=named)
def test_a_good_file_is_read_and_what_was_converted_is_noted(entry: dict[str, Any]) -> None:
    weights = read_weights(HOSTILE / entry["file"])
    assert weights.weight.tolist() == [[2.0, 3.0]]
    assert weights.bias.tolist() == [1.0]
    assert bool(weights.notes) == (entry["expect"] == "accept-warn")
    assert all(any(word in note for note in weights.notes) for word in entry["must_name"])


def test_every_hostile_file_is_in_the_index() -> None:
    files = {path.name for path in HOSTILE.iterdir()} - {"index.json", ".gitattributes"}
    assert files == {entry["file"] for entry in INDEX}
