"""Kept: a drawing of the same values is not made again, for most keys change little of a screen."""

from collections.abc import Callable, Hashable
from dataclasses import is_dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

import numpy as np

_Drawing = TypeVar("_Drawing")
_Values = ParamSpec("_Values")

_PLAIN = frozenset({str, int, float, bool, type(None)})
_SIZE = 4  # two panes may take turns, each with what is before and after a change


def kept(draw: Callable[_Values, _Drawing]) -> Callable[_Values, _Drawing]:
    """A pure function of arrays and records that remembers its last few results.

    Arrays are the same where their bytes are.
    """
    made: dict[Hashable, _Drawing] = {}

    @wraps(draw)
    def drawn(*args: _Values.args, **options: _Values.kwargs) -> _Drawing:
        key = _frozen(args), _frozen(tuple(options.items()))
        if key not in made:
            if len(made) == _SIZE:
                del made[next(iter(made))]
            made[key] = draw(*args, **options)
        return made[key]

    return drawn


def _frozen(value: object) -> Hashable:
    """What stands for a value in a key: equal for equal values, also where these are mutable."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    if isinstance(value, list | tuple):
        return kind, *map(_frozen, value)
    if is_dataclass(value):
        return kind, *map(_frozen, vars(value).values())
    return value
