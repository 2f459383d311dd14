"""The numbers that the tutorial prints, phase by phase; it prints four decimals."""

import numpy as np
import pytest

from gdtui.data.bundled import bundled
from gdtui.engine.settings import Settings
from gdtui.session.actions import Step
from gdtui.session.line import Origin
from gdtui.session.session import Session
from gdtui.session.snapshot import BatchWindow

PREDS = [
    [13.8037, -24.6223],
    [14.8656, -46.9458],
    [-46.2768, -35.9337],
    [70.9017, 0.2657],
    [-15.7772, -68.9783],
]
WEIGHT_GRAD = [
    [-5337.0591, -8018.7812, -4427.6274],
    [-10357.0254, -12324.3057, -7570.6191],
]
BIAS_GRAD = [-68.6966, -127.2429]
NEXT_PREDS = [
    [24.9769, -5.5477],
    [29.6132, -21.829],
    [-28.3197, -6.0162],
    [81.4324, 18.9318],
    [-1.2966, -44.6999],
]


def as_printed(numbers: object, printed: object) -> bool:
    return np.allclose(np.asarray(numbers), np.asarray(printed), rtol=1e-3)


def as_predicted(batch: BatchWindow, printed: object) -> bool:
    """As near as first weights of four decimals can be: each is off by at most 5e-5."""
    assert batch.preds is not None
    off = np.abs(batch.preds - np.asarray(printed))
    return bool((off <= 5e-5 * (np.abs(batch.inputs).sum(axis=1, keepdims=True) + 2)).all())


@pytest.fixture
def crops() -> Session:
    data, start = bundled("crops")
    settings = Settings(lr=1e-5)
    origin = Origin(0, settings.mode, settings, start.weight, start.bias)
    return Session(data, origin)


def test_the_first_epoch_is_the_tutorials_key_by_key(crops: Session) -> None:
    predicted = crops.apply(Step("phase"))
    assert as_predicted(predicted.batch, PREDS)

    assert crops.apply(Step("phase")).batch_loss == pytest.approx(14603.5264, rel=1e-3)

    differentiated = crops.apply(Step("phase"))
    assert as_printed(differentiated.weight_grad, WEIGHT_GRAD)
    assert as_printed(differentiated.bias_grad, BIAS_GRAD)

    updated = crops.apply(Step("phase"))
    assert updated.full_loss == pytest.approx(10696.0195, rel=1e-3)

    zeroed = crops.apply(Step("phase"))
    assert zeroed.weight_grad is not None
    assert not zeroed.weight_grad.any()

    again = crops.apply(Step("phase"))
    assert as_predicted(again.batch, NEXT_PREDS)


def test_after_102_epochs_both_losses_are_the_tutorials(crops: Session) -> None:
    shown = crops.apply(Step("epoch", 102))

    assert shown.full_loss == pytest.approx(876.08, rel=1e-3)
    assert shown.batch_loss == pytest.approx(885.13, rel=1e-3)
