import tomllib
from pathlib import Path

import pytest

from gdtui.data.bundled import BUNDLED, Start, about, bundled
from gdtui.errors import UserError

DATASETS = Path(__file__).parents[2] / "datasets"


@pytest.mark.parametrize(
    ("name", "rows", "inputs", "targets"),
    [
        ("crops", 5, 3, 2),
        ("crops15", 15, 3, 2),
        ("penguins", 342, 1, 1),
        ("linnerud", 20, 3, 3),
        ("diabetes", 442, 10, 1),
    ],
)
def test_a_bundled_set_has_its_shape(name: str, rows: int, inputs: int, targets: int) -> None:
    data, _ = bundled(name)
    assert (data.name, data.inputs().shape, data.targets().shape) == (
        name,
        (rows, inputs),
        (rows, targets),
    )


def test_every_file_belongs_to_a_set_that_is_described() -> None:
    files = {path.name for path in DATASETS.iterdir()}
    assert files == {"README.md"} | {
        f"{name}.{kind}" for name in BUNDLED for kind in ("csv", "toml")
    }
    told = (DATASETS / "README.md").read_text()
    for name in BUNDLED:
        known = about(name)
        assert f"**{name}**" in told or f"**{name}** and" in told or f"and **{name}**" in told
        assert known.title
        assert known.source
        assert known.licence


def test_crops_starts_where_the_tutorial_stands() -> None:
    data, start = bundled("crops")
    assert data.inputs()[0].tolist() == [73, 67, 43]
    assert start == Start(
        mode="manual",
        lr=1e-5,
        batch_size="all",
        weight=((1.0522, -1.1931, 0.3418), (0.5824, 0.0763, -1.6385)),
        bias=(2.2341, -1.7922),
    )


def test_crops15_starts_where_the_tutorial_stands() -> None:
    _, start = bundled("crops15")
    assert start == Start(
        mode="sgd",
        lr=1e-5,
        batch_size=5,
        shuffle=True,
        weight=((-0.1873, 0.3503, -0.3835), (-0.4803, 0.4555, -0.3416)),
        bias=(-0.1862, 0.0044),
    )


def test_penguins_say_which_rows_are_left_out() -> None:
    data, start = bundled("penguins")
    assert data.notes == ("2 rows with a missing number left out: lines 5 and 273.",)
    assert start == Start()


def test_the_other_sets_need_no_remark() -> None:
    assert [bundled(name)[0].notes for name in BUNDLED if name != "penguins"] == [()] * 4


def test_another_choice_of_columns_replaces_just_that() -> None:
    data, start = bundled("crops", drop=["humidity"])
    assert (data.input_names, data.target_names) == (("temp", "rainfall"), ("apples", "oranges"))
    assert (start.weight, start.bias, start.lr) == (None, None, 1e-5)
    data, _ = bundled("penguins", targets=["bill_length_mm"])
    assert (data.input_names, data.target_names) == (("flipper_length_mm",), ("bill_length_mm",))


def test_the_same_columns_chosen_by_hand_keep_the_start() -> None:
    _, start = bundled("crops", targets=["apples", "oranges"])
    assert start == bundled("crops")[1]


def test_a_set_that_needs_dropping_can_be_read_strictly() -> None:
    with pytest.raises(
        UserError, match=r"line 5, column 'flipper_length_mm': \"NA\" means no value"
    ):
        bundled("penguins", missing="error")


def test_an_unknown_set_lists_those_there_are() -> None:
    with pytest.raises(UserError, match="named 'iris'; there are crops, crops15, penguins"):
        about("iris")


def test_descriptions_hold_nothing_that_is_not_read() -> None:
    known = {"title", "source", "licence", "inputs", "targets", "missing", "start"}
    for name in BUNDLED:
        assert set(tomllib.loads((DATASETS / f"{name}.toml").read_text())) <= known


def test_sets_are_found_in_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "gdtui"
    (package / "data").mkdir(parents=True)
    (package / "datasets").symlink_to(DATASETS)
    monkeypatch.setattr("gdtui.data.bundled.__file__", str(package / "data" / "bundled.py"))
    assert bundled("crops")[0].path == package / "datasets" / "crops.csv"
