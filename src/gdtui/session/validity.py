"""Validity: what an action may ask for, in sentences, before anything is changed."""

import math
from dataclasses import replace

import numpy as np

from gdtui.clean import clean
from gdtui.engine.device import find_device
from gdtui.engine.settings import Dtype, Mode, Settings, Variant
from gdtui.errors import UserError
from gdtui.session.actions import (
    Action,
    Back,
    Foretell,
    GoTo,
    Load,
    Move,
    Redo,
    Reseed,
    RunUntil,
    Set,
    Step,
    Undo,
)
from gdtui.session.line import Change, Edit, Stored

_LARGEST_SEED = 2**63 - 1


def checked(action: Action, chosen: Settings, shape: tuple[int, int]) -> Move:
    """The same action, a device in it by its full name; the step where something was foretold.

    Args:
        action: what is asked for.
        chosen: the settings as they were chosen last.
        shape: how many inputs and targets there are: d and t.

    Raises:
        UserError: it cannot be done with any session of these settings and this shape.
    """
    if isinstance(action, Foretell):
        action = action.step
    match action:
        case Step(_, count) | Back(count) | Undo(count) | Redo(count) if count < 1:
            raise UserError(f"a count is 1 or more, not {count}")
        case GoTo(epoch) if epoch < 0:
            raise UserError(f"epochs count from 0; there is no epoch {epoch}")
        case RunUntil(loss, epochs):
            _check_until(loss, epochs)
        case Reseed(seed) if not 0 <= seed <= _LARGEST_SEED:
            raise UserError(f"a seed is a whole number from 0 to {_LARGEST_SEED}, not {seed}")
        case Load(weight, bias):
            _check_weights(weight, bias, shape)
        case Set(Edit() as edit):
            _check_edit(edit, chosen, shape)
        case Set(Stored() as stored):
            _check_stored(stored, shape)
        case Set(Change() as change):
            return Set(_checked_change(change, chosen))
    return action


def _checked_change(change: Change, chosen: Settings) -> Change:
    match change.setting, change.value:
        case ("mode", Mode()) | ("shuffle" | "standardize", bool()):
            return change
        case "dtype", Dtype() as dtype:
            find_device(chosen.device, dtype)
            return change
        case "device", str(asked):
            return replace(change, value=find_device(asked, chosen.dtype).name)
        case "lr", float(lr):
            if not (math.isfinite(lr) and lr > 0):
                raise UserError(f"a learning rate is a finite number above 0, not {lr}")
            return change
        case "batch_size", size if size is None or (isinstance(size, int) and size is not True):
            if size is not None and size < 1:
                raise UserError(f"a batch has 1 row or more, not {size}")
            return change
        case "variant", Variant() as variant:
            _check_variant(variant, chosen)
            return change
    shown = clean(f"{change.setting} {change.value!r}")
    raise UserError(f"there is no such setting as {shown}")


def _check_variant(variant: Variant, chosen: Settings) -> None:
    if not variant.exists_in(chosen.mode):
        has = {
            Variant.FORGOTTEN_NO_GRAD: "sgd has no torch.no_grad() to forget: opt.step() brings it",
            Variant.EXACT_UPDATE: "the update of sgd is the exact one already",
        }
        raise UserError(f"{has[variant]}; m goes to manual")
    if not math.isfinite(chosen.changed("variant", variant).lr):
        raise UserError("20 times this rate is no finite number any more")


def _check_until(loss: float | None, epochs: int) -> None:
    if loss is not None and not (math.isfinite(loss) and loss > 0):
        raise UserError(f"a loss to reach is a finite number above 0, not {loss}")
    if epochs < 1:
        raise UserError(f"a run takes 1 epoch or more, not {epochs}")


def _check_edit(edit: Edit, chosen: Settings, shape: tuple[int, int]) -> None:
    inputs, targets = shape
    if not 0 <= edit.target < targets or not 0 <= (edit.column or 0) < inputs:
        raise UserError(f"there is no such weight: there are {targets} x {inputs}, and {targets} b")
    largest = float(np.finfo(chosen.dtype.value).max)
    if largest < abs(edit.value) < math.inf:
        raise UserError(f"{edit.value} is beyond {chosen.dtype}")


def _check_stored(stored: Stored, shape: tuple[int, int]) -> None:
    inputs, targets = shape
    size = np.dtype(stored.dtype.value).itemsize
    if (len(stored.weight), len(stored.bias)) != (targets * inputs * size, targets * size):
        raise UserError(f"the stored weights do not fit {inputs} inputs and {targets} targets")


def _check_weights(
    weight: tuple[tuple[float, ...], ...], bias: tuple[float, ...], shape: tuple[int, int]
) -> None:
    inputs, targets = shape
    if len(bias) != targets or [len(row) for row in weight] != [inputs] * targets:
        raise UserError(f"these weights do not fit {inputs} inputs and {targets} targets")
    if not all(math.isfinite(value) for row in (*weight, bias) for value in row):
        raise UserError("these weights are not all finite numbers")
