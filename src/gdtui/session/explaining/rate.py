"""standing: where the rate that is chosen stands, as its explanation says it."""

from gdtui.clean import clean
from gdtui.engine.batch_plan import BatchPlan
from gdtui.explain.rate import Standing, WayOut
from gdtui.explain.writing import name
from gdtui.session.gauging import gauge
from gdtui.session.rates import directions, standardised
from gdtui.session.session import Session


def standing(session: Session) -> Standing | None:
    """Where it stands; None until the exact solution is known."""
    settings = session.chosen
    landscape = session.survey.of(settings)
    if landscape is None:
        return None
    judged = gauge(session.timeline, session.survey)
    curvature = landscape.curvature
    batches = BatchPlan.of(settings, session.dataset.rows).batches
    flattest = directions(curvature, settings.lr, batches, 2)[-1]
    place, _ = flattest.mostly[0]
    names = (*session.dataset.input_names, "bias")
    better = None if settings.standardize else standardised(session, landscape)
    return Standing(
        word="" if judged is None else str(judged.pace),
        steepest=float(curvature.eigenvalues[-1]),
        slowest=name(clean(names[place])),
        epochs=flattest.epochs,
        condition_number=curvature.condition_number,
        any_batch=None if batches == 1 else landscape.largest_stable_lr,
        way_out=None
        if better is None
        else WayOut(better.condition_number, better.lr, better.epochs),
    )
