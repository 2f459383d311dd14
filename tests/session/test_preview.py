"""A look at data that may be opened."""

import json
from pathlib import Path

import pytest

from gdtui.data.reading import read_csv
from gdtui.errors import UserError
from gdtui.session.opening import Opening
from gdtui.session.preview import DATASETS, Role, preview

HOSTILE = Path(__file__).parents[1] / "data" / "hostile"
EXAMPLES = json.loads((HOSTILE / "index.json").read_text())


@pytest.mark.parametrize("name", DATASETS)
def test_a_bundled_set_has_the_roles_that_it_opens_with(name: str) -> None:
    shown = preview(name)
    dataset, _ = shown.opening(shown.roles, shown.missing, threads=1).read()
    for role, names in ((Role.INPUT, dataset.input_names), (Role.TARGET, dataset.target_names)):
        assert {n for n, r in zip(shown.names, shown.roles, strict=True) if r is role} == set(names)
    assert shown.opening(shown.roles, shown.missing, threads=1) == Opening(name)


@pytest.mark.parametrize("file", sorted({example["file"] for example in EXAMPLES}))
def test_a_file_that_can_be_read_is_previewed_as_it_will_be_read(file: str) -> None:
    path = str(HOSTILE / file)
    try:
        read = read_csv(path)
    except UserError:
        return
    shown = preview(path)
    inputs = tuple(n for n, r in zip(shown.names, shown.roles, strict=True) if r is Role.INPUT)
    assert inputs == read.input_names
    assert len(shown.rows) == min(5, read.rows)


def test_only_the_beginning_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_text("a,b\n1,2\n" + "3,4\n" * 10)
    with path.open("ab") as file:
        file.truncate(1 << 36)
    with pytest.raises(UserError, match="NUL"):
        preview(str(path))


@pytest.mark.parametrize("roles", [(Role.INPUT, Role.OUT), (Role.TARGET, Role.TARGET)])
def test_an_input_and_a_target_are_needed(tmp_path: Path, roles: tuple[Role, Role]) -> None:
    path = tmp_path / "small.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(UserError, match="at least one input and one target"):
        preview(str(path)).opening(roles, "error", threads=1)
