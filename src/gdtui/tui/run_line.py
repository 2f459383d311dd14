"""What is said of a branch in a line, and in what two of them differ."""

from dataclasses import fields, replace
from typing import NamedTuple

from gdtui.draw import numbers
from gdtui.session.questions import Branch
from gdtui.session.snapshot import Snapshot


class RunLine(NamedTuple):
    """The columns of the list."""

    run: str
    begun: str
    mode: str
    lr: str
    batch: str
    epochs: str
    loss: str
    more: str


HEADS = RunLine("run", "from", "mode", "lr", "batch", "epochs", "loss", "")


def run_line(branch: Branch) -> RunLine:
    """How a branch was trained, how far, and the mean loss of its last epoch."""
    settings = branch.settings
    loss = branch.epoch_losses.last
    begun = f"seed {branch.seed}"
    if branch.parent is not None:
        begun = f"run {branch.parent}, epoch {branch.fork.epochs}"
    more = (
        "" if settings.variant.plain else str(settings.variant),
        "standardised" if settings.standardize else "",
        "shuffled" if settings.shuffle else "",
        "" if settings.dtype == "float32" else str(settings.dtype),
    )
    return RunLine(
        str(branch.number),
        begun,
        str(settings.mode),
        numbers.rate(settings.lr),
        "all" if settings.batch_size is None else str(settings.batch_size),
        str(branch.end.epochs),
        "" if loss is None else numbers.loss(loss),
        ", ".join(filter(None, more)),
    )


def differences(one: Branch, other: Branch) -> str:
    """The settings in which they differ, of the one first."""
    pairs = [
        (field.name, getattr(one.settings, field.name), getattr(other.settings, field.name))
        for field in fields(one.settings)
        if field.name != "lr_before"
    ]
    pairs.append(("seed", one.seed, other.seed))
    return ", ".join(f"{name} {_said(a)} not {_said(b)}" for name, a, b in pairs if a != b)


def as_now(branch: Branch, snapshot: Snapshot) -> Branch:
    """The branch of now has come further since it was told."""
    if branch.number != snapshot.branch:
        return branch
    return replace(
        branch,
        end=snapshot.end,
        settings=snapshot.chosen,
        batch_losses=snapshot.batch_losses,
        epoch_losses=snapshot.epoch_losses,
    )


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return numbers.rate(value)
    return "all" if value is None else str(value)
