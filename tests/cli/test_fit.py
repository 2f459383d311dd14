import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from tests.cli.conftest import Gdtui
from tests.cli.ran import Ran
from tests.failing import room_for

from gdtui.errors import UserError
from gdtui.weights.atomic import write_atomically
from gdtui.weights.file import read_weights


def losses(ran: Ran) -> tuple[float, float]:
    """The first and the last loss of all rows, as the summary says them."""
    found = re.search(r"^loss +(\S+) -> (\S+), all rows$", ran.out, re.MULTILINE)
    assert found, ran.out + ran.err
    return float(found[1]), float(found[2])


def test_crops_stands_where_the_tutorial_stood(gdtui: Gdtui) -> None:
    ran = gdtui("fit", "crops", "--epochs", "1")
    assert losses(ran)[0] == pytest.approx(14603.53, rel=1e-3)
    assert losses(ran)[1] == pytest.approx(9961.85, rel=0.1)
    assert "manual, batch size all in file order, seed 0, float32, cpu, 1 thread" in ran.out
    assert "0.483121, best possible" in ran.out


def test_crops_arrives_where_the_tutorial_arrived(gdtui: Gdtui) -> None:
    ran = gdtui("fit", "crops", "--epochs", "102")
    assert losses(ran)[1] == pytest.approx(876.08, rel=1e-3)
    batch = re.search(r"(\S+), the last epoch's mean batch loss", ran.out)
    assert batch
    assert float(batch[1]) == pytest.approx(885.13, rel=1e-3)
    assert "epochs    102; 101 of 102 epochs: fast run, same bits" in ran.out


def test_crops15_opens_with_batches_of_five_shuffled(gdtui: Gdtui) -> None:
    ran = gdtui("fit", "crops15", "--epochs", "2")
    assert "sgd, batch size 5 shuffled, seed 0" in ran.out
    assert "largest stable 7.85" in ran.out


def test_data_of_ones_own_get_half_of_the_largest_stable_rate(gdtui: Gdtui, file: Path) -> None:
    ran = gdtui("fit", file, "--epochs", "3")
    assert "the largest stable one: 2 / the largest eigenvalue of the Hessian\n" in ran.err
    first, last = losses(ran)
    assert last < first
    batches = gdtui("fit", file, "--epochs", "3", "--batch-size", "4")
    assert "the largest stable one: stable for any batch of 2 rows\n" in batches.err


def test_one_option_replaces_one_thing(gdtui: Gdtui) -> None:
    plain = gdtui("fit", "crops", "--epochs", "1")
    for words, says in (
        (("--mode", "sgd"), "sgd, batch size all in file order"),
        (("--batch-size", "2"), "manual, batch size 2 shuffled"),
        (("--batch-size", "2", "--no-shuffle"), "manual, batch size 2 in file order"),
        (("--shuffle",), "manual, batch size all shuffled"),
        (("--standardize",), "1 thread, standardized inputs"),
        (("--dtype", "float64"), "float64"),
        (("--lr", "2e-5"), "lr        2e-05"),
    ):
        ran = gdtui("fit", "crops", "--epochs", "1", *words)
        assert says in ran.out, words
        assert losses(ran)[0] == pytest.approx(losses(plain)[0], rel=1e-5), words
        assert words[0] == "--lr" or "lr        1e-05" in ran.out, words


def test_a_seed_that_is_given_draws_the_weights(gdtui: Gdtui) -> None:
    plain, seeded = (losses(gdtui("fit", "crops", "--epochs", "1", *w)) for w in ([], ["--seed=0"]))
    assert plain[0] != seeded[0]
    assert "seed 7" in gdtui("fit", "crops", "--epochs", "1", "--seed", "7").out


def test_no_epoch_exports_the_first_weights(gdtui: Gdtui, tmp_path: Path) -> None:
    out = tmp_path / "w.json"
    ran = gdtui("fit", "crops", "--epochs", "0", "--export", out)
    assert ran.status == 0
    assert "mean batch loss" not in ran.out
    assert read_weights(out).weight[0, 0] == pytest.approx(1.0522, rel=1e-7)


def test_a_fit_goes_on_where_another_ended(gdtui: Gdtui, tmp_path: Path) -> None:
    half, whole, after = (tmp_path / name for name in ("half.json", "whole.pt", "after.pt"))
    gdtui("fit", "crops", "--epochs", "5", "--export", half)
    gdtui("fit", "crops", "--epochs", "10", "--export", whole)
    gdtui("fit", "crops", "--epochs", "5", "--init", half, "--export", after)
    assert read_weights(whole).same_bits(read_weights(after))


