"""The norm explained."""

import numpy as np
import pytest
from tests.explain.crops import GRAD, NAMES, TARGETS

from gdtui.explain.steepness import explain_norm


def test_the_norm_is_the_root_of_all_squares() -> None:
    bias = np.array([-68.695, -127.24], "f4")
    length = float(np.sqrt((GRAD**2).sum() + (bias**2).sum()))
    found = explain_norm(NAMES, TARGETS, (GRAD, bias), length, 144)
    assert found.line.startswith("norm = √[(-12324.1)² + (-10356.8)² + ")
    assert found.line.endswith("(-68.7)²] = 20709.1")
    assert found.value == pytest.approx(length)
    assert any("b[oranges]" in line for line in found.lines)


def test_without_gradients_there_is_no_norm() -> None:
    assert "None" in explain_norm(NAMES, TARGETS, None, None, 144).line


def test_gradients_that_are_zeros_are_not_summed_up() -> None:
    zeros = np.zeros_like(GRAD), np.zeros(2, "f4")
    found = explain_norm(NAMES, TARGETS, zeros, 0.0, 144)
    assert found.line.startswith("norm = 0: every gradient is 0")
    assert (found.value, found.engine) == (0.0, 0.0)
