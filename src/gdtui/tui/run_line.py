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


_CALLED = {"standardize": "standardised", "batch_size": "batch", "variant": "loop"}
_SWITCHES = {"standardize": ("standardised", "raw"), "shuffle": ("shuffled", "in file order")}
HEADS = RunLine("run", "from", "mode", "lr", "batch", "epochs", "epoch loss", "")


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
        _earlier(branch),
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
    return ", ".join(
        f"{_CALLED.get(name, name)} {_said(a)} not {_said(b)}" for name, a, b in pairs if a != b
    )


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


def _earlier(branch: Branch) -> str:
    """What was otherwise in steps before: each once, in the order in which it came."""
    said: dict[str, None] = {}
    for before in branch.earlier:
        for each in fields(before):
            value, last = getattr(before, each.name), getattr(branch.settings, each.name)
            if value != last and each.name != "lr_before":
                said[_worded(each.name, value)] = None
    return f"was {' '.join(said)}" if said else ""


def _worded(setting: str, value: object) -> str:
    """A setting in as few words as tell it."""
    if setting in _SWITCHES:
        on, off = _SWITCHES[setting]
        return on if value else off
    if setting in ("lr", "batch_size"):
        return f"{_CALLED.get(setting, setting)} {_said(value)}"
    return "as taught" if value == "plain" else str(value)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return numbers.rate(value)
    return "all" if value is None else str(value)
