"""JSON Schemas of what goes in and out, made from the dataclasses that read and write it."""

import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from typing import Any, Literal, TypeAliasType, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from essays.formats.native import SECTIONS
from essays.graph import rules
from essays.graph.model import Node, Premise, Row, content_columns
from essays.graph.operations import OPERATIONS, Batch, Keep, NewAnchor, NewPremise, NewRelation
from essays.graph.plan import MAX_BATCH
from essays.graph.plan_relations import MAX_PREMISES
from essays.models.essay import TEXT_LENGTH

type Shape = dict[str, Any]

# The bounds of the fields of edits. `text` is a statement, except where it is the essay's.
_BOUNDS: Mapping[str, Shape] = {
    "text": {"minLength": 1, "maxLength": rules.STATEMENT},
    "note": {"maxLength": rules.NOTE},
    "title": {"minLength": 1, "maxLength": rules.TITLE},
    "author_line": {"maxLength": rules.AUTHOR_LINE},
    "language": {"maxLength": 35, "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
    "citation": {"minLength": 1, "maxLength": rules.CITATION},
    "url": {"maxLength": rules.URL},
    "scheme": {"maxLength": rules.SCHEME, "pattern": "^([a-z0-9]+(-[a-z0-9]+)*)?$"},
    "origin": {"maxLength": rules.SCHEME, "pattern": "^([a-z0-9]+(-[a-z0-9]+)*)?$"},
    "position": {"maxLength": rules.POSITION, "pattern": "^[0-9A-Za-z]*$"},
    "weight": {"minimum": 0, "maximum": 1},
    "start": {"minimum": 0, "maximum": TEXT_LENGTH},
    "end": {"minimum": 1, "maximum": TEXT_LENGTH},
    "premises": {"minItems": 1, "maxItems": MAX_PREMISES},
    "operations": {"maxItems": MAX_BATCH},
}
_TEXT = {"type": "string", "maxLength": TEXT_LENGTH}
_PLAIN: Mapping[Any, Shape] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    UUID: {"type": "string", "format": "uuid"},
}
_NESTED = (NewAnchor, NewPremise, NewRelation)


