from pathlib import Path

import pytest

from gdtui.errors import UserError
from gdtui.session.opening import Opening


def test_a_bundled_set_is_opened_by_name() -> None:
    dataset, start = Opening("crops").read()
    assert (dataset.rows, start.mode, start.lr) == (5, "manual", 1e-5)


def test_a_file_is_opened_by_path_with_its_columns_chosen(tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_text("a,b,c\n1,2,3\n4,5,6\n")
    dataset, start = Opening(str(tmp_path / "my.csv"), targets=("a",), drop=("b",)).read()

    assert (dataset.input_names, dataset.target_names) == (("c",), ("a",))
    assert start.weight is None


def test_a_word_that_is_neither_is_answered_with_the_bundled_names() -> None:
    with pytest.raises(UserError, match=r"the bundled datasets are crops, .*diabetes"):
        Opening("corps").read()


def test_a_file_that_a_bundled_set_hides_is_mentioned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Opening("crops").notes == ()
    (tmp_path / "crops").write_text("a,b\n1,2\n")
    assert Opening("crops").notes == ("crops is the bundled dataset; for the file write ./crops",)
    assert Opening("./crops").notes == ()
