import torch
from torch.utils.data import DataLoader, TensorDataset

from gdtui.engine.batch_plan import BatchPlan
from gdtui.engine.orders import draw_orders


def test_orders_and_draws_are_those_of_a_shuffling_data_loader() -> None:
    torch.manual_seed(11)
    loader = DataLoader(TensorDataset(torch.arange(17)), 5, shuffle=True)
    expected = torch.stack([torch.cat([rows for (rows,) in loader]) for _ in range(4)])
    generator = torch.Generator().manual_seed(11)

    orders = draw_orders(BatchPlan(17, 5, shuffle=True, loader=True), 4, generator)

    assert orders is not None
    assert torch.equal(orders, expected)
    assert torch.equal(generator.get_state(), torch.get_rng_state())


def test_a_data_loader_in_file_order_still_draws_its_base_seed() -> None:
    torch.manual_seed(11)
    loader = DataLoader(TensorDataset(torch.arange(17)), 5)
    for _ in range(3):
        list(loader)
    generator = torch.Generator().manual_seed(11)

    orders = draw_orders(BatchPlan(17, 5, shuffle=False, loader=True), 3, generator)

    assert orders is None
    assert torch.equal(generator.get_state(), torch.get_rng_state())


def test_without_a_data_loader_nothing_is_drawn() -> None:
    generator = torch.Generator().manual_seed(11)
    before = generator.get_state()

    assert draw_orders(BatchPlan(17, 17, shuffle=False, loader=False), 3, generator) is None
    assert torch.equal(generator.get_state(), before)
