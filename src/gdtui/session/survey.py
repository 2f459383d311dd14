"""Survey: what is known of the loss of one dataset, for each way to train that it depends on."""

from collections.abc import Iterator

from gdtui.data.dataset import Dataset
from gdtui.engine.batch_plan import BatchPlan
from gdtui.engine.exact import Solution
from gdtui.engine.settings import Settings
from gdtui.session.landscape import Landscape

_Key = tuple[bool, int, int]


class Survey:
    """Keeps every Landscape that was looked at. Looking takes passes over all of the data.

    `solution` is None until the exact solution is known.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._known: dict[_Key, Landscape] = {}
        self.solution: Solution | None = None
        self._bent: tuple[object, float] | None = None

    def of(self, settings: Settings) -> Landscape | None:
        """The landscape that a training with these settings meets, if it is known."""
        return self._known.get(self._key(settings))

    def look(self, settings: Settings) -> Landscape:
        """Find it out, and change nothing here: this may be called beside a session at work."""
        return Landscape.of(self._dataset, settings, self.solution)

    def look_twice(self, settings: Settings) -> Iterator[Landscape]:
        """Find it out, and then for standardised inputs, from one exact solution."""
        found = self.look(settings)
        yield found
        if not settings.standardize:
            yield found.standardised()

    def keep(self, landscape: Landscape) -> None:
        """Know it from now on."""
        self.solution = landscape.solution
        self._known[self._key(landscape.settings)] = landscape

    def keep_batch(self, inputs: object, bends: float) -> None:
        """Know the largest eigenvalue of one batch, by the very array of its inputs."""
        self._bent = inputs, bends

    def bends_of(self, inputs: object) -> float | None:
        """The largest eigenvalue of a batch, if it is the one that is known."""
        return self._bent[1] if self._bent is not None and self._bent[0] is inputs else None

    def _key(self, settings: Settings) -> _Key:
        plan = BatchPlan.of(settings, self._dataset.rows)
        return settings.standardize, plan.batches, plan.smallest
