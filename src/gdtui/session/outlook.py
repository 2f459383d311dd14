"""Outlook: questions about the loss around a moment and about what is ahead, and the answers.

Free of torch, and of numpy until there is an answer.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from gdtui.engine.quadratic import Place, Quadratic


@dataclass(frozen=True)
class Around:
    """The loss as one or two parameters move from where they are. Answered by Surroundings.

    Refused while the exact solution is not known.
    """

    places: "tuple[Place, ...]"


@dataclass(frozen=True)
class Fit:
    """How one target is predicted now, on some hundred rows at most. Answered by a Fitted."""

    target: int


@dataclass(frozen=True)
class Rate:
    """Where the rate stands, with parameters from `first` on. Answered by Rates.

    Refused while the exact solution is not known. Of more than `most` directions the steepest and
    the flattest are told, of more parameters the next ones.
    """

    first: int
    most: int


@dataclass(frozen=True)
class RawWeights:
    """The weights of now for the inputs as the file has them. Answered by RawParameters."""


@dataclass(frozen=True)
class Forecast:
    """What full-batch descent will reach from here at this rate by the end of an epoch.

    Answered by a Forecasted of so many points at most; refused while the exact solution is not
    known, and where the epoch is not ahead.
    """

    epoch: int
    points: int


@dataclass(frozen=True, eq=False)
class RawParameters:
    """Weight (t, d) and bias (t,) for raw inputs, in float64."""

    weight: "NDArray[np.floating]"
    bias: "NDArray[np.floating]"


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The loss of all rows, and of the batch where that is not all rows, around the moment of now.

    `places` are the parameters that move; `best` (p,) are their values at the exact solution, as
    the loop counts them. `update` (p,) is by how much the next update changes each of them, by its
    rate and `how`; None where PyTorch refuses it. It is that of `batch`, also where another batch
    is next. `path` (q, p) is where two of them have been after the steps (q,) of
    `path_steps`, the place of now the last; empty for one.
    """

    places: "tuple[Place, ...]"
    all_rows: "Quadratic"
    batch: "Quadratic | None"
    best: "NDArray[np.float64]"
    update: "NDArray[np.float64] | None"
    how: str
    path: "NDArray[np.float64]"
    path_steps: "NDArray[np.int64]"

    @property
    def of_step(self) -> "Quadratic":
        """The loss that the next step goes down."""
        return self.batch or self.all_rows


@dataclass(frozen=True, eq=False)
class Fitted:
    """Rows `numbers` (m,), from 0, spread evenly over all `rows`, with the predictions of now.

    `targets` and `preds` are (m,), raw; `inputs` likewise where there is one input, whose `weight`
    and `bias` make the line; with more inputs these three are None.
    """

    target: int
    rows: int
    numbers: "NDArray[np.int64]"
    targets: "NDArray[np.float64]"
    preds: "NDArray[np.float64]"
    inputs: "NDArray[np.float64] | None"
    weight: float | None
    bias: float | None


@dataclass(frozen=True)
class Direction:
    """A direction in which the loss bends by `eigenvalue`.

    Gradient descent on all rows keeps `factor` of the distance in it each step; a tenth of it is
    left after `epochs`. `mostly` are the inputs (or, as the number of inputs, the bias) that it
    consists of most, and their shares.
    """

    eigenvalue: float
    factor: float
    epochs: float
    mostly: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Standardised:
    """What standardised inputs would allow: after `epochs` at `lr` a tenth is left everywhere."""

    condition_number: float
    lr: float
    epochs: float


@dataclass(frozen=True, eq=False)
class Rates:
    """The rate `lr` of the next step against what the data allow.

    `limit` is 2 / the largest eigenvalue, `batch_limit` that of the batch, None where the batch is
    all rows or, while it is `awaited`, not worked out yet, `safe` a rate that every possible batch
    allows. `directions` are told from the steepest on; there are `count`. `values` and `best` are
    those of the parameters `places`, as the loop counts them, on inputs that are `standardized` or
    not. `standardised` is None until it is known.
    """

    lr: float
    limit: float
    batch_limit: float | None
    safe: float
    condition_number: float
    directions: tuple[Direction, ...]
    count: int
    places: "tuple[Place, ...]"
    values: tuple[float, ...]
    best: tuple[float, ...]
    standardized: bool
    standardised: Standardised | None
    awaited: bool = False


@dataclass(frozen=True, eq=False)
class Forecasted:
    """The loss of all rows after `epochs` (n,), the first of them now, by whole batches at `lr`.

    The training itself takes `batches` steps in an epoch: with more than one it goes another way.
    `diverges` is whether the loss grows without end at this rate; beyond the dtype it is infinite.
    """

    epochs: "NDArray[np.float64]"
    losses: "NDArray[np.float64]"
    batches: int
    lr: float
    diverges: bool = False