def test_weights_to_start_from_must_fit_the_columns(gdtui: Gdtui, file: Path) -> None:
    weights = file.with_name("w.json")
    weights.write_text('{"weight": [[1.0]], "bias": [0.0]}')
    ran = gdtui("fit", file, "--init", weights)
    assert ran.status == 2
    assert ran.err.splitlines()[-1].startswith(f"error: {weights}: the weights are for 1 input")


def test_standardized_inputs_are_exported_as_raw_weights(gdtui: Gdtui, file: Path) -> None:
    out = file.with_name("w.json")
    ran = gdtui("fit", file, "--standardize", "--epochs", "500", "--export", out)
    weights = read_weights(out)
    assert weights.weight[0] == pytest.approx([2, -3], abs=1e-4)
    assert weights.weight.dtype == "float64"
    assert re.search(r"^R2 +1 +y$", ran.out, re.MULTILINE)


def test_a_constant_column_is_divided_by_one_and_said(gdtui: Gdtui, tmp_path: Path) -> None:
    file = tmp_path / "constant.csv"
    file.write_text("a,b,y\n1,7,1\n2,7,3\n3,7,2\n")
    ran = gdtui("fit", file, "--standardize")
    assert ran.status == 0
    assert "note: standardized with sigma 1, because constant: b" in ran.err


def test_standardizing_is_suggested_where_it_helps(gdtui: Gdtui) -> None:
    assert "--standardize" in gdtui("fit", "crops", "--epochs", "1").err
    assert "--standardize" not in gdtui("fit", "crops", "--epochs", "1", "--standardize").err


def test_standardizing_is_not_suggested_where_it_does_not_help(
    gdtui: Gdtui, tmp_path: Path
) -> None:
    file = tmp_path / "round.csv"
    file.write_text("a,b,y\n1,1,1\n-1,1,3\n1,-1,2\n-1,-1,5\n")
    assert "--standardize" not in gdtui("fit", file, "--epochs", "1").err


def test_every_export_says_its_path_and_how_to_load_it(gdtui: Gdtui, tmp_path: Path) -> None:
    files = [tmp_path / f"w{suffix}" for suffix in (".pt", ".safetensors", ".json", ".npz", ".csv")]
    files.append(tmp_path / "w.py")
    exports = [word for file in files for word in ("--export", str(file))]
    ran = gdtui("fit", "crops", "--epochs", "3", *exports)
    assert ran.status == 0
    for file in files:
        assert f"Saved {file}\n" in ran.out
    same = read_weights(files[0])
    assert all(read_weights(file).same_bits(same) for file in files[1:-1])
    assert "torch.load(" in ran.out


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("none/w.pt", "does not exist"),
        ("w.xyz", "names no format"),
        ("w", "no suffix"),
        ("there.pt", "--force"),
    ],
)
def test_an_export_that_cannot_be_is_refused_before_all_else(
    gdtui: Gdtui, tmp_path: Path, name: str, says: str
) -> None:
    (tmp_path / "there.pt").write_text("old")
    ran = gdtui("fit", "nowhere.csv", "--export", tmp_path / name)
    assert ran.status == 2
    assert says in ran.err
    assert "nowhere.csv" not in ran.err
    assert (tmp_path / "there.pt").read_text() == "old"


def test_an_existing_file_is_replaced_with_force(gdtui: Gdtui, tmp_path: Path) -> None:
    out, log = tmp_path / "w.json", tmp_path / "log.jsonl"
    words = ("fit", "crops", "--epochs", "2", "--export", out, "--log", log)
    assert gdtui(*words).status == 0
    assert gdtui(*words).status == 2
    assert gdtui(*words, "--force").status == 0
    assert len(log.read_text().splitlines()) == 2


def test_a_file_is_not_written_over_what_is_read(gdtui: Gdtui, file: Path) -> None:
    text = file.read_text()
    for words in (("--export", file), ("--log", file)):
        ran = gdtui("fit", file, *words, "--force")
        assert ran.status == 2
        assert "named twice" in ran.err
    twice = file.with_name("w.json")
    assert gdtui("fit", file, "--export", twice, "--log", twice).status == 2
    assert file.read_text() == text
    assert not twice.exists()


