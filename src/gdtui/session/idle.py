"""Idle: works out what takes long in threads beside the session, while that has nothing to do."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread

from torch import Tensor

from gdtui.engine.blocks import pausing
from gdtui.engine.curvature import steepest
from gdtui.engine.settings import Settings
from gdtui.session.answering import Bent, Surveyed
from gdtui.session.survey import Survey


class Idle:
    """Puts what it finds into the inbox.

    Where the data are not `light` it waits, after at most a block of rows, while the session has
    something to do.
    """

    def __init__(self, survey: Survey, inbox: "SimpleQueue[object]", *, light: bool) -> None:
        self._survey, self._inbox, self._light = survey, inbox, light
        self._free = Event()
        self.free(yes=light)

    def survey(self, settings: Settings) -> None:
        """Look at the landscape of the settings, and at the standardised one."""
        self._begin(lambda: self._look(settings))

    def bend(self, inputs: Tensor, target_count: int) -> None:
        """Find the largest eigenvalue of a batch."""
        self._begin(lambda: self._bend(inputs, target_count))

    def free(self, *, yes: bool) -> None:
        """Let the work go on, or wait."""
        if yes or self._light:
            self._free.set()
        else:
            self._free.clear()

    def _begin(self, work: Callable[[], None]) -> None:
        def paused() -> None:
            with pausing(self._free.wait):
                work()

        Thread(target=paused, daemon=True).start()

    def _look(self, settings: Settings) -> None:
        for landscape in self._survey.look_twice(settings):
            self._inbox.put(Surveyed(landscape))

    def _bend(self, inputs: Tensor, target_count: int) -> None:
        self._inbox.put(Bent(inputs, steepest(inputs.cpu().numpy(), target_count)))
