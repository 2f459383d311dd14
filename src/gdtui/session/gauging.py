"""gauge: where the rate of the next step stands, as cheaply as every Snapshot wants it."""

from gdtui.engine.curvature import steepest
from gdtui.engine.descent import Descent
from gdtui.engine.gauge import Gauge
from gdtui.engine.settings import Settings, Variant
from gdtui.session.survey import Survey
from gdtui.session.timeline import Timeline

_UPDATED = 4  # phases done after which the step under way no longer needs its rate
_PRODUCTS, _SIZE = 1 << 20, 64  # what the eigenvalue of a batch may cost every Snapshot
_OTHER = (Variant.FLIPPED_SIGN, Variant.SKIPPED_ZERO_GRAD)  # no rate makes these converge


def gauge(timeline: Timeline, survey: Survey) -> Gauge | None:
    """The rate as it is chosen now against the curvature.

    None where that is not known, or the loop is no descent.
    """
    settings, live = timeline.track.line.chosen(timeline.moment), timeline.live
    landscape = survey.of(settings)
    if landscape is None or settings.variant in _OTHER:
        return None
    same_inputs = live.settings.standardize == settings.standardize
    under_way = 0 < live.phases_done < _UPDATED and same_inputs
    bends = batch_steepest(live, survey) if under_way else None
    of_all = settings.lr * float(landscape.curvature.eigenvalues[-1])
    of_batch = None if bends is None else settings.lr * bends
    return Gauge(of_all, of_batch, float(landscape.largest_stable_lr))


def of_next_update(timeline: Timeline) -> Settings:
    """The settings under which the parameters change next."""
    live = timeline.live
    if 0 < live.phases_done < _UPDATED:
        return live.settings
    return timeline.track.line.chosen(timeline.moment)


def batch_steepest(live: Descent, survey: Survey) -> float | None:
    """The largest eigenvalue of the batch that the loop took last.

    None where that is all rows, before the first batch, or until a large one is worked out.
    """
    if not _has_batch(live):
        return None
    if _is_cheap(live):
        return steepest(live.x.cpu().numpy(), live.y.shape[1])
    return survey.bends_of(live.x)


def lacks_batch(live: Descent, survey: Survey) -> bool:
    """Whether the curvature of the batch is not known, and not found in a moment."""
    return _has_batch(live) and not _is_cheap(live) and survey.bends_of(live.x) is None


def _has_batch(live: Descent) -> bool:
    return live.plan.batches > 1 and len(live.x) > 0


def _is_cheap(live: Descent) -> bool:
    m, d = live.x.shape
    return min(m, d + 1) <= _SIZE and m * (d + 1) * min(m, d + 1) <= _PRODUCTS