def test_a_log_has_a_line_for_every_epoch(gdtui: Gdtui, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    ran = gdtui("fit", "crops15", "--epochs", "7", "--log", log)
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["epoch"] for line in lines] == list(range(1, 8))
    assert [set(line) for line in lines] == [{"epoch", "loss", "batch_loss", "lr", "mode"}] * 7
    assert {(line["lr"], line["mode"]) for line in lines} == {(1e-5, "sgd")}
    assert lines[-1]["loss"] == pytest.approx(losses(ran)[1], rel=1e-5)
    assert f"{lines[-1]['batch_loss']:.6g}, the last epoch's mean" in ran.out


def test_a_log_for_which_there_is_no_room_ends_whole_and_the_training_is_saved(
    gdtui: Gdtui, tmp_path: Path
) -> None:
    log, first, second = (tmp_path / name for name in ("log.jsonl", "no", "w.json"))
    words = ("--log", log, "--export", first / "w.json", "--export", second)
    first.mkdir()
    with pytest.MonkeyPatch.context() as patch, room_for(1000):
        patch.setattr("gdtui.weights.saved.write_atomically", _refusing(first))
        ran = gdtui("fit", "crops", "--epochs", "50", *words)
    assert ran.status == 2
    said = ran.err.splitlines()
    assert f"error: {log}: cannot be written: File too large; choose another place" in said
    assert f"{first}/w.json: no" in said
    assert [json.loads(line)["epoch"] for line in log.read_text().splitlines()][:2] == [1, 2]
    assert log.read_text().endswith("}\n")
    assert read_weights(second).weight.shape == (2, 3)


def _refusing(folder: Path) -> Callable[..., None]:
    def write(path: Path, content: bytes, *, force: bool) -> None:
        if path.parent == folder:
            raise UserError(f"{path}: no")
        write_atomically(path, content, force=force)

    return write


def test_a_log_changes_no_bit(gdtui: Gdtui, tmp_path: Path) -> None:
    plain, logged, log = (tmp_path / name for name in ("a.npz", "b.npz", "log.jsonl"))
    gdtui("fit", "crops15", "--epochs", "9", "--export", plain)
    gdtui("fit", "crops15", "--epochs", "9", "--export", logged, "--log", log)
    assert read_weights(plain).same_bits(read_weights(logged))


def test_a_log_and_a_run_agree_on_every_loss(gdtui: Gdtui, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    gdtui("fit", "crops", "--epochs", "5", "--log", log)
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    for before, after in pairwise(lines):
        assert after["batch_loss"] == pytest.approx(before["loss"], rel=1e-6)


def test_a_training_that_diverges_stops_says_why_and_exports_nothing(
    gdtui: Gdtui, tmp_path: Path
) -> None:
    out, log = tmp_path / "w.pt", tmp_path / "log.jsonl"
    ran = gdtui("fit", "crops", "--lr", "1", "--export", out, "--log", log)
    assert (ran.status, ran.out) == (2, "")
    last = ran.err.splitlines()[-1]
    assert last.startswith("error: crops: diverged in epoch 5")
    assert "lr 1.0 is larger than 0.000111673" in last
    assert "try --lr 5.58364e-05" in last
    assert not out.exists()
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert lines[-1]["loss"] is None
    assert len(lines) == 5


def test_numbers_too_large_for_float32_are_said_to_be_the_reason(
    gdtui: Gdtui, tmp_path: Path
) -> None:
    file = tmp_path / "large.csv"
    file.write_text("a,y\n1e25,1\n2e25,2\n3e25,4\n")
    ran = gdtui("fit", file)
    assert ran.status == 2
    assert "too large for float32; try --standardize or --dtype float64" in ran.err
    assert gdtui("fit", file, "--standardize").status == 0


def test_an_absent_device_lists_the_present_ones(gdtui: Gdtui) -> None:
    ran = gdtui("fit", "crops", "--device", "cuda:99")
    assert ran.status == 2
    assert "present: cpu" in ran.err


def test_the_bar_is_only_for_a_terminal(gdtui: Gdtui) -> None:
    assert "\r" not in gdtui("fit", "crops", "--epochs", "3000").err


def test_float64_and_threads_are_taken(gdtui: Gdtui, file: Path) -> None:
    out = file.with_name("w.npz")
    words = ("--dtype", "float64", "--threads", "2", "--epochs", "2", "--export", out)
    assert "float64, cpu, 2 threads" in gdtui("fit", file, *words).out
    assert read_weights(out).weight.dtype == "float64"
    gdtui("fit", file, "--epochs", "0")
