"""around: the loss as a few of the parameters move away from the moment of now."""

import numpy as np
import torch
from torch.nn import functional

from gdtui.engine.descent import Descent
from gdtui.engine.exact import Solution
from gdtui.engine.quadratic import Place, Quadratic, Vector
from gdtui.engine.scaling import Floats
from gdtui.engine.settings import Variant
from gdtui.errors import UserError
from gdtui.session.gauging import of_next_update
from gdtui.session.landscape import Landscape
from gdtui.session.outlook import Surroundings
from gdtui.session.session import Session

_UPDATED = 4  # phases done after which the parameters are those of the next step

_Parameters = tuple[Floats, Floats]


def around(session: Session, places: tuple[Place, ...]) -> Surroundings:
    """What the loss is around these parameters of the loop, at its weights of now.

    Raises:
        UserError: the exact solution is not known yet, or there is no such parameter.
    """
    live = session.timeline.live
    landscape = known(session)
    solution = own_solution(landscape)
    targets, inputs = live.weight.shape
    if not all(0 <= k < targets and 0 <= i <= inputs for k, i in places):
        raise UserError("there is no such parameter")
    now = _host(live)
    curvature = landscape.curvature
    best = [solution.bias[k] if i == inputs else solution.weight[k, i] for k, i in places]
    steps, path = _path(session, places) if len(places) > 1 else ((), ())
    all_rows = Quadratic.of_all_rows(curvature, solution, *now, places)
    batch = _of_batch(live, now, places)
    settings = of_next_update(session.timeline)
    sign = 1.0 if settings.variant is Variant.FLIPPED_SIGN else -1.0
    left = _left(live, places)
    update = sign * settings.lr * ((batch or all_rows).gradient + left)
    return Surroundings(
        places=places,
        all_rows=all_rows,
        batch=batch,
        best=np.array(best),
        update=None if settings.variant is Variant.FORGOTTEN_NO_GRAD else update,
        how=f"{'+' if sign > 0 else '-'}lr\N{MIDDLE DOT}{'grad' if left.any() else 'slope'}",
        path=np.array(path, float).reshape(len(path), len(places)),
        path_steps=np.array(steps, np.int64),
    )


def _path(
    session: Session, places: tuple[Place, ...]
) -> tuple[tuple[int, ...], tuple[list[float], ...]]:
    """Where these parameters have been, in the numbers of the loop of now."""
    timeline = session.timeline
    passed = session.trails.of(timeline.track).until_now(timeline)
    scaling, own = timeline.prepared.scaling, timeline.live.settings.standardize
    points = tuple(
        [float(joined[place]) for place in places]
        for joined in (each.joined(scaling, standardized=own) for each in passed)
    )
    return tuple(each.step for each in passed), points


def _left(live: Descent, places: tuple[Place, ...]) -> Vector:
    """The gradients to which the next *backward* adds, or the last one has added."""
    weight, bias = live.weight.grad, live.bias.grad
    if live.phases_done == _UPDATED - 1:
        weight, bias = live.weight_grad_before, live.bias_grad_before
    zeroed = live.settings.variant is not Variant.SKIPPED_ZERO_GRAD
    if weight is None or bias is None or (live.phases_done == _UPDATED and zeroed):
        return np.zeros(len(places))
    every = torch.column_stack((weight, bias)).cpu().double().numpy()
    return np.array([every[place] for place in places])


def known(session: Session) -> Landscape:
    """The landscape of the inputs that the loop sees now.

    Raises:
        UserError: it is not known yet.
    """
    landscape = session.survey.of(session.timeline.live.settings)
    if landscape is None:
        raise UserError("the exact solution is still being computed")
    return landscape


def own_solution(landscape: Landscape) -> Solution:
    """The solution for the inputs that the training sees."""
    scaling = landscape.scaling
    return landscape.solution if scaling is None else landscape.solution.standardised(scaling)


def _host(live: Descent) -> _Parameters:
    weight, bias = (each.detach().cpu().double().numpy() for each in (live.weight, live.bias))
    return weight, bias


def _of_batch(live: Descent, now: _Parameters, places: tuple[Place, ...]) -> Quadratic | None:
    """Of the batch that the loop took last; None where that is all rows, or before the first."""
    if live.plan.batches == 1 or not len(live.x):
        return None
    with torch.no_grad():
        residuals = functional.linear(live.x, live.weight, live.bias) - live.y
    x, apart = (each.cpu().numpy() for each in (live.x, residuals))
    return Quadratic.of_rows(x, apart, *now, places)
