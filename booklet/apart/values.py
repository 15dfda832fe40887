"""Values to JSON and back, strictly: what comes back is the value that was asked for, or `NonsenseError`.

Values are structs, dataclasses and named tuples of text, numbers, enumerations, tuples, bytes and nothing else;
bytes travel beside the JSON, in `parts`. Nothing that is read is ever run or looked up by name.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from booklet.values import Frozen

A = TypeVar("A")

_PART = "part"


class NonsenseError(Exception):
    """What was read is not the value that was asked for."""


def write_value(value: object, parts: list[bytes]) -> object:
    """Return a value in the form that JSON can hold; its bytes are added to the parts.

    >>> from booklet.geometry import Rect
    >>> write_value((Rect(0, 0, 2, 1.5), None, b"ab"), parts := []), parts
    ([[0, 0, 2, 1.5], None, {'part': 0}], [b'ab'])
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        parts.append(value)
        return {_PART: len(parts) - 1}
    if isinstance(value, tuple | list):
        return [write_value(each, parts) for each in value]
    kind: Any = type(value)
    if _has_fields(kind):
        return {name: write_value(getattr(value, name), parts) for name in _hints(kind)}
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"{type(value).__name__} does not travel")


def read_value(kind: type[A], text: bytes, parts: Sequence[bytes] = ()) -> A:
    """Return the value of a type that JSON holds; raise `NonsenseError` if it holds anything else.

    >>> read_value(tuple[int, str | None], b'[1, null]')
    (1, None)
    """
    try:
        found: A = value_of(kind, json.loads(text), parts)
    except (ValueError, RecursionError) as error:
        raise NonsenseError(str(error)) from error
    return found


def value_of(kind: Any, given: object, parts: Sequence[bytes] = ()) -> Any:
    """Return a value of a type from what was read from JSON."""
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return _one_of(get_args(kind), given, parts)
    if origin is tuple:
        return _tuple(get_args(kind), given, parts)
    if kind is bytes:
        return _part(given, parts)
    if kind is float:
        return _number(given)
    if kind in {str, int, bool, NoneType} and type(given) is kind:
        return given
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _member(kind, given)
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        hints = _hints(kind)
        return kind(*_tuple(tuple(hints[name] for name in kind._fields), given, parts))
    if _has_fields(kind):
        return _fields(kind, given, parts)
    raise NonsenseError(f"{str(given)[:40]!r} is no {kind}")


def _one_of(kinds: Sequence[Any], given: object, parts: Sequence[bytes]) -> Any:
    for kind in kinds:
        try:
            return value_of(kind, given, parts)
        except NonsenseError:
            continue
    raise NonsenseError(f"{str(given)[:40]!r} is none of {kinds}")


def _tuple(kinds: Sequence[Any], given: object, parts: Sequence[bytes]) -> tuple[Any, ...]:
    if not isinstance(given, list):
        raise NonsenseError("no list")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple([value_of(kinds[0], each, parts) for each in given])
    if len(kinds) != len(given):
        raise NonsenseError(f"{len(given)} values where {len(kinds)} belong")
    return tuple([value_of(kind, each, parts) for kind, each in zip(kinds, given, strict=True)])


def _fields(kind: Any, given: object, parts: Sequence[bytes]) -> Any:
    hints = _hints(kind)
    if not isinstance(given, dict) or given.keys() != hints.keys():
        raise NonsenseError(f"no {kind.__name__}")
    return kind(**{name: value_of(hints[name], each, parts) for name, each in given.items()})


def _number(given: object) -> float:
    if type(given) not in {int, float} or not math.isfinite(given):  # type: ignore[arg-type]
        raise NonsenseError("no number")
    return given  # type: ignore[return-value]


def _member(kind: type[Enum], given: object) -> Enum:
    try:
        return kind(given)
    except ValueError as error:
        raise NonsenseError(f"no {kind.__name__}") from error


def _part(given: object, parts: Sequence[bytes]) -> bytes:
    number = given.get(_PART) if isinstance(given, dict) and len(given) == 1 else None
    if type(number) is not int or not 0 <= number < len(parts):
        raise NonsenseError("no bytes")
    return parts[number]


def _has_fields(kind: Any) -> bool:
    return is_dataclass(kind) or (isinstance(kind, type) and issubclass(kind, Frozen))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
