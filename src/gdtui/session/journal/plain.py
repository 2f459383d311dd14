"""Plain: actions and openings as values of JSON, and back."""

from dataclasses import asdict, fields
from typing import Any, get_args

from gdtui.engine.settings import Dtype, Mode, Variant
from gdtui.session.actions import Action, Load, Set
from gdtui.session.line import Change, Edit
from gdtui.session.opening import Opening

_ACTIONS = {kind.__name__: kind for kind in get_args(Action)}
_ENUMS = {"mode": Mode, "dtype": Dtype, "variant": Variant}


def plain_action(action: Action) -> dict[str, Any]:
    """An action by its name and its fields; floats keep every bit."""
    if isinstance(action, Set):
        return {"Set": type(action.change).__name__, **asdict(action.change)}
    return {"do": type(action).__name__, **asdict(action)}


def action_of(plain: dict[str, Any]) -> Action:
    """The action that `plain_action` wrote down.

    Raises:
        ValueError, TypeError, KeyError: no action was.
    """
    values = dict(plain)
    match values.pop("Set", None):
        case "Edit":
            return Set(Edit(**values))
        case "Change":
            setting, value = values["setting"], values["value"]
            return Set(Change(setting, _ENUMS[setting](value) if setting in _ENUMS else value))
    kind = _ACTIONS[values.pop("do")]
    if kind is Load:
        weight = tuple(tuple(map(float, row)) for row in values["weight"])
        return Load(weight, tuple(map(float, values["bias"])))
    made: Action = kind(**values)
    return made


def plain_opening(opening: Opening) -> dict[str, Any]:
    """An opening by its fields."""
    return asdict(opening)


def opening_of(plain: dict[str, Any]) -> Opening:
    """The opening that `plain_opening` wrote down.

    Raises:
        ValueError, TypeError, KeyError: none was.
    """
    values: dict[str, Any] = {
        field.name: tuple(value) if isinstance(value := plain[field.name], list) else value
        for field in fields(Opening)
    }
    return Opening(**values)
