"""Each mistake against the ten lines in which somebody would make it, bit for bit."""
# mypy: disable-error-code="no-untyped-call"
# scripts as people write them

import inspect
from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.trainings import begin, loop, minibatches, random_rows, run
from torch import Tensor, nn

from gdtui.engine.descent import Descent
from gdtui.engine.rows import Rows
from gdtui.engine.same_bits import bits_equal
from gdtui.engine.settings import Mode, Settings, Variant

LR, STEPS = 1e-4, 12
FAST = (Variant.FLIPPED_SIGN, Variant.OLD_LOSS, Variant.RATE_20, Variant.EXACT_UPDATE)

Script = Callable[[Tensor, Tensor, Tensor, Tensor, list[float]], None]


def manual_skipped_zero_grad(x, y, w, b, printed):  # type: ignore[no-untyped-def]  # a script
    for _ in range(STEPS):
        preds = x @ w.t() + b
        loss = ((preds - y) ** 2).sum() / y.numel()
        loss.backward()
        with torch.no_grad():
            w -= w.grad * LR
            b -= b.grad * LR
        printed.append(loss.item())


def sgd_skipped_zero_grad(x, y, w, b, printed):  # type: ignore[no-untyped-def]  # a script
    opt = torch.optim.SGD([w, b], lr=LR)
    for _ in range(STEPS):
        loss = nn.functional.mse_loss(nn.functional.linear(x, w, b), y)
        loss.backward()
        opt.step()
        printed.append(loss.item())


def manual_flipped_sign(x, y, w, b, printed):  # type: ignore[no-untyped-def]  # a script
    for _ in range(STEPS):
        preds = x @ w.t() + b
        loss = ((preds - y) ** 2).sum() / y.numel()
        loss.backward()
        with torch.no_grad():
            w += w.grad * LR
            b += b.grad * LR
        w.grad.zero_()
        b.grad.zero_()
        printed.append(loss.item())


def sgd_flipped_sign(x, y, w, b, printed):  # type: ignore[no-untyped-def]  # a script
    opt = torch.optim.SGD([w, b], lr=LR, maximize=True)
    for _ in range(STEPS):
        loss = nn.functional.mse_loss(nn.functional.linear(x, w, b), y)
        loss.backward()
        opt.step()
        opt.zero_grad()
        printed.append(loss.item())


def manual_old_loss(x, y, w, b, printed):  # type: ignore[no-untyped-def]  # a script
    for _ in range(STEPS):
        preds = x @ w.t() + b
        loss = ((preds - y) ** 2).sum() / y.numel()
        loss.backward()
        with torch.no_grad():
            w -= w.grad * LR
            b -= b.grad * LR
        w.grad.zero_()
        b.grad.zero_()
        printed.append((((preds - y) ** 2).sum() / y.numel()).item())


def sgd_old_loss(x, y, w, b, printed):  # type: ignore[no-untyped-def]  # a script
    opt = torch.optim.SGD([w, b], lr=LR)
    for _ in range(STEPS):
        preds = nn.functional.linear(x, w, b)
        nn.functional.mse_loss(preds, y).backward()
        opt.step()
        opt.zero_grad()
        printed.append(nn.functional.mse_loss(preds, y).item())


def manual_rate_20(x, y, w, b, printed):  # type: ignore[no-untyped-def]  # a script
    for _ in range(STEPS):
        preds = x @ w.t() + b
        loss = ((preds - y) ** 2).sum() / y.numel()
        loss.backward()
        with torch.no_grad():
            w -= w.grad * (20 * LR)
            b -= b.grad * (20 * LR)
        w.grad.zero_()
        b.grad.zero_()
        printed.append(loss.item())


def sgd_rate_20(x, y, w, b, printed):  # type: ignore[no-untyped-def]  # a script
    opt = torch.optim.SGD([w, b], lr=20 * LR)
    for _ in range(STEPS):
        loss = nn.functional.mse_loss(nn.functional.linear(x, w, b), y)
        loss.backward()
        opt.step()
        opt.zero_grad()
        printed.append(loss.item())


def manual_forgotten_no_grad(x, y, w, b, printed):  # type: ignore[no-untyped-def]  # a script
    for _ in range(STEPS):
        preds = x @ w.t() + b
        loss = ((preds - y) ** 2).sum() / y.numel()
        loss.backward()
        printed.append(loss.item())
        w -= w.grad * LR
        b -= b.grad * LR


SCRIPTS: dict[tuple[Mode, Variant], Script] = {
    (Mode.MANUAL, Variant.SKIPPED_ZERO_GRAD): manual_skipped_zero_grad,
    (Mode.SGD, Variant.SKIPPED_ZERO_GRAD): sgd_skipped_zero_grad,
    (Mode.MANUAL, Variant.FLIPPED_SIGN): manual_flipped_sign,
    (Mode.SGD, Variant.FLIPPED_SIGN): sgd_flipped_sign,
    (Mode.MANUAL, Variant.OLD_LOSS): manual_old_loss,
    (Mode.SGD, Variant.OLD_LOSS): sgd_old_loss,
    (Mode.MANUAL, Variant.RATE_20): manual_rate_20,
    (Mode.SGD, Variant.RATE_20): sgd_rate_20,
}


