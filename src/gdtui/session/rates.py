"""rates: where the rate stands, direction by direction, and how far the parameters have to go."""

from dataclasses import replace

import numpy as np

from gdtui.engine.batch_plan import BatchPlan
from gdtui.engine.convergence import epochs_to_tenth
from gdtui.engine.curvature import Curvature
from gdtui.engine.scaling import Floats
from gdtui.session.around import known, own_solution
from gdtui.session.gauging import batch_steepest, lacks_batch, of_next_update
from gdtui.session.landscape import Landscape
from gdtui.session.outlook import Direction, Rate, Rates, Standardised
from gdtui.session.session import Session

_MOSTLY = 2  # parameters that are named of a direction


def rates(session: Session, question: Rate) -> Rates:
    """Everything that the curvature says about the rate of the next step.

    Raises:
        UserError: the exact solution is not known yet.
    """
    landscape, live = known(session), session.timeline.live
    settings = of_next_update(session.timeline)
    curvature, batches = landscape.curvature, live.plan.batches
    bends = batch_steepest(live, session.survey)
    targets, inputs = live.weight.shape
    last = min(question.first + question.most, targets * (inputs + 1))
    places = tuple(divmod(place, inputs + 1) for place in range(question.first, last))
    solution = own_solution(landscape)
    best = (solution.weight, solution.bias)
    now = tuple(each.detach().cpu().double().numpy() for each in (live.weight, live.bias))
    return Rates(
        lr=settings.lr,
        limit=curvature.largest_stable_lr,
        batch_limit=None if bends is None else 2 / bends,
        awaited=lacks_batch(live, session.survey),
        safe=landscape.largest_stable_lr,
        condition_number=curvature.condition_number,
        directions=directions(curvature, settings.lr, batches, question.most),
        count=len(curvature.eigenvalues),
        places=places,
        values=tuple(float(now[1][k] if i == inputs else now[0][k, i]) for k, i in places),
        best=tuple(float(best[1][k] if i == inputs else best[0][k, i]) for k, i in places),
        standardized=landscape.settings.standardize,
        standardised=standardised(session, landscape),
    )


def directions(curvature: Curvature, lr: float, batches: int, most: int) -> tuple[Direction, ...]:
    """From the steepest on; of too many, half are the steepest and half the flattest."""
    order = list(range(len(curvature.eigenvalues)))[::-1]
    if len(order) > most:
        order = order[: most // 2] + order[-(most - most // 2) :]
    epochs = epochs_to_tenth(curvature.eigenvalues, lr) / batches
    with np.errstate(all="ignore"):
        factors = 1 - lr * curvature.eigenvalues
    return tuple(
        Direction(
            float(curvature.eigenvalues[place]),
            float(factors[place]),
            float(epochs[place]),
            _mostly(np.square(curvature.eigenvectors[:, place])),
        )
        for place in order
    )


def _mostly(shares: Floats) -> tuple[tuple[int, float], ...]:
    order = np.argsort(-shares)[:_MOSTLY]
    return tuple((int(place), float(shares[place])) for place in order)


def standardised(session: Session, landscape: Landscape) -> Standardised | None:
    """What the same data would allow standardised; None until it is known."""
    settings = replace(landscape.settings, standardize=True)
    other = session.survey.of(settings)
    if other is None:
        return None
    lr = other.largest_stable_lr / 2
    batches = BatchPlan.of(settings, session.dataset.rows).batches
    bending = other.curvature.eigenvalues[other.curvature.eigenvalues > 0]
    slowest = epochs_to_tenth(bending, lr).max(initial=0)
    return Standardised(other.curvature.condition_number, lr, float(slowest) / batches)
