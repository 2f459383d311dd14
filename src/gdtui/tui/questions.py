"""Questions: what the keys ask before they act, one number or word each."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from gdtui.clean import clean
from gdtui.draw.numbers import rate
from gdtui.errors import UserError
from gdtui.session.actions import Action, GoTo, Reseed, RunUntil, Set
from gdtui.session.line import Change
from gdtui.session.snapshot import Snapshot
from gdtui.tui.keys import Verb


@dataclass(frozen=True)
class Question:
    """What is asked, what stands there already, and the action that an answer makes.

    `read` raises a UserError whose sentence is shown while the line stays open.
    """

    words: str
    given: Callable[[Snapshot], str]
    read: Callable[[str], Action]


def _nothing(_: Snapshot) -> str:
    return ""


def _rate(text: str) -> Action:
    lr = number(text)
    if lr < 0:
        raise UserError("a learning rate is not below zero; a loss that grows needs a smaller one")
    return Set(Change("lr", lr))


def _batch_size(text: str) -> Action:
    if text.strip().lower() == "all":
        return Set(Change("batch_size", None))
    size = whole(text, "a number of rows, or all")
    if size < 1:
        raise UserError("a batch has at least one row")
    return Set(Change("batch_size", size))


QUESTIONS = {
    Verb.GO_TO: Question(
        "go to epoch", _nothing, lambda text: GoTo(whole(text, "a number of epochs"))
    ),
    Verb.RATE: Question("learning rate", lambda now: rate(now.chosen.lr, 10), _rate),
    Verb.BATCH_SIZE: Question(
        "rows in a batch, or all", lambda now: str(now.chosen.batch_size or "all"), _batch_size
    ),
    Verb.UNTIL: Question(
        "train until the full loss is below (empty: until it no longer gets better)",
        _nothing,
        lambda text: RunUntil(number(text) if text.strip() else None),
    ),
    Verb.SEED: Question(
        "seed, for new weights", _nothing, lambda text: Reseed(whole(text, "a whole number"))
    ),
}


def forecast_epoch(text: str) -> int:
    """An epoch to look ahead to."""
    return whole(text, "a number of epochs")


def number(text: str) -> float:
    """A finite number.

    Raises:
        UserError: it is none.
    """
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise UserError(f'"{clean(text, 20)}" is no number; type one like 0.01 or 1e-5')
    return value


def whole(text: str, wanted: str) -> int:
    """A whole number, not negative.

    Raises:
        UserError: it is none.
    """
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        raise UserError(f'"{clean(text, 20)}" is not {wanted}; type digits only')
    return int(digits)
