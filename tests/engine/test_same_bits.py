import pytest
import torch
from tests.engine.trainings import begin, loop, minibatches, random_rows, run

from gdtui.engine import fast_run
from gdtui.engine.fast_run import FastRun
from gdtui.engine.same_bits import bits_equal, same_bits
from gdtui.engine.settings import Mode


def test_zeros_of_both_signs_differ_and_nan_equals_itself() -> None:
    assert not bits_equal(torch.tensor([0.0]), torch.tensor([-0.0]))
    assert bits_equal(torch.tensor([torch.nan]), torch.tensor([torch.nan]))


def test_a_fast_run_at_another_rate_is_noticed() -> None:
    rows = random_rows(15, 3, 2)
    descent = begin(rows, minibatches(Mode.SGD, 5))
    fast = FastRun(rows, descent.plan, Mode.SGD, 1e-4)
    weight, bias = descent.weight.detach(), descent.bias.detach()
    assert same_bits(fast, rows, weight, bias)

    class Tampered(FastRun):
        def take(self, w, b, orders, first, count):  # type: ignore[no-untyped-def]  # a double
            losses = super().take(w, b, orders, first, count)
            b[0] = torch.nextafter(b[0], torch.tensor(torch.inf))
            return losses

    assert not same_bits(Tampered(rows, descent.plan, Mode.SGD, 1e-4), rows, weight, bias)


def test_where_the_bits_differ_the_plain_loop_runs() -> None:
    descent = begin(random_rows(15, 3, 2), minibatches(Mode.SGD, 5))
    assert descent.runs_fast
    verdicts = descent._verified
    for case in verdicts:
        verdicts[case] = False

    handed_out = list(descent.run(7))

    assert sum(len(ran.losses) for ran in handed_out) == 7
    assert not any(ran.fast for ran in handed_out)


def test_comparing_leaves_the_parameters_as_they_are() -> None:
    descent = begin(random_rows(7, 3, 2), minibatches(Mode.MANUAL, 3))
    before = descent.weight.detach().clone()

    assert descent.runs_fast

    assert bits_equal(descent.weight.detach(), before)
    assert descent.epoch == descent.batch == 0
    assert len(run(descent, 1)) == 1


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_run, "_LARGE", 0)
    monkeypatch.setattr(fast_run, "_PART", 0)  # the fewest rows: 64


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(("n", "d", "t"), [(64, 3, 2), (65, 3, 2), (300, 7, 1), (1000, 100, 10)])
def test_a_large_batch_run_in_parts_has_the_bits_of_the_loop(
    mode: Mode, n: int, d: int, t: int
) -> None:
    rows, settings = random_rows(n, d, t), minibatches(mode, None, 1e-6)
    fast, slow = begin(rows, settings), begin(rows, settings)
    assert fast.runs_fast

    assert bits_equal(run(fast, 9), loop(slow, 9))

    assert bits_equal(fast.weight.detach(), slow.weight.detach())
    assert bits_equal(fast.bias.detach(), slow.bias.detach())


@pytest.mark.usefixtures("small_parts")
def test_where_parts_have_other_bits_the_rows_are_run_as_a_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    swept = []

    def sweep(fast: FastRun, w_t: torch.Tensor, b: torch.Tensor) -> None:
        swept.append(fast)
        whole(fast, w_t, b)
        fast.weight_grad.mul_(1 + 1e-6)

    whole = FastRun._sweep
    monkeypatch.setattr(FastRun, "_sweep", sweep)
    descent = begin(random_rows(300, 3, 2), minibatches(Mode.SGD, None))

    assert descent.runs_fast
    compared = len(swept)
    assert compared > 0
    assert all(ran.fast for ran in descent.run(5))
    assert len(swept) == compared
