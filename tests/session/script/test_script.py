import gzip
import inspect
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import share
from tests.session.reference import random_dataset, stored

from gdtui.data.bundled import bundled
from gdtui.data.dataset import Dataset
from gdtui.data.reading import read_csv
from gdtui.engine import loops
from gdtui.engine.settings import Dtype, Mode, Settings, Variant
from gdtui.engine.source import read_all
from gdtui.errors import UserError
from gdtui.session.actions import Action, Back, GoTo, Load, Reseed, Restart, Set, Step, Undo
from gdtui.session.line import Change, Edit, Origin
from gdtui.session.result import result
from gdtui.session.script.loops import body, loop_text
from gdtui.session.script.script import _run, script, write_script
from gdtui.session.session import Session

HOSTILE = sorted((Path(__file__).parents[2] / "data" / "hostile").glob("110_*.csv"))
MANUAL = Settings(lr=1e-5)
MINIBATCHES = Settings(Mode.SGD, 1e-4, batch_size=5, shuffle=True)
SGD_MODE, MANUAL_MODE = (Set(Change("mode", mode)) for mode in (Mode.SGD, Mode.MANUAL))
FLOAT64 = Set(Change("dtype", Dtype.FLOAT64))
STANDARDIZE = Set(Change("standardize", True))


def begun(dataset: Dataset, start: Settings, **origin: object) -> Session:
    return Session(dataset, replace(Origin(0, start.mode, start), **origin))  # type: ignore[arg-type]  # by name


def trained(
    *actions: Action, start: Settings = MINIBATCHES, dataset: Dataset | None = None
) -> Session:
    session = begun(dataset or random_dataset(15, 3, 2), start)
    for action in actions:
        session.apply(action)
    return session


def assert_same(session: Session) -> str:
    text = script(session)
    assert _run(text).same_bits(result(session)), text
    return text


def repeated(
    dataset: Dataset, folder: Path, times: int, *, sep: str = ",", packed: bool = False
) -> Path:
    """The dataset's rows in a file, over and over, so that a script has to read it."""
    names = [f'"{name}"' for name in (*dataset.target_names, "left out", *dataset.input_names)]
    columns = (*dataset.target_columns, ["some text"] * dataset.rows, *dataset.input_columns)
    lines = [sep.join(f" {cell} " for cell in row) for row in zip(*columns, strict=True)]
    text = "\n".join([sep.join(names), *(lines * times), "", " "])
    path = folder / ("it's.csv.gz" if packed else "it's.csv")
    path.write_bytes(gzip.compress(text.encode()) if packed else b"\xef\xbb\xbf" + text.encode())
    return path


CHANGES = st.one_of(
    st.builds(Change, st.just("lr"), st.sampled_from([1e-4, 3e-4, 1e-3])),
    st.builds(Change, st.just("mode"), st.sampled_from(Mode)),
    st.builds(Change, st.just("batch_size"), st.none() | st.integers(1, 12)),
    st.builds(Change, st.just("shuffle"), st.booleans()),
    st.builds(Change, st.just("dtype"), st.sampled_from(Dtype)),
    st.builds(Change, st.just("standardize"), st.booleans()),
    st.builds(Change, st.just("variant"), st.sampled_from(Variant)),
    st.builds(
        Edit, st.integers(0, 1), st.none() | st.integers(0, 2), st.sampled_from([-0.0, 0.1, 5e-324])
    ),
    st.sampled_from(Dtype).map(lambda dtype: stored(dtype, [[0.1, 2, -0.0], [3, 1e-3, 0]], [1, 0])),
)
ACTIONS = st.one_of(
    st.builds(Step, st.just("phase"), st.integers(1, 8)),
    st.builds(Step, st.just("batch"), st.integers(1, 12)),
    st.builds(Step, st.just("epoch"), st.integers(1, 5)),
    st.builds(Back, st.integers(1, 40)),
    st.builds(GoTo, st.integers(0, 8)),
    st.builds(Set, CHANGES),
    st.builds(Set, CHANGES),
    st.just(Undo()),
    st.just(Restart()),
    st.builds(Reseed, st.integers(0, 3)),
    st.just(Load(((0.1, -2.0, -0.0), (5e-324, 0.0, 3.0)), (1.0, -1e-40))),
)
STARTS = st.builds(
    Settings,
    mode=st.sampled_from(Mode),
    lr=st.just(2e-4),
    batch_size=st.none() | st.integers(1, 9),
    shuffle=st.booleans(),
    dtype=st.sampled_from(Dtype),
    standardize=st.booleans(),
)


