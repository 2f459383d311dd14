import pytest
import torch

from gdtui.engine.state import State
from gdtui.session.checkpoints import Checkpoints


def state() -> State:
    return State(0, 0, torch.zeros(2, 3), torch.zeros(2), None, None, torch.zeros(8))


@pytest.mark.parametrize("at_once", [1, 383, 1023])
def test_however_long_the_way_few_are_kept_and_none_is_far(at_once: int) -> None:
    checkpoints = Checkpoints(0, 16)
    checkpoints.keep(0, state())
    for step in range(at_once, 100_001, at_once):
        if step >= checkpoints.due:
            checkpoints.keep(step, state())

    far = []
    for step in range(0, 100_001, 97):
        nearest = checkpoints.nearest(step)
        assert nearest is not None
        far.append(step - nearest[0])
    assert len(checkpoints) <= 16
    assert max(far) <= 2 * 100_000 / 16
    assert checkpoints.size == len(checkpoints) * state().size


def test_the_first_state_stays() -> None:
    checkpoints = Checkpoints(0, 4)
    for step in range(0, 1000, 10):
        checkpoints.keep(step, state())

    assert checkpoints.nearest(0) is not None
    assert checkpoints.nearest(-1) is None
