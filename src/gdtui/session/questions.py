"""Questions: what can be asked of a session without changing it, and the answers. Free of torch.

`Session.ask` answers them; nothing is recorded, and the moment stays where it is.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gdtui.engine.settings import Settings
from gdtui.explain.explanation import Explanation
from gdtui.session.actions import Load
from gdtui.session.outlook import Around, Fit, Forecast, Rate, RawWeights
from gdtui.session.snapshot import LossCurve, Position
from gdtui.session.spot import Spot

if TYPE_CHECKING:  # what a message looks like is known before numpy is loaded
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating]

Per = Literal["batch", "epoch"]


@dataclass(frozen=True)
class Window:
    """Some rows of the current batch, as they stand in it. Answered by a BatchWindow."""

    first: int
    count: int


@dataclass(frozen=True)
class DataWindow:
    """Some rows of the dataset, in file order. Answered by DataRows."""

    first: int
    count: int


@dataclass(frozen=True)
class Predict:
    """The targets for raw inputs, one number each: a tuple of t floats, computed in float64."""

    inputs: tuple[float, ...]


@dataclass(frozen=True)
class Losses:
    """The losses of the line of now in at most so many buckets. Answered by a LossCurve."""

    per: Per
    buckets: int


@dataclass(frozen=True)
class Branches:
    """Every line that was begun, in order. Answered by a tuple of Branch."""

    buckets: int


@dataclass(frozen=True)
class Best:
    """The best possible weights, and how steep the loss is. Answered by an Optimum."""


@dataclass(frozen=True)
class Devices:
    """What this machine can compute on. Answered by a tuple of Device."""


@dataclass(frozen=True)
class Drift:
    """How far a step from here is from the same step in float64 on the CPU: a float.

    It is the largest difference of a parameter, relative to the largest parameter.
    """


@dataclass(frozen=True)
class Export:
    """Write the weights of now to a file: a path in the format of its suffix. Answered by a Saved.

    The one question with an effect, on the disk: the session stays as it is. `threads` is told in a
    script.
    """

    path: str
    force: bool = False


@dataclass(frozen=True)
class Explain:
    """Why a number of the moment is what it is, in a line of `room` cells and in full.

    Answered by an Explained. What is explained are the loop's own numbers.
    """

    spot: Spot
    room: int = 144


@dataclass(frozen=True)
class ReadWeights:
    """The weights in a file, in the order of the data's columns. Answered by a Loadable."""

    path: str


@dataclass(frozen=True)
class Twins:
    """How manual and sgd differ over some steps from the state of now. Answered by a Twinned.

    `exact` lets the one by hand take the update that rounds as SGD does.
    """

    steps: int
    exact: bool = False


Question = (
    Window
    | DataWindow
    | Predict
    | Losses
    | Branches
    | Best
    | Devices
    | Drift
    | Export
    | Explain
    | Around
    | Fit
    | Forecast
    | Rate
    | RawWeights
    | ReadWeights
    | Twins
)


@dataclass(frozen=True, eq=False)
class DataRows:
    """Rows of the dataset from number `first` (from 0) of `rows`, raw, with their line in the file.

    `in_batch` marks those of the current batch; `preds` are of the weights of now.
    """

    first: int
    rows: int
    lines: "NDArray[np.int64]"
    inputs: "Floats"
    targets: "Floats"
    preds: "Floats"
    in_batch: "NDArray[np.bool_]"


@dataclass(frozen=True)
class Explained:
    """A number explained, as it is at a moment of the line with number `branch`."""

    spot: Spot
    branch: int
    moment: int
    explanation: Explanation


@dataclass(frozen=True, eq=False)
class Branch:
    """A line: it left line `parent` at `fork` (None: it began by itself) and was trained to `end`.

    `settings` are those chosen at its end; `earlier` are others, in order, with which steps of it
    were taken before.
    """

    number: int
    parent: int | None
    fork: Position
    end: Position
    settings: Settings
    seed: int
    batch_losses: LossCurve
    epoch_losses: LossCurve
    earlier: tuple[Settings, ...] = ()


@dataclass(frozen=True, eq=False)
class Loadable:
    """The action that begins again with the weights of a file, and what was converted; clean."""

    load: Load
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Optimum:
    """The exact solution for raw inputs, and the curvature of the inputs that training sees.

    `weight` is (t, d), `bias` (t,), `eigenvalues` (d + 1,) of the Hessian, ascending; `dependent`
    are places of inputs that follow from others; `why` tells what the largest stable rate is.
    """

    weight: "Floats"
    bias: "Floats"
    loss: float
    rank: int
    dependent: tuple[int, ...]
    eigenvalues: "Floats"
    condition_number: float
    largest_stable_lr: float
    why: str
