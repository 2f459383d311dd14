"""Gradients explained: term by term, accumulated, zeroed, absent."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.explain.crops import GRAD, PREDS, X, Y, slope

from gdtui.explain.gradient import explain_gradient

ROOM = 144


def test_a_gradient_is_a_sum_over_the_rows_biggest_first() -> None:
    found = explain_gradient(slope(grad=GRAD[0, 0]), ROOM)
    assert found.line == (
        "∂loss/∂w[apples,temp] = 2/(5·2)·[(-165.275)·87 + (-118.776)·69 + (-66.133)·91"
        " + 48.902·102 + (-42.196)·73] = -5337.0 = autograd = finite diff."
    )
    assert found.value == pytest.approx(float(GRAD[0, 0]), rel=1e-6)
    assert "negative: raising it lowers the loss; update will add 0.05337" in found.lines


def test_that_of_a_bias_is_the_sum_of_the_residuals() -> None:
    found = explain_gradient(slope(None, grad=-68.695), ROOM)
    assert "2/(5·2)·[(-165.28) + (-118.78) + (-66.13) + 48.90 + (-42.20)] = -68.7" in found.line


def test_what_does_not_fit_is_counted_and_summed() -> None:
    found = explain_gradient(slope(grad=GRAD[0, 0]), 100)
    assert found.line == (
        "∂loss/∂w[apples,temp] = 2/(5·2)·[(-165.275)·87 + … 4 more rows, together -12305.949]"
        " = -5337.0"
    )


def test_a_gradient_that_others_were_added_to_says_so() -> None:
    found = explain_gradient(slope(grad=GRAD[0, 0] - 100, before=-100.0), ROOM)
    assert "= -100.0 (earlier) + 2/(5·2)·[" in found.line
    assert found.value == pytest.approx(float(GRAD[0, 0]) - 100, rel=1e-6)
    assert any("accumulated" in line for line in found.lines)


def test_a_gradient_that_was_to_be_cleared_and_was_not_says_so() -> None:
    kept = replace(slope(phase="zero_grad", grad=GRAD[0, 0]), variant="zero_grad skipped")
    for room in (ROOM, 110):
        assert explain_gradient(kept, room).line.endswith("; not cleared: zero_grad is skipped")
    told = "zero_grad is skipped: it stays, and the next backward adds to it"
    assert told in explain_gradient(kept, ROOM).lines
    before = replace(slope(grad=GRAD[0, 0]), variant="zero_grad skipped")
    assert "skipped" not in explain_gradient(before, ROOM).line


@pytest.mark.parametrize(
    ("phase", "grad", "before", "said"),
    [
        (None, None, None, "None: there is no gradient yet; backward makes it"),
        ("loss", None, None, "None: there is no gradient yet"),
        ("zero_grad", None, None, "None: opt.zero_grad() sets every .grad to None"),
        ("zero_grad", 0.0, 0.0, "0: zero_grad set it to 0"),
        ("predict", 0.0, 0.0, "0: zero_grad cleared it after the last update"),
        ("predict", -7.5, -7.5, "-7.50: left from the steps before"),
        ("zero_grad", GRAD[0, 0], None, "2/(5·2)·["),
    ],
)
def test_a_gradient_that_is_not_of_the_batch_says_why(
    phase: str | None, grad: float | None, before: float | None, said: str
) -> None:
    found = explain_gradient(slope(phase=phase, grad=grad, before=before), ROOM)
    assert said in found.line
    assert found.engine == grad
    assert (found.value is None) == (grad is None)


@given(st.integers(0, 3), st.floats(-8, 8), st.floats(-8, 8))
def test_the_finite_difference_is_that_of_the_loss_itself(
    place: int, power_x: float, power_r: float
) -> None:
    column = None if place == 3 else place
    x = np.ones(5) if column is None else X[:, column].astype("f8")
    x, y = x * 10.0**power_x, PREDS.astype("f8") + (Y - PREDS) * 10.0**power_r
    of = replace(slope(column), x=None if column is None else x, targets=y)
    x = np.ones(5) if column is None else x
    found = of.finite
    for loss, step in ((found.up, found.h), (found.down, -found.h)):
        moved = PREDS.astype("f8")
        moved[:, 0] += step * x
        assert loss == pytest.approx(((moved - y) ** 2).mean(), rel=1e-9)
    assert found.value == pytest.approx(of.own, rel=1e-10)
    assert found.agrees_with(of.own)
    assert found.error < 1e-9 * abs(of.own)


def test_numbers_that_are_none_do_not_end_the_explanation() -> None:
    broken = PREDS.copy()
    broken[2] = np.nan
    found = explain_gradient(replace(slope(grad=np.nan), preds=broken), ROOM)
    assert found.line.startswith("∂loss/∂w[apples,temp] = 2/(5·2)·[nan·87")
    assert not any("more than rounding" in line for line in found.lines)
