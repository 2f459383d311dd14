"""What a phase means in a sentence, from a Snapshot."""

from dataclasses import replace

import numpy as np
from tests.tui.moments import OPENED, snapshot

from gdtui.engine.phase import Phase
from gdtui.engine.settings import Settings, Variant
from gdtui.session.snapshot import LossCurve
from gdtui.session.telling import tell


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