def broken(rows: Rows, mode: Mode, variant: Variant, size: int | None = None) -> Descent:
    chosen = replace(minibatches(mode, size, LR), shuffle=size is not None)
    return begin(rows, chosen.changed("variant", variant))


@pytest.mark.parametrize(("mode", "variant"), SCRIPTS)
def test_a_mistake_does_what_it_does_in_ten_lines(mode: Mode, variant: Variant) -> None:
    for seed, shape in enumerate([(5, 3, 2), (1, 1, 1), (40, 9, 3)]):
        rows = random_rows(*shape, seed=seed)
        descent = broken(rows, mode, variant)
        w, b = (p.detach().clone().requires_grad_() for p in (descent.weight, descent.bias))
        printed: list[float] = []

        SCRIPTS[mode, variant](rows.x, rows.y, w, b, printed)
        losses = loop(descent, STEPS)

        assert bits_equal(descent.weight.detach(), w.detach())
        assert bits_equal(descent.bias.detach(), b.detach())
        assert losses.tolist() == printed
        assert (descent.weight.grad is None) == (w.grad is None)
        if w.grad is not None and descent.weight.grad is not None:
            assert bits_equal(descent.weight.grad, w.grad)


def test_every_script_is_of_ten_lines() -> None:
    for script in (*SCRIPTS.values(), manual_forgotten_no_grad):
        assert len(inspect.getsource(script).splitlines()) - 1 <= 10


def test_without_no_grad_torch_refuses_the_update_with_its_own_words() -> None:
    rows = random_rows(5, 3, 2)
    descent = broken(rows, Mode.MANUAL, Variant.FORGOTTEN_NO_GRAD)
    w, b = (p.detach().clone().requires_grad_() for p in (descent.weight, descent.bias))
    with pytest.raises(RuntimeError) as error:
        manual_forgotten_no_grad(rows.x, rows.y, w, b, [])

    done = [descent.advance() for _ in range(6)]

    assert done == ["predict", "loss", "backward", None, None, None]
    assert descent.refusal == str(error.value)
    assert descent.phases_done == 3
    assert bits_equal(descent.weight.detach(), w.detach())
    assert w.grad is not None
    assert descent.weight.grad is not None
    assert bits_equal(descent.weight.grad, w.grad)


def test_another_error_in_that_loop_is_not_taken_for_a_refusal() -> None:
    descent = broken(random_rows(5, 3, 2), Mode.MANUAL, Variant.FORGOTTEN_NO_GRAD)
    descent.weight.data = torch.zeros(2, 7)
    with pytest.raises(RuntimeError):
        descent.advance()


@settings(max_examples=25, deadline=None)
@given(
    shape=st.tuples(st.integers(1, 30), st.integers(1, 9), st.integers(1, 3)),
    size=st.none() | st.integers(1, 12),
    mode=st.sampled_from(Mode),
    variant=st.sampled_from([one for one in Variant if one is not Variant.FORGOTTEN_NO_GRAD]),
    steps=st.integers(1, 40),
)
def test_many_steps_with_a_mistake_have_the_bits_of_its_loop(
    shape: tuple[int, int, int], size: int | None, mode: Mode, variant: Variant, steps: int
) -> None:
    if not variant.exists_in(mode):
        mode = Mode.MANUAL
    rows = random_rows(*shape)
    one, other = (broken(rows, mode, variant, size) for _ in range(2))
    losses = run(one, steps)
    expected = loop(other, len(losses))
    assert bits_equal(losses, expected)
    assert bits_equal(one.weight.detach(), other.weight.detach())
    assert bits_equal(one.bias.detach(), other.bias.detach())


@pytest.mark.parametrize("variant", Variant)
def test_the_fast_run_is_used_where_it_can_do_the_same(variant: Variant) -> None:
    descent = broken(random_rows(15, 3, 2), Mode.MANUAL, variant, 5)
    assert descent.runs_fast == (variant is Variant.PLAIN or variant in FAST)


def test_a_rate_of_20_times_goes_back_to_the_very_rate_before() -> None:
    for lr in (1e-5, 0.1, 1 / 3, 5e-324):
        before = Settings(lr=lr)
        on = before.changed("variant", Variant.RATE_20)
        assert (on.lr, on.lr_before) == (20 * lr, lr)
        assert on.changed("variant", Variant.RATE_20) == on
        assert on.changed("variant", Variant.PLAIN) == before
        assert on.changed("variant", Variant.OLD_LOSS).lr == lr
        assert on.changed("lr", 0.5) == replace(before, lr=0.5)


def test_another_mode_ends_what_it_has_not() -> None:
    for variant in Variant:
        manual = Settings().changed("variant", variant)
        gone = variant in (Variant.FORGOTTEN_NO_GRAD, Variant.EXACT_UPDATE)
        after = manual.changed("mode", Mode.SGD)
        assert after.variant is (Variant.PLAIN if gone else variant)