@share(0.3)
@given(start=STARTS, actions=st.lists(ACTIONS, max_size=9), rows=st.integers(1, 11))
def test_whatever_was_done_the_script_leaves_the_weights_of_the_session(
    start: Settings, actions: list[Action], rows: int
) -> None:
    session = begun(random_dataset(rows, 3, 2), start, standardized=start.standardize)
    for action in actions:
        try:
            session.apply(action)
        except UserError:
            continue
    if session.place[1] % 5:
        with pytest.raises(UserError, match="finish the batch"):
            script(session)
        try:
            session.apply(Step("batch"))
        except UserError:
            session.apply(Back(3))  # PyTorch refuses this step
    assert_same(session)


def test_gradients_that_added_up_go_with_the_parameters_into_other_tensors() -> None:
    skip = Set(Change("variant", Variant.SKIPPED_ZERO_GRAD))
    mend = Set(Change("variant", Variant.PLAIN))
    for mode in Mode:
        start = replace(MINIBATCHES, mode=mode)
        text = assert_same(
            trained(skip, Step("batch", 4), FLOAT64, STANDARDIZE, mend, Step("epoch"), start=start)
        )
        assert text.count("grads = w.grad, b.grad") == 2
        assert f"{mode}_skipped_zero_grad(w, b, loader, lr=0.0001)" in text


def test_a_step_that_pytorch_refuses_is_not_written_and_it_is_said_what_to_do() -> None:
    session = trained(Step("epoch"), MANUAL_MODE, Set(Change("variant", Variant.FORGOTTEN_NO_GRAD)))
    assert_same(session)
    with pytest.raises(UserError, match="PyTorch refuses"):
        session.apply(Step("epoch"))
    with pytest.raises(UserError, match=r"backward\): go back to its beginning"):
        script(session)
    session.apply(Back(3))
    assert "forgotten_no_grad" not in assert_same(session)


def test_a_plain_run_of_a_mistake_is_still_plain() -> None:
    climb = replace(MINIBATCHES, variant=Variant.FLIPPED_SIGN)
    text = assert_same(trained(Step("epoch"), start=climb))
    assert "opt = torch.optim.SGD(model.parameters(), lr=0.0001, maximize=True)" in text
    assert "# From" not in text


def test_the_loops_of_scripts_are_those_of_the_engine() -> None:
    for (mode, variant), code in read_all().items():
        text = loop_text(Settings(mode, variant=variant))
        own = body(text).replace("F.linear(x, w, b)  # what nn.Linear does", "model(x)")
        if variant is not Variant.FORGOTTEN_NO_GRAD:
            assert own.splitlines() == [line.removeprefix("    ") for line in code.lines[1:]]
    assert "diff = preds - targets" in inspect.getsource(loops.mse)


def test_a_plain_manual_run_reads_like_the_tutorial() -> None:
    dataset, start = bundled("crops")
    session = begun(dataset, MANUAL, weight=start.weight, bias=start.bias)
    session.apply(Step("epoch", 100))
    text = assert_same(session)
    assert "".join(text.partition("for epoch in range(100):")[1:]).startswith(
        """\
for epoch in range(100):
    preds = x @ w.t() + b
    loss = mse(preds, y)
    loss.backward()
    with torch.no_grad():
        w -= w.grad * lr
        b -= b.grad * lr
    w.grad.zero_()
    b.grad.zero_()

print("loss over all rows:", mse(x @ w.t() + b, y).item())

weight, bias = w.detach(), b.detach()
"""
    )
    assert "seed(" not in text
    assert "import numpy" not in text


def test_a_plain_run_in_mini_batches_reads_like_the_tutorial() -> None:
    text = assert_same(trained(Step("epoch", 10)))
    assert text.endswith(
        """\
torch.manual_seed(0)
model = nn.Linear(3, 2)
opt = torch.optim.SGD(model.parameters(), lr=0.0001)
loader = DataLoader(TensorDataset(x, y), batch_size=5, shuffle=True)

for epoch in range(10):
    for xb, yb in loader:
        preds = model(xb)
        loss = F.mse_loss(preds, yb)
        loss.backward()
        opt.step()
        opt.zero_grad()

print("loss over all rows:", F.mse_loss(model(x), y).item())

weight, bias = model.weight.detach(), model.bias.detach()
# torch.save({"weight": weight, "bias": bias}, "model.pt")
"""
    )


def test_one_iterator_goes_on_through_a_change_in_the_middle_of_an_epoch() -> None:
    session = trained(Step("batch", 4), Set(Change("lr", 1e-3)), Step("epoch", 2), Step("batch"))
    assert (
        assert_same(session)
        .partition("# From epoch 1,")[2]
        .endswith(
            """\
sgd(w, b, loader, lr=0.0001)
batches = iter(loader)
sgd(w, b, islice(batches, 1), lr=0.0001)

# From epoch 2, batch 2 of 3: lr 0.001
sgd(w, b, batches, lr=0.001)
sgd(w, b, loader, lr=0.001)
batches = iter(loader)
sgd(w, b, islice(batches, 1), lr=0.001)

print("loss over all rows:", F.mse_loss(F.linear(x, w, b), y).item())

weight, bias = w.detach(), b.detach()
# torch.save({"weight": weight, "bias": bias}, "model.pt")
"""
        )
    )


