"""Landscape: what can be known of a training before its first step."""

import math
from dataclasses import dataclass, replace

from gdtui.data.dataset import Dataset
from gdtui.engine.batch_plan import BatchPlan
from gdtui.engine.convergence import epochs_per_digit
from gdtui.engine.curvature import Curvature, batch_lr_limit
from gdtui.engine.exact import Solution, solve
from gdtui.engine.scaling import Scaling
from gdtui.engine.settings import Settings
from gdtui.errors import UserError


@dataclass(frozen=True, eq=False)
class Landscape:
    """The lowest point of the loss, how steep it is around it, and what rate that allows.

    `solution` is for raw inputs, `curvature` of the inputs that the training sees.
    `largest_stable_lr` holds for the smallest batch of an epoch; `why` says in words what it is.
    """

    dataset: Dataset
    settings: Settings
    solution: Solution
    curvature: Curvature
    scaling: Scaling | None
    largest_stable_lr: float
    why: str

    @classmethod
    def of(
        cls, dataset: Dataset, settings: Settings, solution: Solution | None = None
    ) -> "Landscape":
        """Look at a dataset with these settings, whose rate does not matter.

        `solution` saves solving again where it is known.
        """
        solution = solution or solve(dataset.input_columns, dataset.target_columns)
        targets = len(dataset.target_columns)
        scaling = Scaling.of(dataset.input_columns) if settings.standardize else None
        curvature = Curvature.of(solution.factor, targets, scaling)
        plan = BatchPlan.of(settings, dataset.rows)
        limit, why = curvature.largest_stable_lr, "2 / the largest eigenvalue of the Hessian"
        if plan.batches > 1:
            limit = batch_lr_limit(dataset.input_columns, targets, plan.smallest, scaling)
            rows = "one row" if plan.smallest == 1 else f"{plan.smallest} rows"
            why = f"stable for any batch of {rows}"
        return cls(dataset, settings, solution, curvature, scaling, limit, why)

    @property
    def auto_lr(self) -> float:
        """Half of the largest stable rate.

        Raises:
            UserError: the numbers of the data leave none.
        """
        half = self.largest_stable_lr / 2
        if half > 0 and math.isfinite(half):
            return half
        raise UserError(
            "no learning rate can be computed: the squares of the inputs are beyond float64; "
            "standardise them with --standardize, or choose a rate with --lr"
        )

    def epochs_per_digit(self, lr: float) -> float:
        """About how many epochs bring the slowest part of the loss one tenth nearer its lowest.

        Exact for whole batches; with smaller ones every epoch takes as many steps as it has.
        """
        batches = BatchPlan.of(self.settings, self.dataset.rows).batches
        return epochs_per_digit(self.curvature, lr) / batches

    def standardised(self) -> "Landscape":
        """The same for standardised inputs."""
        settings = replace(self.settings, standardize=True)
        return Landscape.of(self.dataset, settings, self.solution)
