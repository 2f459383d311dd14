import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gdtui.engine.batch_plan import BatchPlan
from gdtui.session.history import History


@given(
    rows=st.integers(1, 12),
    size=st.integers(1, 12),
    pieces=st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=12),
)
def test_an_epochs_loss_is_the_mean_by_rows_however_steps_are_handed_over(
    rows: int, size: int, pieces: list[tuple[int, bool]]
) -> None:
    plan = BatchPlan(rows, min(size, rows), shuffle=True, loader=True)
    losses = np.random.default_rng(0).lognormal(size=sum(piece for piece, _ in pieces))
    history, at = History(), 0
    for piece, looked_at in pieces:
        history.record(losses[at : at + piece], plan, *divmod(at, plan.batches))
        at += piece
        if looked_at:
            assert history.batch_losses.count == at

    expected = []
    for epoch in range(len(losses) // plan.batches):
        total = 0.0
        for batch in range(plan.batches):
            span = plan.span(batch)
            total += float(losses[epoch * plan.batches + batch]) * (span.stop - span.start)
        expected.append(total / rows)
    assert history.steps == len(losses)
    assert history.epoch_losses.lows.tolist() == expected
