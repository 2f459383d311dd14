"""raw_weights: what a session's weights are for the inputs as the file has them."""

from gdtui.engine.scaling import Floats
from gdtui.session.session import Session


def raw_weights(session: Session) -> tuple[Floats, Floats]:
    """The weights (t, d) and biases (t,) of now for raw inputs, in float64."""
    live = session.timeline.live
    weight, bias = (
        parameter.detach().cpu().double().numpy() for parameter in (live.weight, live.bias)
    )
    if live.settings.standardize:
        return session.timeline.prepared.scaling.fold(weight, bias)
    return weight, bias
