import pytest
import torch

from gdtui.engine.parameters import draw_parameters
from gdtui.engine.settings import Mode


@pytest.mark.parametrize(("d", "t"), [(3, 2), (1, 1), (10, 1), (100, 7)])
def test_manual_draws_what_two_calls_of_randn_draw(d: int, t: int) -> None:
    torch.manual_seed(5)
    expected = torch.randn(t, d), torch.randn(t)

    weight, bias = draw_parameters(Mode.MANUAL, d, t, torch.Generator().manual_seed(5))

    assert torch.equal(weight, expected[0])
    assert torch.equal(bias, expected[1])


@pytest.mark.parametrize(("d", "t"), [(3, 2), (1, 1), (10, 1), (100, 7)])
def test_sgd_draws_what_a_linear_layer_draws_for_itself(d: int, t: int) -> None:
    torch.manual_seed(5)
    layer = torch.nn.Linear(d, t)
    generator = torch.Generator().manual_seed(5)

    weight, bias = draw_parameters(Mode.SGD, d, t, generator)

    assert torch.equal(weight, layer.weight)
    assert torch.equal(bias, layer.bias)
    assert torch.equal(generator.get_state(), torch.get_rng_state())
