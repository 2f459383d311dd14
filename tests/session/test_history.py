import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gdtui.engine.batch_plan import BatchPlan
from gdtui.session.history import History


@given(
    rows=st.integers(1, 12),
    size=st.integers(1, 12),
    pieces=st.lists(st.integers(1, 9), max_size=12),
)
def test_an_epochs_loss_is_the_mean_by_rows_however_steps_are_handed_over(
    rows: int, size: int, pieces: list[int]
) -> None:
    plan = BatchPlan(rows, min(size, rows), shuffle=True, loader=True)
    losses = np.random.default_rng(0).lognormal(size=sum(pieces))
    history, at = History(), 0
    for piece in pieces:
        history.record(losses[at : at + piece], plan, *divmod(at, plan.batches))
        at += piece

    expected = []
    for epoch in range(len(losses) // plan.batches):
        total = 0.0
        for batch in range(plan.batches):
            span = plan.span(batch)
            total += float(losses[epoch * plan.batches + batch]) * (span.stop - span.start)
        expected.append(total / rows)
    assert history.steps == len(losses)
    assert history.epoch_losses.lows.tolist() == expected
