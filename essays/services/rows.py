"""Between the tables and the frozen rows of `essays.graph`: the same columns, the same names."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

from essays import models
from essays.graph.kinds import AnchorState, NodeKind, RelationKind, SourceKind, SourceStatus
from essays.graph.model import (
    Anchor,
    ContextMark,
    Details,
    Node,
    Premise,
    Relation,
    Row,
    Source,
    content_columns,
)

MODELS: Mapping[str, type[Model]] = {
    Source.table: models.Source,
    Node.table: models.Node,
    Relation.table: models.Relation,
    Premise.table: models.Premise,
    Anchor.table: models.Anchor,
    ContextMark.table: models.ContextMark,
}

KINDS: Mapping[type[Row], Mapping[str, type[StrEnum]]] = {
    Source: {"kind": SourceKind, "status": SourceStatus},
    Node: {"kind": NodeKind},
    Relation: {"kind": RelationKind},
    Premise: {},
    Anchor: {"state": AnchorState},
    ContextMark: {"state": AnchorState},
}


def columns_of(kind: type[Row]) -> tuple[str, ...]:
    """Return the columns of a row as they are read: id, changed_version, then its content."""
    return ("id", "changed_version", *content_columns(kind))


def row_of[R: Row](kind: type[R], values: Iterable[Any]) -> R:
    """Return the frozen row of values in the order of `columns_of`."""
    given = dict(zip(columns_of(kind), values, strict=True))
    for name, enum in KINDS[kind].items():
        given[name] = enum(given[name])
    return kind(**given)


def read[R: Row](kind: type[R], queryset: QuerySet[Any]) -> Iterator[R]:
    """Yield the rows of a queryset over the table of this kind. One query."""
    for values in queryset.values_list(*columns_of(kind)):
        yield row_of(kind, values)


def details_of(essay: models.Essay) -> Details:
    """Return what the essay says about itself."""
    return Details(
        id=essay.pk,
        title=essay.title,
        author_line=essay.author_line,
        language=essay.language,
        extra=essay.extra,
    )


def driver_id(id: UUID | str | None) -> Any:
    """Return an id as this database's driver takes it: SQLite keeps it as 32 digits."""
    if id is None:
        return None
    if connection.vendor == "sqlite":
        return id.hex if isinstance(id, UUID) else id.replace("-", "")
    return id if isinstance(id, UUID) else UUID(id)
