"""The first step on crops as the tutorial prints it, in numpy."""

import numpy as np

from gdtui.explain.slope import Slope

NAMES = ("temp", "rainfall", "humidity")
TARGETS = ("apples", "oranges")
X = np.array([[73, 67, 43], [91, 88, 64], [87, 134, 58], [102, 43, 37], [69, 96, 70]], "f4")
Y = np.array([[56, 70], [81, 101], [119, 133], [22, 37], [103, 119]], "f4")
WEIGHT = np.array([[1.0522, -1.1931, 0.3418], [0.5824, 0.0763, -1.6385]], "f4")
BIAS = np.array([2.2341, -1.7922], "f4")
PREDS = X @ WEIGHT.T + BIAS
GRAD = 2 / 10 * (PREDS - Y).T @ X


def slope(
    column: int | None = 0,
    *,
    phase: str | None = "backward",
    grad: float | None = None,
    before: float | None = None,
    sgd: bool = False,
    variant: str = "plain",
) -> Slope:
    """The slope of a parameter of apples."""
    return Slope(
        input_name=None if column is None else NAMES[column],
        target_names=TARGETS,
        target=0,
        x=None if column is None else X[:, column],
        preds=PREDS,
        targets=Y,
        number=lambda row: row,
        grad=None if grad is None else np.float32(grad),
        before=None if before is None else np.float32(before),
        phase=phase,
        sgd=sgd,
        lr=1e-5,
        variant=variant,
    )
