"""typed: values from a file as what the fields of a dataclass say, or an error."""

from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_LARGEST = 2**63 - 1


def typed(kind: type, values: dict[str, Any]) -> dict[str, Any]:
    """The same values; a whole number where a float belongs becomes one.

    Raises:
        ValueError: one of them is not of the type of the field with its name, or is a whole number
            that no field can hold.
    """
    hints = get_type_hints(kind)
    return {name: _as(value, hints.get(name, NoneType)) for name, value in values.items()}


def _as(value: object, hint: Any) -> object:  # what get_type_hints gives
    if get_origin(hint) in (Union, UnionType):
        return _as_one_of(value, get_args(hint))
    if get_origin(hint) is tuple and isinstance(value, tuple):
        return tuple(_as(one, get_args(hint)[0]) for one in value)
    if hint is float and type(value) is int and abs(value) <= _LARGEST:
        return float(value)
    if get_origin(hint) is Literal:
        fits = isinstance(value, str) and value in get_args(hint)
    else:
        fits = type(value) is hint and not (isinstance(value, int) and abs(value) > _LARGEST)
    if not fits:
        raise ValueError(hint)
    return value


def _as_one_of(value: object, hints: tuple[Any, ...]) -> object:
    for hint in hints:
        try:
            return _as(value, hint)
        except ValueError:
            continue
    raise ValueError(hints)
