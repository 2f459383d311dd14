from pathlib import Path

import pytest

from gdtui.engine.settings import Dtype, Mode
from gdtui.errors import UserError
from gdtui.session.beginning import Beginning, begin
from gdtui.session.opening import Opening


def beginning(opening: Opening) -> Beginning:
    return begin(opening, *opening.read())


def test_crops_begins_where_the_tutorial_stands() -> None:
    origin = beginning(Opening("crops")).origin
    assert origin.weight == ((1.0522, -1.1931, 0.3418), (0.5824, 0.0763, -1.6385))
    assert (origin.settings.mode, origin.settings.lr) == (Mode.MANUAL, 1e-5)
    assert origin.settings.batch_size is None


def test_each_option_replaces_just_that_one_thing() -> None:
    was = beginning(Opening("crops15")).origin
    now = beginning(Opening("crops15", mode="manual", dtype="float64")).origin
    assert now.weight == was.weight
    assert now.settings.mode is Mode.MANUAL
    assert now.settings.dtype is Dtype.FLOAT64
    assert (now.settings.lr, now.settings.batch_size, now.settings.shuffle) == (1e-5, 5, True)


def test_a_seed_that_is_asked_for_draws_the_weights() -> None:
    assert beginning(Opening("crops", seed=0)).origin.weight is None
    assert beginning(Opening("crops", seed=7)).origin.seed == 7


def test_all_rows_at_once_stand_in_file_order_and_smaller_batches_are_shuffled() -> None:
    assert beginning(Opening("crops15", batch_size="all")).origin.settings.shuffle is False
    assert beginning(Opening("crops", batch_size=2)).origin.settings.shuffle is True
    assert beginning(Opening("crops", batch_size=2, shuffle=False)).origin.settings.shuffle is False


def test_an_automatic_rate_is_half_of_the_largest_stable_one_and_says_so() -> None:
    found = beginning(Opening("crops", lr="auto"))
    assert found.origin.settings.lr == pytest.approx(1.1167e-4 / 2, rel=1e-4)
    assert found.notes[0].startswith("lr 5.58364e-05 is half of 0.000111673")
    assert found.landscape is not None


def test_an_input_that_never_changes_is_standardized_with_sigma_1_and_said(tmp_path: Path) -> None:
    file = tmp_path / "constant.csv"
    file.write_text("a,b,y\n1,7,1\n2,7,3\n3,7,2\n")
    said = "standardized with sigma 1, because constant: b"
    assert said in beginning(Opening(str(file), lr=0.1, standardize=True)).notes
    assert beginning(Opening(str(file), lr=0.1)).notes == ()


def test_weights_from_a_file_are_matched_by_name(tmp_path: Path) -> None:
    file = tmp_path / "w.json"
    file.write_text('{"weight": [[1, 2, 3], [4, 5, 6]], "bias": [7, 8]}')
    found = beginning(Opening("crops", init=str(file), standardize=True))

    assert found.origin.weight == ((1.0, 2.0, 3.0), (4.0, 5.0, 6.0))
    assert found.origin.standardized is False
    assert "taken in order" in found.notes[0]


def test_a_file_of_weights_that_does_not_fit_is_named(tmp_path: Path) -> None:
    file = tmp_path / "w.json"
    file.write_text('{"weight": [[1, 2]], "bias": [7]}')
    with pytest.raises(UserError, match=r"w\.json: the weights are for 2 input columns"):
        beginning(Opening("crops", init=str(file)))


def test_a_device_that_is_absent_is_refused_with_those_present() -> None:
    with pytest.raises(UserError, match="present: cpu"):
        beginning(Opening("crops", device="cuda:77"))
