"""Plain: actions, openings and origins as values of JSON, and back."""

from base64 import b64decode, b64encode
from dataclasses import asdict, fields
from typing import Any, get_args

from gdtui.engine.settings import Dtype, Mode, Settings, Variant
from gdtui.explain.foretold import read_foretold
from gdtui.session.actions import Action, Foretell, Load, Set, Step
from gdtui.session.journal.sensible import check_opening
from gdtui.session.journal.typed import typed
from gdtui.session.line import Change, Edit, Origin, Stored
from gdtui.session.opening import Opening
from gdtui.session.spot import Spot, Whole

_ACTIONS = {kind.__name__: kind for kind in get_args(Action)}
_SPOTS = {kind.__name__: kind for kind in get_args(Spot)}
_ENUMS = {"mode": Mode, "dtype": Dtype, "variant": Variant}


def plain_action(action: Action) -> dict[str, Any]:
    """An action by its name and its fields; floats keep every bit."""
    if isinstance(action, Set) and isinstance(action.change, Stored):
        return {"Set": "Stored", **plain_stored(action.change)}
    if isinstance(action, Set):
        return {"Set": type(action.change).__name__, **asdict(action.change)}
    if isinstance(action, Foretell):
        spot = {"of": type(action.spot).__name__, **_plain_spot(action.spot)}
        return {"do": "Foretell", "spot": spot, "said": action.said, "step": asdict(action.step)}
    return {"do": type(action).__name__, **vars(action)}


def action_of(plain: dict[str, Any]) -> Action:
    """The action that `plain_action` wrote down.

    Raises:
        ValueError, TypeError, KeyError, OverflowError: no action was.
    """
    values = dict(plain)
    match values.pop("Set", None):
        case "Edit":
            return Set(Edit(**typed(Edit, values)))
        case "Stored":
            return Set(stored_of(values))
        case "Change":
            setting, value = values["setting"], values["value"]
            if not isinstance(setting, str):
                raise TypeError(setting)
            value = _ENUMS[setting](value) if setting in _ENUMS else value
            return Set(Change(setting, typed(Settings, {setting: value})[setting]))
    kind = _ACTIONS[values.pop("do")]
    if kind is Foretell:
        return _foretell(values)
    if kind is Load:
        return Load(_matrix(values["weight"]), _vector(values["bias"]))
    made: Action = kind(**typed(kind, values))
    return made


def plain_stored(stored: Stored) -> dict[str, str]:
    """Stored weights by their fields, the bytes as text."""
    weight, bias = (b64encode(content).decode() for content in (stored.weight, stored.bias))
    return {"dtype": stored.dtype.value, "weight": weight, "bias": bias}


def stored_of(plain: dict[str, Any]) -> Stored:
    """The weights that `plain_stored` wrote down.

    Raises:
        ValueError, TypeError, KeyError: none were.
    """
    weight, bias = (b64decode(plain[name], validate=True) for name in ("weight", "bias"))
    return Stored(Dtype(plain["dtype"]), weight, bias)


def _plain_spot(spot: Spot) -> dict[str, Any]:
    return {"value": spot.value} if isinstance(spot, Whole) else asdict(spot)


def _foretell(plain: dict[str, Any]) -> Foretell:
    said, spot, step = plain["said"], dict(plain["spot"]), plain["step"]
    if not isinstance(said, str) or read_foretold(said) != said:
        raise ValueError(said)
    kind = _SPOTS[spot.pop("of")]
    made: Spot = Whole(spot["value"]) if kind is Whole else kind(**typed(kind, spot))
    return Foretell(made, said, Step(**typed(Step, step)))


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
    opening = Opening(**typed(Opening, values))
    check_opening(opening)
    return opening


def plain_origin(origin: Origin) -> dict[str, Any]:
    """An origin by its fields."""
    return asdict(origin)


def origin_of(plain: dict[str, Any]) -> Origin:
    """The origin that `plain_origin` wrote down."""
    settings: dict[str, Any] = {
        name: _ENUMS[name](value) if name in _ENUMS else value
        for name, value in plain["settings"].items()
    }
    weight, bias = plain["weight"], plain["bias"]
    return Origin(
        plain["seed"],
        Mode(plain["draws"]),
        Settings(**settings),
        None if weight is None else _matrix(weight),
        None if bias is None else _vector(bias),
        plain["standardized"],
    )


def _matrix(rows: list[list[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(map(_vector, rows))


def _vector(row: list[float]) -> tuple[float, ...]:
    return tuple(map(float, row))
