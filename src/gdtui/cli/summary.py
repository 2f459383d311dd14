"""Summary: what a training did, and what could be better."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gdtui.clean import clean
from gdtui.cli.table import figure, weights_table
from gdtui.cli.trained import Trained
from gdtui.data.dataset import Dataset
from gdtui.engine.r_squared import r_squared
from gdtui.engine.settings import Settings
from gdtui.session.landscape import Landscape
from gdtui.weights.weights import Weights

# Ten times the epochs that are trained by default: by then nobody waits for the next digit.
_TOO_SLOW = 1000
_MUCH_FASTER = 10
_NAMES_SHOWN = 60


def data_line(dataset: Dataset) -> str:
    """Which data, in one line."""
    inputs = _names(dataset.input_names, "inputs")
    targets = _names(dataset.target_names, "targets")
    rows = "1 row" if dataset.rows == 1 else f"{dataset.rows} rows"
    return f"{clean(dataset.name)}: {rows}, {inputs} -> {targets}"


def settings_line(settings: Settings, seed: int, threads: int) -> str:
    """How it was trained, in one line."""
    size = "all" if settings.batch_size is None else str(settings.batch_size)
    order = "shuffled" if settings.shuffle else "in file order"
    threads_text = "1 thread" if threads == 1 else f"{threads} threads"
    parts = [
        settings.mode.value,
        f"batch size {size} {order}",
        f"seed {seed}",
        settings.dtype.value,
        f"{settings.device}, {threads_text}",
    ]
    if settings.standardize:
        parts.append("standardized inputs")
    return ", ".join(parts)


def summary(
    trained: Trained, landscape: Landscape, weights: Weights, seed: int, threads: int
) -> Iterator[str]:
    """The lines of the summary; `weights` are for raw inputs."""
    dataset, last = landscape.dataset, trained.last
    best = landscape.solution.best_loss
    gap = replace(last, best_loss=best).gap
    yield f"data      {data_line(dataset)}"
    yield f"training  {settings_line(last.settings, seed, threads)}"
    yield f"lr        {last.settings.lr!r}, largest stable {figure(landscape.largest_stable_lr)}"
    yield f"epochs    {last.position.epochs}{_unfinished(trained)}{_how(trained)}"
    yield f"loss      {figure(trained.first.full_loss)} -> {figure(last.full_loss)}, all rows"
    if trained.batch_loss is not None:
        yield f"          {figure(trained.batch_loss)}, the last epoch's mean batch loss"
    left = f"gap {figure(gap)}" if gap else f"the same to {last.settings.dtype}"
    yield f"          {figure(best)}, best possible; {left}"
    explained = r_squared(
        dataset.input_columns, dataset.target_columns, weights.weight, weights.bias
    )
    for label, name, share in zip(
        ("R2", *[""] * len(explained)), dataset.target_names, explained, strict=False
    ):
        yield f"{label:<10}{_share(share)}  {clean(name)}"
    yield ""
    names = dataset.input_names, dataset.target_names
    yield from weights_table(*names, weights.weight, weights.bias)


def advice(landscape: Landscape, lr: float) -> str | None:
    """A sentence that suggests --standardize where the condition number calls for it."""
    if landscape.settings.standardize:
        return None
    slow = landscape.epochs_per_digit(lr)
    standardised = landscape.standardised()
    fast = standardised.epochs_per_digit(standardised.largest_stable_lr / 2)
    if slow < _TOO_SLOW or fast * _MUCH_FASTER > slow:
        return None
    return (
        f"the condition number is {landscape.curvature.condition_number:.3g}: the slowest part of "
        f"the loss takes about {slow:.2g} epochs for each tenth of its way; with --standardize "
        f"--lr auto it is {standardised.curvature.condition_number:.3g}, about {fast:.2g} epochs"
    )


def _names(names: Sequence[str], what: str) -> str:
    """The names, or how many there are where they take too much room."""
    every = ", ".join(names)
    return clean(every) if len(every) <= _NAMES_SHOWN else f"{len(names)} {what}"


def _unfinished(trained: Trained) -> str:
    position = trained.last.position
    if not trained.interrupted:
        return ""
    whole = position.batch == position.batches
    inside = "" if whole else f" and {position.batch} of {position.batches} batches"
    return f"{inside}, stopped by Ctrl+C"


def _how(trained: Trained) -> str:
    """Which of the steps took the fast run, or that none did."""
    steps = trained.fast_steps + trained.loop_steps
    if not steps:
        return ""
    unit = "epochs" if trained.last.position.batches == 1 else "batches"
    if trained.fast_steps:
        return f"; {trained.fast_steps} of {steps} {unit}: fast run, same bits"
    return f"; all {steps} {unit} by the loop" if steps > 1 else ""


def _share(share: float | None) -> str:
    return "undefined" if share is None else figure(share)