def test_rows_and_loops_may_change_at_every_batch_of_an_epoch() -> None:
    session = trained(
        Step("batch", 5),
        FLOAT64,
        Step("batch"),
        MANUAL_MODE,
        Step("batch"),
        STANDARDIZE,
        Step("batch"),
        Set(Change("batch_size", 2)),
        Step("epoch", 3),
        Set(Change("shuffle", False)),
        Step("batch", 9),
        Set(Edit(0, 1, 0.1)),
        Step("epoch", 2),
        Set(Change("batch_size", None)),
        Step("epoch", 2),
        start=replace(MINIBATCHES, batch_size=3),
    )
    text = assert_same(session)
    assert text.count("islice(batches, 1)") == 3
    assert text.count("data.tensors = x, y") == 2
    assert "manual(w, b, [(x, y)], lr=0.0001)" in text


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("dtype", Dtype)
@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize("batch_size", [None, 4])
@pytest.mark.parametrize("given_first", [False, True])
def test_a_plain_run_of_every_kind(
    mode: Mode, dtype: Dtype, standardize: bool, batch_size: int | None, given_first: bool
) -> None:
    start = Settings(mode, 1e-3, batch_size, batch_size is not None, "cpu", dtype, standardize)
    first: dict[str, object] = {
        "weight": ((0.1, -0.0, 1e-40), (5e-324, 2.0, 1 / 3)),
        "bias": (0.1, -0.0),
    }
    session = begun(
        random_dataset(15, 3, 2), start, standardized=standardize, **(first if given_first else {})
    )
    session.apply(Step("epoch", 3))
    text = assert_same(session)
    assert "# From" not in text


def test_the_beginning_and_every_kind_of_change_without_a_step_are_written_too() -> None:
    assert_same(trained())
    assert_same(trained(FLOAT64, STANDARDIZE, MANUAL_MODE, Set(Edit(1, None, 0.25))))
    assert_same(trained(Step("epoch"), SGD_MODE, FLOAT64, STANDARDIZE))
    raw = Set(Change("standardize", False))
    assert_same(trained(raw, start=replace(MINIBATCHES, standardize=True)))


@pytest.mark.parametrize("change", [FLOAT64, STANDARDIZE], ids=["dtype", "inputs"])
def test_gradients_of_zero_go_with_parameters_that_become_others(change: Set) -> None:
    # only where a parameter and its gradient are both -0.0 do zeros and None lead elsewhere
    rows = np.array([0.0, -0.0])
    dataset = replace(
        random_dataset(2, 1, 1), input_columns=(rows,), target_columns=(np.array([1.0, 1.0]),)
    )
    session = trained(Step("epoch"), change, start=MANUAL, dataset=dataset)
    session.apply(Set(Edit(0, 0, -0.0)))
    session.apply(Step("epoch"))
    assert "w.grad, b.grad = " in assert_same(session)


def test_weights_that_diverged_are_written_with_their_infinities_and_nans() -> None:
    session = trained(Step("epoch", 2), Set(Edit(0, 0, float("inf"))), Step("batch"))
    assert np.isnan(result(session).weight).any()
    assert 'w[0, 0] = float("inf")' in assert_same(session)


@pytest.mark.parametrize("sep", [",", ";", "\t", "|"])
@pytest.mark.parametrize("packed", [False, True])
def test_many_rows_are_read_from_their_file(tmp_path: Path, sep: str, packed: bool) -> None:
    dataset = random_dataset(70, 3, 2)
    path = repeated(dataset, tmp_path, 3, sep=sep, packed=packed)
    read = read_csv(path, inputs=dataset.input_names, targets=dataset.target_names)
    assert read.rows == 210
    text = assert_same(trained(Step("epoch", 2), dataset=read))
    assert repr(os.fspath(path)) in text
    assert_same(trained(Step("epoch", 2), STANDARDIZE, Step("batch"), dataset=read))


def test_rows_with_missing_numbers_are_left_out_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "gaps.csv"
    lines = [f"{k},{k / 7},{k % 5}" for k in range(300)]
    lines[0], lines[7], lines[100], lines[299] = "NA,1,1", "1,nan,2", "1,,2", "3,4,-"
    path.write_text("\n".join(["a,b,y", *lines]) + "\n")
    read = read_csv(path, missing="drop")
    assert read.rows == 296
    assert_same(trained(Step("epoch", 2), start=replace(MINIBATCHES, lr=1e-9), dataset=read))


