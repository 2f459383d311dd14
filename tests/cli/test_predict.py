import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Gdtui


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    return saved(tmp_path / "w.json", columns=["x1", "x2"], targets=["y"])


def saved(path: Path, **names: Any) -> Path:
    path.write_text(json.dumps({"weight": [[2.0, -3.0]], "bias": [1.0], **names}))
    return path


def test_a_row_is_predicted(gdtui: Gdtui, weights: Path) -> None:
    assert gdtui("predict", weights, "--row", "0.125,2e-300").out == "y\n1.25\n"


def test_rows_come_out_in_their_order(gdtui: Gdtui, weights: Path) -> None:
    ran = gdtui("predict", weights, "--row", "-1,2", "--row=0,0", "--row", "-.5,-1e1")
    assert ran.out.splitlines() == ["y", "-7.0", "1.0", "30.0"]


def test_columns_are_matched_by_name_and_targets_are_not_needed(
    gdtui: Gdtui, weights: Path, tmp_path: Path
) -> None:
    data = tmp_path / "new.csv"
    data.write_text("note,x2,x1\nhello,2,-1\nthere,0,0\n")
    ran = gdtui("predict", weights, data)
    assert ran.out.splitlines() == ["y", "-7.0", "1.0"]
    assert ran.err == ""


def test_one_input_is_enough(gdtui: Gdtui, tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    path.write_text('{"weight": [[2.0]], "bias": [1.0], "columns": ["x"]}')
    data = tmp_path / "new.csv"
    data.write_text("x\n1\n2\n")
    assert gdtui("predict", path, data).out.splitlines() == ["target_1", "3.0", "5.0"]


def test_data_with_targets_give_the_same(gdtui: Gdtui, weights: Path, file: Path) -> None:
    lines = gdtui("predict", weights, file).out.splitlines()
    targets = [line.rpartition(",")[2] for line in file.read_text().splitlines()]
    assert [lines[0], *map(float, lines[1:])] == ["y", *map(float, targets[1:])]


def test_weights_without_names_take_the_columns_in_order_and_say_so(
    gdtui: Gdtui, tmp_path: Path
) -> None:
    weights = saved(tmp_path / "w.json")
    data = tmp_path / "new.csv"
    data.write_text("b,a\n-1,2\n")
    ran = gdtui("predict", weights, data)
    assert ran.out.splitlines() == ["target_1", "-7.0"]
    assert "taken in order as 'b', 'a'" in ran.err


def test_weights_without_names_need_as_many_columns(
    gdtui: Gdtui, file: Path, tmp_path: Path
) -> None:
    weights = saved(tmp_path / "w.json")
    ran = gdtui("predict", weights, file)
    assert ran.status == 2
    assert ran.err.startswith(f"error: {weights}: the weights are for 2 input columns")
    assert gdtui("predict", weights, file, "--targets", "y").status == 0
    assert gdtui("predict", weights, file, "--inputs", "x1,x2").status == 0


def test_an_input_that_is_not_there_is_named(gdtui: Gdtui, weights: Path, tmp_path: Path) -> None:
    data = tmp_path / "new.csv"
    data.write_text("x1,x3\n1,2\n")
    ran = gdtui("predict", weights, data)
    assert ran.status == 2
    assert "no column is named 'x2'" in ran.err


def test_a_row_of_another_length_names_the_inputs(gdtui: Gdtui, weights: Path) -> None:
    ran = gdtui("predict", weights, "--row", "1,2,3")
    assert ran.status == 2
    assert "takes 2 inputs ('x1', 'x2')" in ran.err
    assert "has 3" in ran.err


@pytest.mark.parametrize("words", [(), ("crops", "--row", "1,2")], ids=["neither", "both"])
def test_rows_come_from_one_place(gdtui: Gdtui, weights: Path, words: tuple[str, ...]) -> None:
    ran = gdtui("predict", weights, *words)
    assert ran.status == 2
    assert "either DATA or --row" in ran.err


def test_names_are_quoted_as_csv_wants(gdtui: Gdtui, tmp_path: Path) -> None:
    names = ['a,"b"\nc']
    weights = saved(tmp_path / "w.json", targets=names)
    ran = gdtui("predict", weights, "--row", "1,2")
    assert next(csv.reader(io.StringIO(ran.out))) == names


def test_a_missing_file_of_weights_is_said(gdtui: Gdtui) -> None:
    ran = gdtui("predict", "nowhere.pt", "--row", "1")
    assert ran.status == 2
    assert ran.err.startswith("error: nowhere.pt")


def test_a_pt_of_a_fit_predicts_like_its_json(gdtui: Gdtui, file: Path, tmp_path: Path) -> None:
    pt, js = tmp_path / "m.pt", tmp_path / "m.json"
    assert gdtui("fit", file, "--epochs", "5", "--export", pt, "--export", js).status == 0
    by_pt = gdtui("predict", pt, "--row", "1,2").out.splitlines()
    by_json = gdtui("predict", js, "--row", "1,2").out.splitlines()
    assert by_pt[1:] == by_json[1:]
    assert by_json[0] == "y"


def test_names_are_harmless_on_a_terminal_and_whole_for_a_program(
    gdtui: Gdtui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = saved(tmp_path / "w.json", targets=["\x1b[31my"])
    assert gdtui("predict", weights, "--row", "0,0").out == "\x1b[31my\n1.0\n"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert gdtui("predict", weights, "--row", "0,0").out == "\\x1b[31my\n1.0\n"
