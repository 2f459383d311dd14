"""What a phase means in a sentence, from a Snapshot."""

from dataclasses import replace

import numpy as np
from tests.tui.moments import OPENED, snapshot

from gdtui.engine.gauge import Gauge
from gdtui.engine.phase import Phase
from gdtui.engine.settings import Settings, Variant
from gdtui.session.snapshot import LossCurve
from gdtui.session.telling import tell, tell_rate


def test_losses_of_many_epochs_together_are_not_taken_for_those_of_two() -> None:
    shot = snapshot(Phase.ZERO_GRAD)
    shot = replace(
        shot,
        position=replace(shot.position, batch=2, batches=2),
        made_by=Settings(variant=Variant.FLIPPED_SIGN),
    )
    falls = LossCurve(4, 6, np.array([3.0, 4.0]), np.array([9.0, 4.5]), last=4.0)
    grows = LossCurve(4, 6, np.array([3.0, 4.0]), np.array([9.0, 9.5]), last=9.5)
    assert "the loss grows" not in tell(OPENED, replace(shot, epoch_losses=falls))
    assert "the loss grows" in tell(OPENED, replace(shot, epoch_losses=grows))


def test_a_rate_is_told_against_its_limit_once_that_is_known() -> None:
    assert tell_rate(snapshot()) == ("", "")
    known = replace(snapshot(), gauge=Gauge(0.179, None))
    said, brief = tell_rate(known)
    assert brief == "lr 1e-5 is safe now; the limit 2/λmax is 1.117e-4"
    assert said.endswith("the limit 2/λmax is 1.117e-4")
    batches = replace(known, gauge=Gauge(0.179, None, 7e-6))
    assert tell_rate(batches)[1].endswith("2/λmax is 1.117e-4, for any batch 7e-6")
    still = replace(known, chosen=replace(known.chosen, lr=0.0), gauge=Gauge(0.0, None))
    assert tell_rate(still) == ("", "")
