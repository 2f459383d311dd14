"""result: the weights of a session's moment as a file holds them, for raw inputs."""

from dataclasses import asdict
from enum import Enum

from gdtui.clean import clean
from gdtui.engine.scaling import Scaling
from gdtui.session.session import Session
from gdtui.weights.weights import Weights


def result(session: Session) -> Weights:
    """The weights of now for raw inputs, weight (t, d) and bias (t,).

    They are the training's own bits in its dtype; where the inputs are standardised they are folded
    back in float64. `about` says in plain JSON values how they came to be.
    """
    shown, dataset = session.snapshot(), session.dataset
    weight, bias = shown.weight, shown.bias
    if shown.settings.standardize:
        weight, bias = Scaling.of(dataset.input_columns).fold(weight, bias)
    track, _ = session.place
    settings = asdict(shown.settings)
    return Weights(
        weight,
        bias,
        dataset.input_names,
        dataset.target_names,
        about={
            "dataset": clean(dataset.name),
            "fingerprint": dataset.fingerprint,
            "seed": track.line.origin.seed,
            "epochs": shown.position.epochs,
            "position": str(shown.position),
            "settings": {name: _plain(value) for name, value in settings.items()},
        },
    )


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value
