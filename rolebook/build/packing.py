"""Views as bytes: to take a digest of, and to send to another process.

Both are the same bytes, so that what a worker renders is just what the artifact's key speaks for. They depend
on the values in a view alone, not on which of its objects are the same one, nor on the process.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from importlib import import_module
from operator import attrgetter
from typing import Any

from rolebook.language.markdown import SafeHtml

# Version 2 writes values alone; later ones also write which objects are the same one.
_MARSHAL_VERSION = 2
_PLAIN = frozenset({str, int, bool, type(None)})
_TUPLE, _HTML = 0, 1
_GROUPED = (tuple, list)


def pack_view(view: object) -> bytes:
    """A view as bytes: its classes' names and its fields' values, and nothing else.

    Views are dataclasses, tuples, strings, numbers, dates, booleans, enums and None. What has no certain
    order or value, such as a set or a dict, is a TypeError. A list becomes a tuple.
    """
    return marshal.dumps(_nest(view), _MARSHAL_VERSION)


def unpack_view(packed: bytes) -> Any:
    """The view that was packed, equal to it in every value."""
    return _build(marshal.loads(packed))


def _nest(value: Any) -> Any:
    """A value as marshal can write it: groups are tuples whose first item says what they are."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is SafeHtml:
        return (_HTML, str(value))
    if kind in _GROUPED:
        return (_TUPLE, *[item if type(item) in _PLAIN else _nest(item) for item in value])
    mark, values_of = _PACKERS.get(kind) or _describe(kind)
    # Most values are plain, and a call costs more than a look.
    return (mark, *[item if type(item) in _PLAIN else _nest(item) for item in values_of(value)])


def _build(nested: Any) -> Any:
    if type(nested) is not tuple:
        return nested
    mark = nested[0]
    if mark == _HTML:
        return SafeHtml(nested[1])
    values = [_build(item) if type(item) is tuple else item for item in nested[1:]]
    if mark == _TUPLE:
        return tuple(values)
    make = _MAKERS.get(mark) or _find_maker(mark)
    return make(*values)


_PACKERS: dict[type, tuple[str, Callable[[Any], Any]]] = {}
_MAKERS: dict[str, Callable[..., Any]] = {}


def _describe(kind: type) -> tuple[str, Callable[[Any], Any]]:
    """The mark of a class, and how to get at the values that make up one of its objects."""
    values_of: Callable[[Any], Any]
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        if not all(field.init for field in fields(kind)):
            raise TypeError(
                f"a view must not have fields that its constructor does not take: {kind.__name__}"
            )
        values_of = attrgetter(*names) if len(names) > 1 else lambda value: [getattr(value, n) for n in names]
    elif issubclass(kind, Enum):
        values_of = lambda value: (value.value,)  # noqa: E731
    elif kind in (Decimal, date, datetime):
        values_of = lambda value: (str(value),)  # noqa: E731
    elif kind is float:
        values_of = lambda value: (value.hex(),)  # noqa: E731
    else:
        raise TypeError(f"a view must not hold a {kind.__name__}: its bytes would not be certain")
    _PACKERS[kind] = (f"{kind.__module__}:{kind.__qualname__}", values_of)
    return _PACKERS[kind]


def _find_maker(mark: str) -> Callable[..., Any]:
    module, _, name = mark.partition(":")
    kind = attrgetter(name)(import_module(module))
    makers = {float: float.fromhex, date: date.fromisoformat, datetime: datetime.fromisoformat}
    _MAKERS[mark] = makers.get(kind, kind)
    return _MAKERS[mark]
