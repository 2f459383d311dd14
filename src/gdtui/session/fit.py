"""fitted: how the weights of now predict one target, on rows spread over the data."""

import numpy as np

from gdtui.errors import UserError
from gdtui.session.outlook import Fitted
from gdtui.session.raw_weights import raw_weights
from gdtui.session.session import Session

_ROWS = 400


def fitted(session: Session, target: int) -> Fitted:
    """The rows with their targets and predictions, in float64.

    Raises:
        UserError: there is no such target.
    """
    dataset = session.dataset
    if not 0 <= target < len(dataset.target_columns):
        raise UserError("there is no such target")
    numbers = np.unique(np.linspace(0, dataset.rows - 1, _ROWS).astype(np.int64))
    inputs = np.stack([column[numbers] for column in dataset.input_columns], axis=1)
    weight, bias = raw_weights(session)
    with np.errstate(all="ignore"):
        preds = inputs @ weight[target] + bias[target]
    single = inputs.shape[1] == 1
    return Fitted(
        target=target,
        rows=dataset.rows,
        numbers=numbers,
        targets=dataset.target_columns[target][numbers],
        preds=preds,
        inputs=inputs[:, 0] if single else None,
        weight=float(weight[target, 0]) if single else None,
        bias=float(bias[target]) if single else None,
    )
