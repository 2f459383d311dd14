"""Prepared: a dataset's rows as the settings of now want them."""

from gdtui.data.dataset import Dataset
from gdtui.engine.rows import Rows
from gdtui.engine.scaling import Scaling
from gdtui.engine.settings import Settings


class Prepared:
    """Makes Rows from a Dataset, and keeps the last ones made: a device has room for one copy."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._scaling: Scaling | None = None
        self._made: tuple[tuple[str, str, bool], Rows] | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """How many inputs and targets: d and t."""
        return len(self._dataset.input_names), len(self._dataset.target_names)

    @property
    def scaling(self) -> Scaling:
        """The inputs' means and spreads."""
        if self._scaling is None:
            self._scaling = Scaling.of(self._dataset.input_columns)
        return self._scaling

    def rows(self, settings: Settings) -> Rows:
        """The rows in the dtype, on the device, standardised or raw."""
        wanted = (settings.dtype.value, settings.device, settings.standardize)
        if self._made is None or self._made[0] != wanted:
            self._made = None
            self._made = wanted, self._make(settings)
        return self._made[1]

    def _make(self, settings: Settings) -> Rows:
        dtype = settings.dtype.value
        if settings.standardize:
            inputs = self.scaling.rows(self._dataset.input_columns, dtype)
        else:
            inputs = self._dataset.inputs(dtype)
        return Rows.of(inputs, self._dataset.targets(dtype), settings.device)
