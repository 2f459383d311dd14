import math

import pytest
from tests.session.reference import random_dataset

from gdtui.engine.settings import Dtype, Mode, Settings, Variant
from gdtui.errors import UserError
from gdtui.session.actions import Action, Back, GoTo, Load, Reseed, RunUntil, Set, Step
from gdtui.session.line import Change, Edit, Origin
from gdtui.session.session import Session

REFUSED: list[tuple[Action, str]] = [
    (Set(Change("lr", math.inf)), "a learning rate is a finite number above 0, not inf"),
    (Set(Change("lr", -1.0)), "above 0, not -1.0"),
    (Set(Change("lr", "fast")), "no such setting as lr 'fast'"),
    (Set(Change("batch_size", 0)), "a batch has 1 row or more, not 0"),
    (Set(Change("batch_size", True)), "no such setting as batch_size True"),
    (Set(Change("device", "cuda:77")), "present: cpu"),
    (Set(Change("shuffle", 2)), "no such setting"),
    (Set(Change("sp\x1b[2Jeed", 2)), r"no such setting as sp\\x1b\[2Jeed 2"),
    (Set(Edit(2, 0, 1.0)), "no such weight"),
    (Set(Edit(0, 3, 1.0)), "no such weight"),
    (Set(Edit(0, None, 1e39)), r"1e\+39 is beyond float32"),
    (Set(Change("variant", "worse")), "no such setting"),
    (Step("epoch", 0), "a count is 1 or more, not 0"),
    (Back(-1), "a count is 1 or more"),
    (GoTo(-1), "there is no epoch -1"),
    (Reseed(-1), "a seed is a whole number from 0"),
    (Reseed(2**63), "a seed is a whole number from 0"),
    (RunUntil(loss=math.nan), "a loss to reach is a finite number above 0"),
    (RunUntil(epochs=0), "a run takes 1 epoch or more"),
    (Load(((1.0, 2.0),), (1.0,)), "do not fit 3 inputs and 2 targets"),
    (Load(((1.0, 2.0, math.nan),) * 2, (1.0, 1.0)), "not all finite"),
]


@pytest.mark.parametrize(("action", "sentence"), REFUSED)
def test_what_cannot_be_done_is_refused_and_changes_nothing(action: Action, sentence: str) -> None:
    session = Session(random_dataset(6, 3, 2), Origin(0, Settings().mode, Settings()))
    session.apply(Step("phase", 3))
    before = session.place
    with pytest.raises(UserError, match=sentence):
        session.apply(action)
    assert session.place == before
    assert len(session.tracks) == 1


@pytest.mark.parametrize(
    ("variant", "settings", "sentence"),
    [
        (Variant.FORGOTTEN_NO_GRAD, Settings(Mode.SGD), "sgd has no torch.no_grad\\(\\) to forget"),
        (Variant.EXACT_UPDATE, Settings(Mode.SGD), "the exact one already; m goes to manual"),
        (Variant.RATE_20, Settings(lr=1e308), "20 times this rate"),
    ],
)
def test_a_variant_that_does_not_exist_is_refused(
    variant: Variant, settings: Settings, sentence: str
) -> None:
    session = Session(random_dataset(6, 3, 2), Origin(0, settings.mode, settings))
    with pytest.raises(UserError, match=sentence):
        session.apply(Set(Change("variant", variant)))
    assert len(session.tracks) == 1


def test_a_device_is_taken_by_its_full_name() -> None:
    session = Session(random_dataset(6, 3, 2), Origin(0, Settings().mode, Settings()))
    session.apply(Set(Change("dtype", Dtype.FLOAT64)))
    assert session.apply(Set(Change("device", "auto"))).chosen.device in ("cpu", "cuda:0")
