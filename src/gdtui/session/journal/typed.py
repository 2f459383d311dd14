"""typed: values from a file that are what the fields of a dataclass say, or an error."""

from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def typed(kind: type, values: dict[str, Any]) -> dict[str, Any]:
    """The same values.

    Raises:
        ValueError: one of them is not of the type of the field with its name.
    """
    hints = get_type_hints(kind)
    for name, value in values.items():
        if not _is(value, hints.get(name, NoneType)):
            raise ValueError(name)
    return values


def _is(value: object, hint: Any) -> bool:  # what get_type_hints gives
    if get_origin(hint) in (Union, UnionType):
        return any(_is(value, one) for one in get_args(hint))
    if get_origin(hint) is Literal:
        return isinstance(value, str) and value in get_args(hint)
    if get_origin(hint) is tuple:
        return isinstance(value, tuple) and all(_is(one, get_args(hint)[0]) for one in value)
    if hint is float:
        return type(value) in (int, float)
    return type(value) is hint
