"""Beginning: where a training starts, from the options, or else the dataset, or else defaults."""

from argparse import Namespace
from pathlib import Path

from gdtui.cli.notes import note
from gdtui.data.bundled import Start
from gdtui.data.dataset import Dataset
from gdtui.engine.settings import Dtype, Mode, Settings
from gdtui.errors import UserError
from gdtui.session.line import Origin
from gdtui.weights.atomic import shown
from gdtui.weights.columns import match_columns
from gdtui.weights.file import read_weights

_Weights = tuple[tuple[tuple[float, ...], ...], tuple[float, ...]]


def settings_of(options: Namespace, start: Start) -> Settings:
    """Every setting but the rate and the device, which need the data and torch."""
    asked = options.batch_size or start.batch_size or "all"
    batch_size = None if asked == "all" else asked
    # What --batch-size asks for says by itself whether the rows are shuffled.
    suggested = None if options.batch_size else start.shuffle
    wanted = suggested if options.shuffle is None else options.shuffle
    return Settings(
        mode=Mode(options.mode or start.mode or Mode.MANUAL),
        batch_size=batch_size,
        shuffle=batch_size is not None if wanted is None else wanted,
        dtype=Dtype(options.dtype),
        standardize=options.standardize,
    )


def origin_of(options: Namespace, settings: Settings, given: _Weights | None) -> Origin:
    """The first weights: those given, for raw inputs, or else drawn from the seed."""
    seed, draws = options.seed or 0, settings.mode
    if given is None:
        return Origin(seed, draws, settings, standardized=settings.standardize)
    return Origin(seed, draws, settings, *given)


def given_weights(options: Namespace, start: Start, dataset: Dataset) -> _Weights | None:
    """The weights that the training starts from, weight (t, d) and bias (t,); None draws them.

    Raises:
        UserError: the file of --init cannot be used for these columns.
    """
    if options.init is not None:
        return _read(Path(options.init), dataset)
    if options.seed is None and start.weight is not None and start.bias is not None:
        return start.weight, start.bias
    return None


def _read(path: Path, dataset: Dataset) -> _Weights:
    try:
        weights = match_columns(read_weights(path), dataset.input_names, dataset.target_names)
    except UserError as error:
        raise named(error, path) from error
    note(*weights.notes)
    weight = tuple(tuple(map(float, row)) for row in weights.weight)
    return weight, tuple(map(float, weights.bias))


def named(error: UserError, path: Path) -> UserError:
    """The same error with a first line that names the file."""
    file = shown(path)
    if error.sentence.startswith(file):
        return error
    return UserError(f"{file}: {error.sentence}", *error.more)
