"""JSON as it travels between a bot, LINE and a phone, and how to read it without trusting it."""

from __future__ import annotations

import json
from collections.abc import Iterable

JsonObject = dict[str, object]


class WireError(ValueError):
    """What arrived is not the JSON that was expected; the text says what is wrong with it."""


def parse(raw: bytes | str) -> JsonObject:
    """The JSON object in `raw` (UTF-8). Raises `WireError` for anything else, also for a list or a number."""
    try:
        value: object = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise WireError(f"not JSON: {error}") from error
    return as_object(value)


def compact(value: object) -> str:
    """JSON without spaces, letters as they are: the smallest honest form."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def as_object(value: object) -> JsonObject:
    """`value` itself when it is a JSON object; raises `WireError` when not."""
    if not isinstance(value, dict):
        raise WireError("not a JSON object")
    return value


def word(source: JsonObject, key: str, default: str = "") -> str:
    """The string under `key`, or `default` when it is missing or not a string."""
    value = source.get(key)
    return value if isinstance(value, str) else default


def whole(source: JsonObject, key: str, default: int = 0) -> int:
    """The whole number under `key`, or `default`."""
    value = source.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def real(source: JsonObject, key: str, default: float = 0.0) -> float:
    """The number under `key`, or `default`."""
    value = source.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else default


def fact(source: JsonObject, key: str, default: bool = False) -> bool:
    """The truth value under `key`, or `default`."""
    value = source.get(key)
    return value if isinstance(value, bool) else default


def inner(source: JsonObject, key: str) -> JsonObject:
    """The object under `key`; an empty one when there is none."""
    value = source.get(key)
    return value if isinstance(value, dict) else {}


def items(source: JsonObject, key: str) -> list[object]:
    """The list under `key`; an empty one when there is none."""
    value = source.get(key)
    return value if isinstance(value, list) else []


def objects(source: JsonObject, key: str) -> list[JsonObject]:
    """The objects in the list under `key`, other things left out."""
    return only_objects(items(source, key))


def only_objects(values: Iterable[object]) -> list[JsonObject]:
    """Of `values`, those that are JSON objects."""
    return [value for value in values if isinstance(value, dict)]
