import pytest

from gdtui.engine.batch_plan import BatchPlan
from gdtui.engine.settings import Settings


def test_the_last_smaller_batch_counts_like_the_others() -> None:
    plan = BatchPlan.of(Settings(batch_size=2), 5)

    spans = [plan.span(batch) for batch in range(plan.batches)]
    assert [span.stop - span.start for span in spans] == [2, 2, 1]
    assert plan.smallest == plan.tail == 1


@pytest.mark.parametrize(
    ("settings", "size", "loader", "in_file_order"),
    [
        (Settings(), 5, False, True),
        (Settings(shuffle=True), 5, True, False),
        (Settings(batch_size=2), 2, True, False),
        (Settings(batch_size=5), 5, True, True),
        (Settings(batch_size=99), 5, True, True),
        (Settings(batch_size=99, shuffle=True), 5, True, False),
    ],
)
def test_a_data_loader_is_used_where_the_tutorial_would(
    settings: Settings, size: int, *, loader: bool, in_file_order: bool
) -> None:
    plan = BatchPlan.of(settings, 5)

    assert (plan.size, plan.loader, plan.in_file_order) == (size, loader, in_file_order)
