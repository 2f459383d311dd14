"""Parameters explained: as they begin, before and after an update, changed by hand."""

from dataclasses import replace

import numpy as np
import pytest
from tests.explain.crops import GRAD, WEIGHT, slope

from gdtui.explain.parameter import Updating, explain_parameter
from gdtui.explain.slope import Slope

OLD = WEIGHT[0, 0]
NEW = np.float32(OLD - np.float32(1e-5) * np.float32(GRAD[0, 0]))


def line(of: Slope, now: np.floating = OLD, room: int = 144) -> str:
    return explain_parameter(Updating(of, now, OLD, "drawn"), room).line


def test_after_the_update_it_is_old_minus_rate_times_gradient() -> None:
    found = explain_parameter(
        Updating(slope(phase="update", grad=GRAD[0, 0]), NEW, OLD, "drawn"), 144
    )
    assert found.line == (
        "w[apples,temp] = old - lr·grad = 1.0522 - 1e-5·(-5337.0) = 1.1056"
        "; w -= w.grad * lr changed it by +0.05337"
    )
    assert found.value == pytest.approx(float(NEW), abs=found.rounding)
    assert found.rounding < 1e-6


def test_once_the_gradient_is_cleared_it_is_computed_again() -> None:
    for grad in (None, 0.0):
        of = slope(phase="zero_grad", grad=grad, sgd=grad is None)
        found = explain_parameter(Updating(of, NEW, OLD, "drawn"), 144)
        assert "1.0522 - 1e-5·(-5337.0) = 1.1056" in found.line
        assert any("computed again" in each for each in found.lines)
        assert ("opt.step()" in found.line) == (grad is None)


def test_an_accumulated_gradient_is_what_update_used() -> None:
    kept = slope(phase="zero_grad", grad=GRAD[0, 0] - 100, before=-100.0)
    assert "1.0522 - 1e-5·(-5437.0)" in line(kept, NEW)


def test_an_update_with_a_mistake_is_told_as_it_was() -> None:
    higher = np.float32(OLD + np.float32(1e-5) * np.float32(GRAD[0, 0]))
    for sgd in (False, True):
        climbs = slope(phase="update", grad=GRAD[0, 0], sgd=sgd, variant="sign flipped")
        found = explain_parameter(Updating(climbs, higher, OLD, "drawn"), 144)
        assert found.line.startswith(
            "w[apples,temp] = old + lr·grad = 1.0522 + 1e-5·(-5337.0) = 0.9988; "
        )
        assert ("maximize=True" in found.line) == sgd
        assert ("w += w.grad * lr" in found.line) != sgd
        assert found.value == pytest.approx(float(higher), abs=found.rounding)
    exact = slope(phase="update", grad=GRAD[0, 0], variant="exact update")
    assert "w.add_(w.grad, alpha=-lr) changed it by +0.05337" in line(exact, NEW)
    refused = slope(phase="backward", grad=GRAD[0, 0], variant="no_grad forgotten")
    assert "PyTorch refuses the update, which would make it old - lr·grad = 1.0522" in line(refused)


def test_the_next_update_takes_what_was_left_and_what_backward_will_add() -> None:
    waiting = slope(phase="loss", grad=-100.0, before=-100.0, variant="zero_grad skipped")
    assert "backward and update will make it old - lr·grad = 1.0522 - 1e-5·(-5437.0)" in (
        line(waiting)
    )


@pytest.mark.parametrize(
    ("phase", "grad", "said"),
    [
        (None, None, "1.0522: drawn; no update has changed it"),
        ("predict", None, "backward and update will make it old - lr·grad = 1.0522 - 1e-5·(-5337"),
        ("backward", GRAD[0, 0], "update will make it old - lr·grad = 1.0522 - 1e-5·(-5337"),
    ],
)
def test_before_the_update_it_says_what_will_be(
    phase: str | None, grad: float | None, said: str
) -> None:
    assert said in line(slope(phase=phase, grad=grad))


def test_a_number_that_was_set_by_hand_is_no_work_of_the_update() -> None:
    of = replace(slope(phase="zero_grad", grad=0.0), sgd=True)
    found = explain_parameter(Updating(of, np.float32(3), OLD, "drawn", ("set by hand", 3.0)), 144)
    assert found.line == "w[apples,temp] = 3.0000: set by hand"
    assert (found.value, found.engine) == (3.0, 3.0)


def test_a_bias_is_called_by_its_letter() -> None:
    of = slope(None, phase="update", grad=-68.7)
    assert "b -= b.grad * lr" in line(of)
