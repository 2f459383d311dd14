"""What is worked out beside the session, while that has nothing to do."""

from queue import Empty, SimpleQueue

import pytest
import torch
from tests.session.reference import random_dataset

from gdtui.engine.curvature import steepest
from gdtui.engine.settings import Settings
from gdtui.session.answering import Bent, Surveyed
from gdtui.session.idle import Idle
from gdtui.session.survey import Survey

LONG = 60.0  # seconds until a thread that does nothing has failed


def test_what_is_heavy_waits_until_the_session_is_free() -> None:
    inbox: SimpleQueue[object] = SimpleQueue()
    survey = Survey(random_dataset(50, 3, 2))
    idle = Idle(survey, inbox, light=False)
    idle.survey(Settings())
    with pytest.raises(Empty):
        inbox.get(timeout=0.2)
    idle.free(yes=True)
    found = [inbox.get(timeout=LONG) for _ in range(2)]
    for one, standardize in zip(found, (False, True), strict=True):
        assert isinstance(one, Surveyed)
        assert one.landscape.settings.standardize == standardize
        survey.keep(one.landscape)
    solutions = {id(one.landscape.solution) for one in found if isinstance(one, Surveyed)}
    assert len(solutions) == 1
    assert survey.solution is not None


def test_what_is_light_goes_on_beside_the_session() -> None:
    inbox: SimpleQueue[object] = SimpleQueue()
    idle = Idle(Survey(random_dataset(50, 3, 2)), inbox, light=True)
    idle.free(yes=False)
    idle.survey(Settings(standardize=True))
    assert isinstance(inbox.get(timeout=LONG), Surveyed)


def test_the_curvature_of_a_batch_comes_with_its_inputs() -> None:
    inbox: SimpleQueue[object] = SimpleQueue()
    idle = Idle(Survey(random_dataset(50, 3, 2)), inbox, light=False)
    inputs = torch.randn(3000, 70)
    idle.bend(inputs, 2)
    with pytest.raises(Empty):
        inbox.get(timeout=0.2)
    idle.free(yes=True)
    found = inbox.get(timeout=LONG)
    assert isinstance(found, Bent)
    assert found.inputs is inputs
    assert found.bends == steepest(inputs.numpy(), 2)
