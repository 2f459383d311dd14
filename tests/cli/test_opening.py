from pathlib import Path

import pytest
from tests.cli.conftest import Gdtui


def test_no_word_is_crops(gdtui: Gdtui) -> None:
    assert gdtui("solve") == gdtui("solve", "crops")


def test_a_bundled_name_wins_over_a_file_and_says_so(
    gdtui: Gdtui, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    file.rename("crops")
    ran = gdtui("solve", "crops")
    assert "note: crops is the bundled dataset" in ran.err
    assert "./crops" in ran.err
    assert "5 rows" in ran.out


def test_a_slash_or_a_suffix_makes_it_a_path(
    gdtui: Gdtui, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    file.rename("crops")
    ran = gdtui("solve", "./crops")
    assert "6 rows" in ran.out
    assert "bundled" not in ran.err
    assert gdtui("solve", "crops.csv").status == 2


def test_a_bare_word_that_is_nothing_lists_the_bundled_names(gdtui: Gdtui) -> None:
    ran = gdtui("solve", "crop")
    assert ran.status == 2
    assert "the bundled datasets are crops, crops15" in ran.err


def test_notes_go_to_stderr_a_line_each(gdtui: Gdtui, file: Path) -> None:
    ran = gdtui("solve", file)
    assert "note: The target is the last numeric column, column 'y'" in ran.err
    assert all(line.startswith("note: ") for line in ran.err.splitlines())
    assert "note" not in ran.out


def test_columns_of_a_bundled_dataset_may_be_chosen(gdtui: Gdtui) -> None:
    ran = gdtui("solve", "crops", "--targets", "apples", "--drop", "oranges,humidity")
    assert "temp, rainfall -> apples" in ran.out


def test_rows_that_lack_a_number_are_left_out_when_asked(gdtui: Gdtui, file: Path) -> None:
    file.write_text(file.read_text() + "7,,1\n")
    assert gdtui("solve", file).status == 2
    ran = gdtui("solve", file, "--missing", "drop")
    assert "note: 1 row with a missing number left out: line 8." in ran.err
    assert "6 rows" in ran.out
