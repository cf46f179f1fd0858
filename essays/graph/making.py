"""Many frozen rows at once.

The constructor of a frozen dataclass sets each field by its name, which takes seven times as long
as setting it plainly. So rows are made open, and closed when all of them are there.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, make_dataclass
from itertools import starmap
from typing import Any

from essays.graph.model import TABLES, content_columns


def rows_of[R](table: type[R], values: Iterable[Iterable[Any]]) -> list[R]:
    """Return rows from their values: the id, the content columns in their order, and the version
    of the last change, 0 where it is left out. Raises TypeError where a row has too few or too
    many values.
    """
    return closed(table, list(starmap(opened(table), values)))


def opened[R](kind: type[R]) -> Callable[..., R]:
    """Return what makes rows of a frozen class from their values in order. They pass for such rows,
    but their fields can be set until they are `closed`."""
    return _OPEN.get(kind) or _OPEN.setdefault(kind, _opened(kind))


def closed[R](kind: type[R], rows: list[R]) -> list[R]:
    """Return the rows frozen, like any others of their class."""
    for row in rows:
        row.__class__ = kind
    return rows


def _opened(kind: type[Any]) -> Callable[..., Any]:
    """Return a class with the slots of another and no others, so that one can become the other."""
    plain: Any = make_dataclass("plain", _fields(kind))
    own: dict[str, Any] = {
        "__slots__": (),
        "__init__": plain.__init__,
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
    }
    return type(f"Open{kind.__name__}", (kind,), own)


def _fields(kind: type[Any]) -> Sequence[Any]:
    if kind in TABLES.values():
        return ["id", *content_columns(kind), ("changed_version", int, 0)]
    return [field.name for field in fields(kind)]


_OPEN: dict[type[Any], Callable[..., Any]] = {}