def ref(name: str) -> Shape:
    """Return a reference to a named schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def name_of(kind: type) -> str:
    """Return the schema name of a dataclass."""
    return kind.__name__


def operation_shapes() -> dict[str, Shape]:
    """Return the schemas of all edits, and of one of them, or several, as a body."""
    found = {name_of(kind): _edit(kind) for kind in OPERATIONS.values()}
    found |= {name_of(kind): _object(kind) for kind in _NESTED}
    singles = [ref(name_of(kind)) for kind in OPERATIONS.values() if kind is not Batch]
    found["Edit"] = {"oneOf": singles, "discriminator": _discriminator()}
    found["SetText"]["properties"]["text"] = _TEXT
    found["Batch"]["properties"]["operations"]["items"] = ref("Edit")
    found["Batch"]["required"] = ["operations"]
    found["Operations"] = {"anyOf": [ref("Batch"), *singles]}
    return found


def body_shapes() -> dict[str, Shape]:
    """Return the schemas of rows that are made or changed at their own address: as the edits, but
    without `op`, and ids may be left out."""
    found: dict[str, Shape] = {}
    for kind in _NESTED:
        found[f"{name_of(kind)}Body"] = _object(kind, loose=True)
    for row in ("Node", "Relation", "Anchor", "Source"):
        found[f"New{row}Row"] = _object(OPERATIONS[f"add_{row.lower()}"], loose=True)
        change = _object(OPERATIONS[f"edit_{row.lower()}"], loose=True)
        del change["properties"]["id"]
        found[f"{row}Change"] = change
    position = {"position": _with_bounds("position", {"type": "string"})}
    place = _closed(position, required=["position"])
    for row in ("Node", "Relation"):
        found[f"{row}Change"] = {"anyOf": [found[f"{row}Change"], place]}
    return found


def row_shapes(rows: Iterable[type[Row]]) -> dict[str, Shape]:
    """Return the schemas of rows as they are read, of pages of them, and of the whole map."""
    found = {name_of(kind): _read(kind) for kind in rows}
    place = _read(Premise)
    del place["properties"]["relation_id"]
    place["required"].remove("relation_id")
    relation = found["Relation"]
    found["RelationWithPremises"] = {
        **relation,
        "properties": {**relation["properties"], "premises": {"type": "array", "items": place}},
        "required": [*relation["required"], "premises"],
    }
    for name in ("Node", "RelationWithPremises", "Anchor", "Source"):
        tag = {"type": "object", "properties": {"etag": _PLAIN[str]}, "required": ["etag"]}
        found[f"{name.removesuffix('WithPremises')}Page"] = page({"allOf": [ref(name), tag]})
    return found | {"Map": _map(Node), "NewMap": _map(Node, closed=True)}


def page(item: Shape) -> Shape:
    """Return the schema of a page: `next` is the address of the one after it, or null."""
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": item},
            "next": {"type": ["string", "null"], "format": "uri"},
        },
        "required": ["items", "next"],
    }


def _map(derived_on: type[Row], *, closed: bool = False) -> Shape:
    essay = {
        "title": _with_bounds("title", _PLAIN[str]),
        "author_line": _with_bounds("author_line", _PLAIN[str]),
        "language": _with_bounds("language", _PLAIN[str]),
        "text": _TEXT,
        "extra": {"type": "object"},
    }
    properties: Shape = {
        "argmap": {"type": "integer", "const": 1},
        "essay": _closed(essay, required=["title"]),
    }
    for section, (kind, most) in SECTIONS.items():
        row = _stored(kind) if closed else _read(kind)
        if kind is derived_on:
            row["properties"]["derived"] = {"type": "object"} if closed else ref("Derived")
            row["required"] = row["required"] if closed else [*row["required"], "derived"]
        properties[section] = {"type": "array", "items": row, "maxItems": most}
    return _closed(properties, required=["argmap", "essay"] if closed else list(properties))


def _stored(kind: type[Row]) -> Shape:
    """Return the schema of a row in a document that is put."""
    row = _object(kind)
    row["properties"] = {name: row["properties"][name] for name in ("id", *content_columns(kind))}
    return row


def _read(kind: type[Row]) -> Shape:
    """Return the schema of a row that is read: every column is there, without bounds."""
    hints = get_type_hints(kind)
    names = ("id", *content_columns(kind))
    shapes = {name: _shape(hints[name], loose=False) for name in names}
    return {"type": "object", "properties": shapes, "required": list(names)}


def _edit(kind: type) -> Shape:
    shape = _object(kind)
    op = {"type": "string", "const": kind.op}  # type: ignore[attr-defined]
    return {
        **shape,
        "properties": {"op": op, **shape["properties"]},
        "required": ["op", *shape["required"]],
    }


def _object(kind: type, *, loose: bool = False) -> Shape:
    hints = get_type_hints(kind)
    named = [f for f in fields(kind) if f.name != "changed_version"]
    shapes = {f.name: _with_bounds(f.name, _shape(hints[f.name], loose=loose)) for f in named}
    required = [f.name for f in named if _needed(f) and not (loose and f.name == "id")]
    return _closed(shapes, required=required)


def _closed(properties: Shape, *, required: list[str]) -> Shape:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _needed(f: "Field[Any]") -> bool:
    return f.default is MISSING and f.default_factory is MISSING


def _with_bounds(name: str, shape: Shape) -> Shape:
    """Return the schema with the bounds that a field of this name has."""
    bounds = _BOUNDS.get(name, {})
    if "anyOf" in shape:
        return {"anyOf": [_with_bounds(name, one) for one in shape["anyOf"]]}
    return shape if shape.get("type") == "null" else {**shape, **bounds}


def _shape(hint: Any, *, loose: bool) -> Shape:
    """Return the schema of a type."""
    origin, parts = get_origin(hint), get_args(hint)
    if isinstance(origin, TypeAliasType):
        return _shape(origin.__value__[parts], loose=loose)
    if isinstance(hint, TypeAliasType):
        return _shape(hint.__value__, loose=loose)
    if origin is tuple:
        return {"type": "array", "items": _shape(parts[0], loose=loose)}
    if origin is Literal:
        return {"type": "string", "enum": list(parts)}
    if origin in (Union, types.UnionType):
        return _union(parts, loose=loose)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"type": "string", "enum": [str(one) for one in hint]}
    if is_dataclass(hint) and isinstance(hint, type):
        return ref(f"{name_of(hint)}{'Body' if loose else ''}")
    return dict(_PLAIN.get(hint, {"type": "object"}))


def _union(parts: tuple[Any, ...], *, loose: bool) -> Shape:
    wanted = [one for one in parts if get_args(one) != (Keep.KEEP,)]
    plain = [one for one in wanted if one is not type(None)]
    if len(plain) > 1:
        return {}
    shape = _shape(plain[0], loose=loose)
    return {"anyOf": [shape, {"type": "null"}]} if len(plain) < len(wanted) else shape


def _discriminator() -> Shape:
    singles = {op: kind for op, kind in OPERATIONS.items() if kind is not Batch}
    mapping = {op: ref(name_of(kind))["$ref"] for op, kind in singles.items()}
    return {"propertyName": "op", "mapping": mapping}
