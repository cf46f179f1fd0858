"""Operations as JSON: what a program sends and the revision log keeps.

A document is `{"op": "add_node", …}` with the fields of the dataclass of that operation; a field
that is left out takes its default, and what is unknown is refused by its pointer (RFC 6901).
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Literal, TypeAliasType, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from essays.graph.errors import Malformed
from essays.graph.operations import KEEP, OPERATIONS, Batch, Keep, Operation, SetText

_NAMES = {
    str: "not_text",
    bool: "not_true_or_false",
    int: "not_a_whole_number",
    float: "not_a_number",
    dict: "not_an_object",
    UUID: "not_a_uuid",
}


def read_operation(document: Any, *, pointer: str = "") -> Operation:
    """Return the operation that a JSON document says. Raises Malformed with a pointer."""
    if not isinstance(document, Mapping):
        raise Malformed(pointer, "not_an_object")
    name = document.get("op")
    kind = OPERATIONS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise Malformed(f"{pointer}/op", "unknown_operation", known=sorted(OPERATIONS))
    rest = {name: value for name, value in document.items() if name != "op"}
    operation: Operation = _read_fields(kind, rest, pointer)
    return operation


def write_operation(operation: Operation) -> dict[str, Any]:
    """Return the document of an operation, without fields at their default. What the changes hold
    in full is left out: the text of `set_text`, and of a batch all but its origin and the number of
    edits of each kind."""
    if isinstance(operation, SetText):
        return {"op": SetText.op}
    if isinstance(operation, Batch):
        kinds: dict[str, int] = {}
        for single in operation.operations:
            kinds[single.op] = kinds.get(single.op, 0) + 1
        return {"op": Batch.op, "origin": operation.origin, "kinds": kinds}
    return {"op": operation.op, **_write_fields(operation)}


def _write_fields(value: Any) -> dict[str, Any]:
    return {
        f.name: _write(getattr(value, f.name))
        for f in fields(value)
        if getattr(value, f.name) is not KEEP and getattr(value, f.name) != _default(f)
    }


def _write(value: Any) -> Any:
    if isinstance(value, (UUID, StrEnum)):
        return str(value)
    if isinstance(value, tuple):
        return [_write(item) for item in value]
    return _write_fields(value) if is_dataclass(value) else value


def _default(f: "Field[Any]") -> Any:
    return f.default if f.default_factory is MISSING else f.default_factory()


def _read_fields(kind: type, document: Mapping[str, Any], pointer: str) -> Any:
    hints = _hints(kind)
    values: dict[str, Any] = {}
    for name, value in document.items():
        if name not in hints:
            raise Malformed(f"{pointer}/{_escaped(name)}", "unknown_field")
        values[name] = _read(hints[name], value, f"{pointer}/{name}")
    for f in fields(kind):
        if f.name not in values and f.default is MISSING and f.default_factory is MISSING:
            raise Malformed(f"{pointer}/{f.name}", "missing_field")
    return kind(**values)


def _read(hint: Any, value: Any, pointer: str) -> Any:
    """Return a JSON value as the type that the field's annotation names."""
    origin = get_origin(hint)
    if isinstance(origin, TypeAliasType):
        return _read(origin.__value__[get_args(hint)], value, pointer)
    if isinstance(hint, TypeAliasType):
        return _read(hint.__value__, value, pointer)
    if origin is tuple:
        if not isinstance(value, list):
            raise Malformed(pointer, "not_a_list")
        item = get_args(hint)[0]
        return tuple(_read(item, each, f"{pointer}/{n}") for n, each in enumerate(value))
    if origin is Literal:
        if value not in get_args(hint):
            raise Malformed(pointer, "unknown_value", known=list(get_args(hint)))
        return value
    if origin in (Union, types.UnionType):
        return _read_union(hint, value, pointer)
    return _read_plain(hint, origin, value, pointer)


def _read_union(hint: Any, value: Any, pointer: str) -> Any:
    members = [one for one in get_args(hint) if get_args(one) != (Keep.KEEP,)]
    if value is None and type(None) in members:
        return None
    members = [one for one in members if one is not type(None)]
    if len(members) > 1:
        operation = read_operation(value, pointer=pointer)
        if isinstance(operation, Batch):
            raise Malformed(f"{pointer}/op", "batch_in_batch")
        return operation
    return _read(members[0], value, pointer)


def _read_plain(hint: Any, origin: Any, value: Any, pointer: str) -> Any:
    if is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(value, Mapping):
            raise Malformed(pointer, "not_an_object")
        return _read_fields(hint, value, pointer)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        if not isinstance(value, str) or value not in set(hint):
            raise Malformed(pointer, "unknown_value", known=[str(one) for one in hint])
        return hint(value)
    kind = origin or hint
    if kind is UUID and isinstance(value, str):
        try:
            return UUID(value)
        except ValueError as error:
            raise Malformed(pointer, "not_a_uuid") from error
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return _as_float(value, pointer)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise Malformed(pointer, _NAMES[kind])
    return value


def _as_float(value: int, pointer: str) -> float:
    try:
        return float(value)
    except OverflowError as error:
        raise Malformed(pointer, "not_a_number") from error


@cache
def _hints(kind: type) -> dict[str, Any]:
    names = {f.name for f in fields(kind)}
    return {name: hint for name, hint in get_type_hints(kind).items() if name in names}


def _escaped(name: str) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")[:100]
