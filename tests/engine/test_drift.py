import math

import pytest
import torch

from gdtui.engine.drift import drift
from gdtui.engine.rows import Rows
from gdtui.engine.settings import Mode


def drifted(mode: Mode, dtype: torch.dtype, scale: float = 1.0) -> float:
    made = torch.Generator().manual_seed(0)
    x = torch.randn(50, 4, generator=made, dtype=torch.float64)
    y = torch.randn(50, 2, generator=made, dtype=torch.float64)
    weight, bias = torch.randn(2, 4, generator=made), torch.randn(2, generator=made)
    rows = Rows((x * scale).to(dtype), y.to(dtype))
    return drift(rows, mode, 0.1, weight.to(dtype), bias.to(dtype))


@pytest.mark.parametrize("mode", Mode)
def test_float64_on_the_cpu_is_what_it_is_compared_with(mode: Mode) -> None:
    assert drifted(mode, torch.float64) == 0


@pytest.mark.parametrize("mode", Mode)
def test_float32_drifts_by_its_rounding_and_not_by_more(mode: Mode) -> None:
    assert 0 < drifted(mode, torch.float32) < 4 * torch.finfo(torch.float32).eps


@pytest.mark.parametrize("mode", Mode)
def test_what_overflows_is_not_a_number(mode: Mode) -> None:
    assert not math.isfinite(drifted(mode, torch.float32, scale=1e30))


def test_parameters_and_rows_are_left_alone() -> None:
    x, y = torch.ones(3, 1), torch.ones(3, 1)
    weight, bias = torch.zeros(1, 1), torch.zeros(1)
    drift(Rows(x, y), Mode.MANUAL, 0.1, weight, bias)
    assert weight.item() == bias.item() == 0
    assert weight.grad is None
