import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Gdtui


def solved(gdtui: Gdtui, *words: str | Path) -> dict[str, Any]:
    ran = gdtui("solve", *words, "--json")
    assert ran.status == 0
    told: dict[str, Any] = json.loads(ran.out)
    return told


def test_crops_has_its_golden_numbers(gdtui: Gdtui) -> None:
    told = solved(gdtui, "crops")
    assert told["best_loss"] == pytest.approx(0.483121, abs=5e-7)
    assert told["largest_stable_lr"] == pytest.approx(1.1167e-4, rel=5e-5)
    assert told["condition_number"] == pytest.approx(2.19e6, rel=2e-3)
    assert told["rank"] == 4
    assert (len(told["weight"]), len(told["weight"][0]), len(told["bias"])) == (2, 3, 2)
    assert told["input_names"] == ["temp", "rainfall", "humidity"]
    assert told["target_names"] == ["apples", "oranges"]
    assert told["eigenvalues"] == sorted(told["eigenvalues"])


def test_an_exact_line_is_found(gdtui: Gdtui, file: Path) -> None:
    told = solved(gdtui, file)
    assert told["weight"][0] == pytest.approx([2, -3], rel=1e-14)
    assert told["bias"] == pytest.approx([1], rel=1e-13)
    assert told["best_loss"] == pytest.approx(0, abs=1e-25)


def test_the_table_shows_the_same_numbers(gdtui: Gdtui) -> None:
    out = gdtui("solve", "crops").out
    assert "best loss          0.483121" in out
    assert "condition number   2.18611e+06" in out
    assert "rank               4 of 4" in out
    assert [line.split()[0] for line in out.splitlines()[-4:]] == [
        *("temp", "rainfall", "humidity", "bias")
    ]


def test_dependent_columns_are_said_to_be_so(gdtui: Gdtui, tmp_path: Path) -> None:
    file = tmp_path / "dependent.csv"
    file.write_text("a,b,y\n1,2,1\n2,4,3\n3,6,2\n")
    out = gdtui("solve", file).out
    assert "rank               2 of 3" in out
    assert "b: follows from a constant" in out
    told = solved(gdtui, file)
    assert told["condition_number"] is None
    assert told["eigenvalues"][0] == 0
    assert told["dependent"] == ["b"]


def test_names_in_json_are_whole_and_harmless(gdtui: Gdtui, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("a\x1b[31m\x7f,y\n1,2\n2,3\n4,4\n")
    ran = gdtui("solve", file, "--json")
    assert json.loads(ran.out)["input_names"] == ["a\x1b[31m\x7f"]
    assert ran.out.replace("\n", "").isprintable()
