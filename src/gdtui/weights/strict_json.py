"""Strict JSON: text from outside that must mean one thing only."""

import json
from typing import Any

from gdtui.clean import clean
from gdtui.errors import UserError
from gdtui.weights.names import quoted


def parse_json(text: str, file: str) -> object:
    """Parse JSON, refusing duplicate keys, deep nesting and endless integers.

    NaN and infinities come back as floats, so that the caller can say where they are.

    Raises:
        UserError: with line and column where the parser knows them.
    """

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise UserError(f"{file}: the key {quoted(key)} appears twice; keep one of them")
            found[key] = value
        return found

    try:
        return json.loads(text, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UserError(f"{file}, {where}: is not JSON: {clean(error.msg)}; correct it") from None
    except RecursionError:
        raise UserError(f"{file}: is nested too deeply to be weights; export them again") from None
    except ValueError:
        raise UserError(f"{file}: holds an integer of thousands of digits; shorten it") from None


def names_of(value: object, key: str, file: str) -> tuple[str, ...] | None:
    """Column names from parsed JSON: a list of texts, or None."""
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise UserError(f"{file}: {quoted(key)} must be a list of names; correct it")
    return tuple(value)


def about_of(value: object, file: str) -> dict[str, Any]:
    """The story of the weights from parsed JSON: an object."""
    if not isinstance(value, dict):
        raise UserError(f'{file}: "about" must be an object; correct it or take it out')
    return value


def text_of(content: bytes, file: str) -> str:
    """Decode a text file: UTF-8, with or without a byte order mark."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UserError(f"{file}, line {line}: is not UTF-8 text; save it as UTF-8") from None
