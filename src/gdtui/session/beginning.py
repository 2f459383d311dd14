"""begin: the origin of a training, from what was asked, what the data suggests and the defaults."""

from dataclasses import dataclass, replace
from pathlib import Path

from gdtui.clean import clean
from gdtui.data.bundled import Start
from gdtui.data.dataset import Dataset
from gdtui.engine.device import find_device
from gdtui.engine.scaling import Scaling
from gdtui.engine.settings import Dtype, Mode, Settings
from gdtui.errors import UserError
from gdtui.session.landscape import Landscape
from gdtui.session.line import Origin
from gdtui.session.opening import Opening
from gdtui.weights.atomic import shown
from gdtui.weights.columns import match_columns
from gdtui.weights.file import read_weights

_Given = tuple[tuple[tuple[float, ...], ...], tuple[float, ...]]


@dataclass(frozen=True, eq=False)
class Beginning:
    """Where a training begins, sentences about how that was chosen, and what is known by then.

    `landscape` is None where the rate was given and nothing had to be solved.
    """

    origin: Origin
    notes: tuple[str, ...]
    landscape: Landscape | None


def begin(opening: Opening, dataset: Dataset, start: Start) -> Beginning:
    """Decide where a training begins; loads torch last, to know the devices.

    A seed that is asked for draws the weights, those of a bundled set too; a file of weights wins
    over both. Batches are shuffled, all rows at once are not, unless that is asked for.

    Raises:
        UserError: the file of weights, the device or the automatic rate cannot be used.
    """
    notes: tuple[str, ...] = ()
    given, seed = _start_weights(start), opening.seed
    if opening.init is not None:
        given, notes = given_weights(Path(opening.init), dataset)
    elif seed is not None:
        given = None
    settings, landscape = _settings(opening, start), None
    lr = start.lr if opening.lr is None else opening.lr
    if lr is None or lr == "auto":
        landscape = Landscape.of(dataset, settings)
        lr = landscape.auto_lr
        largest = f"{landscape.largest_stable_lr:.6g}, the largest stable one"
        notes += (f"lr {lr:.6g} is half of {largest}: {landscape.why}",)
    if settings.standardize:
        notes += _constant(dataset)
    device = find_device(opening.device, settings.dtype).name
    settings = replace(settings, lr=lr, device=device)
    if given is None:
        origin = Origin(seed or 0, settings.mode, settings, standardized=settings.standardize)
    else:
        origin = Origin(seed or 0, settings.mode, settings, *given)
    return Beginning(origin, notes, landscape)


def _settings(opening: Opening, start: Start) -> Settings:
    """Every setting but the rate and the device, which need the data and torch."""
    asked = opening.batch_size or start.batch_size or "all"
    size = None if asked == "all" else asked
    # The batch size that is asked for says by itself whether the rows are shuffled.
    suggested = None if opening.batch_size else start.shuffle
    wanted = suggested if opening.shuffle is None else opening.shuffle
    return Settings(
        mode=Mode(opening.mode or start.mode or Mode.MANUAL),
        batch_size=size,
        shuffle=size is not None if wanted is None else wanted,
        dtype=Dtype(opening.dtype),
        standardize=opening.standardize,
    )


def _constant(dataset: Dataset) -> tuple[str, ...]:
    """What standardising cannot do for inputs that never change."""
    constant = Scaling.of(dataset.input_columns).constant
    names = clean(", ".join(dataset.input_names[place] for place in constant))
    return (f"standardized with sigma 1, because constant: {names}",) if constant else ()


def _start_weights(start: Start) -> _Given | None:
    if start.weight is None or start.bias is None:
        return None
    return start.weight, start.bias


def given_weights(path: Path, dataset: Dataset) -> tuple[_Given, tuple[str, ...]]:
    """The weights (t, d) and (t,) in a file, in the order of a dataset's columns, and its notes.

    Raises:
        UserError: what is wrong with the file, or does not fit the columns.
    """
    weights = read_weights(path)
    try:
        matched = match_columns(weights, dataset.input_names, dataset.target_names)
    except UserError as error:
        raise error.about(shown(path)) from error
    weight = tuple(tuple(map(float, row)) for row in matched.weight)
    return (weight, tuple(map(float, matched.bias))), matched.notes
