"""A map that is another's equal, under ids of its own."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from essays.graph.ids import uuid7
from essays.graph.model import TABLES, EssayGraph, Row


def with_new_ids(graph: EssayGraph) -> EssayGraph:
    """Return the map with a new id for itself and for every row, in the same order."""
    ids = {id: uuid7() for name in TABLES for id in sorted(graph.table(name))}
    ids[graph.details.id] = uuid7()
    rows = (_renamed(row, ids) for name in TABLES for row in graph.table(name).values())
    return EssayGraph.of(_renamed(graph.details, ids), rows, text=graph.text)


def _renamed[R: Row](row: R, ids: dict[UUID, UUID]) -> R:
    references: dict[str, Any] = dict(_references(row, ids))
    return replace(row, **references)


def _references(row: Row, ids: dict[UUID, UUID]) -> Iterator[tuple[str, UUID]]:
    """Yield what a row calls itself and other rows in the copy."""
    for field in fields(row):
        value = getattr(row, field.name)
        if isinstance(value, UUID) and value in ids:
            yield field.name, ids[value]