def test_a_file_that_has_other_rows_by_now_is_told(tmp_path: Path) -> None:
    dataset = random_dataset(70, 3, 2)
    path = repeated(dataset, tmp_path, 3)
    read = read_csv(path, inputs=dataset.input_names, targets=dataset.target_names)
    session = trained(Step("epoch"), dataset=read)
    repeated(dataset, tmp_path, 4)
    with pytest.raises(UserError, match="has the data file changed"):
        write_script(session, tmp_path / "run.py", force=False)
    repeated(random_dataset(70, 3, 2, seed=1), tmp_path, 3)
    with pytest.raises(UserError, match="has the data file changed"):
        write_script(session, tmp_path / "run.py", force=False)
    path.unlink()
    with pytest.raises(UserError, match="does not exist"):
        write_script(session, tmp_path / "run.py", force=False)
    assert not (tmp_path / "run.py").exists()


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
@pytest.mark.parametrize("times", [1, 60])
def test_hostile_names_stay_names(path: Path, times: int, tmp_path: Path) -> None:
    header, feed, rows = path.read_bytes().partition(b"\n")
    longer = tmp_path / "longer.csv"
    longer.write_bytes(header + feed + rows * times)
    dataset = read_csv(longer, targets=["y"])
    text = assert_same(trained(Step("epoch"), start=replace(MINIBATCHES, lr=1e-9), dataset=dataset))
    assert all(line.isprintable() for line in text.split("\n"))


def test_names_can_neither_end_a_comment_nor_choose_an_encoding() -> None:
    names = ("coding: rot13\nraise SystemExit", '"""\x85', "\ud800\u2028import os")
    for rows in (5, 3):
        dataset = replace(random_dataset(rows, 3, 2), input_names=names, name="# coding: utf-7\r")
        text = assert_same(trained(Step("epoch"), dataset=dataset))
        assert not any("coding" in line for line in text.splitlines()[:2])
        assert text.encode()


def test_a_saved_script_runs_anywhere_and_prints_its_loss(tmp_path: Path) -> None:
    session = trained(Step("epoch", 20))
    saved = write_script(session, tmp_path / "run.py", force=False)
    assert saved.path == tmp_path / "run.py"
    assert saved.verified == (
        "run here and compared, bit for bit: weight (2, 3), bias (2,), float32"
    )
    ask = f"{saved.loading}; print(model['weight'].tolist(), model['bias'].tolist(), sep=';')"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", ask], capture_output=True, text=True, check=True
    )
    loss, numbers = done.stdout.splitlines()
    assert loss == f"loss over all rows: {session.snapshot().full_loss}"
    weight, bias = map(json.loads, numbers.split(";"))
    assert np.array_equal(np.array(weight, np.float32), result(session).weight)
    assert np.array_equal(np.array(bias, np.float32), result(session).bias)


def test_running_it_to_compare_disturbs_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    torch.manual_seed(7)
    before = torch.get_rng_state()
    torch.set_num_threads(2)
    try:
        write_script(trained(Step("epoch")), tmp_path / "run.py", force=False)
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(1)
    assert torch.equal(torch.get_rng_state(), before)
    assert capsys.readouterr().out == ""


def test_a_long_run_is_written_without_being_repeated_and_says_so(tmp_path: Path) -> None:
    saved = write_script(
        trained(Step("epoch", 7000), start=replace(MINIBATCHES, lr=1e-5)),
        tmp_path / "run.py",
        force=False,
    )
    assert saved.verified == (
        "not run here, because its 21,000 steps over 15 rows take long: run it to compare"
    )


def test_an_existing_file_is_kept_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "run.py"
    path.write_text("mine")
    with pytest.raises(UserError, match="exists already"):
        write_script(trained(Step("epoch")), path, force=False)
    assert path.read_text() == "mine"
    write_script(trained(Step("epoch")), path, force=True)
    assert path.read_text().startswith("# Linear regression")


def test_weights_that_are_not_finite_are_not_saved(tmp_path: Path) -> None:
    session = trained(Set(Edit(0, None, float("nan"))))
    with pytest.raises(UserError, match="only finite numbers"):
        write_script(session, tmp_path / "run.py", force=False)


def test_other_devices_are_named_where_tensors_are_made() -> None:
    session = trained(Step("epoch"))
    session.place[0].line = replace(
        session.place[0].line,
        origin=replace(
            session.place[0].line.origin, settings=replace(MINIBATCHES, device="cuda:0")
        ),
    )
    text = script(session)
    assert "this machine (cuda:0)" in text
    assert "model = nn.Linear(3, 2).to('cuda:0')" in text
    assert "weight, bias = model.weight.detach().cpu(), model.bias.detach().cpu()" in text
