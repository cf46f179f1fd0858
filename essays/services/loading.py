"""Reads an essay and its map in one statement, whatever the size: as a frozen graph, or as rows.

The database writes each table as one JSON array of arrays, which is read in a fraction of the time
that fetching its rows takes. One statement also sees one state: no writer comes between.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from operator import itemgetter
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Model

from essays.access.errors import EssayNotFound
from essays.graph.ids import uuids_of
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.making import rows_of
from essays.graph.model import (
    TABLES,
    Details,
    EssayGraph,
    Node,
    Premise,
    Relation,
    Row,
    Source,
    content_columns,
)
from essays.graph.skeleton import Skeleton
from essays.models import Essay
from essays.services.rows import KINDS, MODELS, driver_id

# How a database writes a column of some type, so that both say the same in JSON.
_WRITTEN: Mapping[str, Mapping[str, str]] = {
    # a float is written as text: PostgreSQL makes 1 of 1.0, and SQLite rounds to 15 digits
    "postgresql": {"FloatField": "{}::text"},
    "sqlite": {
        "BooleanField": "json(iif({}, 'true', 'false'))",
        "FloatField": "nullif(quote({}), 'NULL')",
        "JSONField": "json({})",
        "UUIDField": "substr({0}, 1, 8) || '-' || substr({0}, 9, 4) || '-' || substr({0}, 13, 4)"
        " || '-' || substr({0}, 17, 4) || '-' || substr({0}, 21)",
    },
}
_ARRAY = {"postgresql": "json_build_array({})", "sqlite": "json_array({})"}
_ROWS = {"postgresql": "json_agg({})", "sqlite": "json_group_array({})"}
_DETAILS = ("title", "author_line", "language", "extra")


@dataclass(frozen=True, slots=True)
class Rows:
    """An essay as it stood at `version`, in plain JSON values; ids are text.

    A row is a list in the order of `columns_of` its table, and rows are in no order.
    """

    details: Mapping[str, Any]
    text: str
    version: int
    tables: Mapping[str, list[list[Any]]]

    def column(self, kind: type[Row], name: str) -> dict[str, Any]:
        """Return one column of a table, by id."""
        at = columns_of(kind.table).index(name)
        return {row[0]: row[at] for row in self.tables[kind.table]}

    def unsigned(self) -> "Rows":
        """Return the rows without who checked sources: people are for members only."""
        at = columns_of(Source.table).index("checked_by_id")
        sources = [[*row[:at], None, *row[at + 1 :]] for row in self.tables[Source.table]]
        return replace(self, tables={**self.tables, Source.table: sources})

    def skeleton(self) -> Skeleton[str]:
        """Return the map as bare numbers."""
        thesis, attack = NodeKind.THESIS.value, RelationKind.ATTACK.value
        nodes = self._read(Node, "position", "id", "kind")
        relations = self._read(
            Relation, "position", "id", "kind", "target_node_id", "target_relation_id"
        )
        return Skeleton.of(
            [(position, id, kind == thesis) for position, id, kind in nodes],
            [
                (position, id, kind == attack, *targets)
                for position, id, kind, *targets in relations
            ],
            self._read(Premise, "position", "id", "relation_id", "node_id", "home"),
        )

    def _read(self, kind: type[Row], *names: str) -> Iterable[Any]:
        columns = columns_of(kind.table)
        return map(itemgetter(*map(columns.index, names)), self.tables[kind.table])


def columns_of(table: str) -> tuple[str, ...]:
    """Return the columns of a row as it is read here: id and content, then `changed_version`."""
    return ("id", *content_columns(TABLES[table]), "changed_version")


def load(essay_id: UUID) -> EssayGraph:
    """Return the essay as it stands. One query; raises EssayNotFound."""
    return _graph(essay_id, rows(essay_id))


def load_shape(essay_id: UUID) -> EssayGraph:
    """Return boxes and steps of an essay, without passages and sources. One query.

    For words about a map and for finding a row's neighbours. Raises EssayNotFound.
    """
    return _graph(essay_id, rows(essay_id, tables=("node", "relation", "premise")))


def text_of(essay_id: UUID) -> str:
    """Return the text of an essay, empty when there is no such essay. One query."""
    texts = Essay.objects.filter(pk=essay_id).values_list("text", flat=True)
    return texts.first() or ""


def rows(essay_id: UUID, *, tables: Sequence[str] = tuple(TABLES)) -> Rows:
    """Return what these tables hold of an essay. One query; raises EssayNotFound."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(connection.vendor, tuple(tables)), [driver_id(essay_id)])
        found = cursor.fetchone()
    if found is None:
        raise EssayNotFound
    text, version, details, *written = found
    return Rows(
        dict(zip(_DETAILS, orjson.loads(details), strict=True)),
        text,
        version,
        {table: _read(table, rows) for table, rows in zip(tables, written, strict=True)},
    )


def _read(table: str, written: str | None) -> list[list[Any]]:
    """Return the rows of a table from its JSON; PostgreSQL makes nothing of no rows."""
    found: list[list[Any]] = orjson.loads(written or "[]")
    if table == Relation.table:
        weight = columns_of(table).index("weight")
        for row in found:
            if row[weight] is not None:
                row[weight] = float(row[weight])
    return found


def _graph(essay_id: UUID, found: Rows) -> EssayGraph:
    """Return the rows as a graph, in which every id is one object, wherever it stands."""
    texts = [row[0] for rows in found.tables.values() for row in rows]
    known = _Ids(zip(texts, uuids_of(texts), strict=True))
    made: list[Row] = []
    for table, rows in found.tables.items():
        kind, kinds = TABLES[table], KINDS[TABLES[table]]
        columns = dict(zip(columns_of(table), zip(*rows, strict=True), strict=bool(rows)))
        for name, values in columns.items():
            if name == "id" or name.endswith("_id"):
                columns[name] = tuple(map(known.__getitem__, values))
            elif name in kinds:
                columns[name] = tuple(map(_members(kinds[name]).__getitem__, values))
        if rows:
            made += rows_of(kind, zip(*columns.values(), strict=True))
    details = Details(id=essay_id, **found.details)
    return EssayGraph.of(details, made, text=found.text, version=found.version)


class _Ids(dict[str | None, UUID | None]):
    """The ids by their text, those of people too, who are not among the rows."""

    def __missing__(self, text: str | None) -> UUID | None:
        id = self[text] = None if text is None else UUID(text)
        return id


@cache
def _members(kind: type[StrEnum]) -> Mapping[str, StrEnum]:
    return {str(member): member for member in kind}


@cache
def _statement(vendor: str, tables: tuple[str, ...]) -> str:
    """Return the statement that reads an essay with the rows of these tables."""
    text = "::text" if vendor == "postgresql" else ""
    details = _array(vendor, Essay, _DETAILS)
    selected = ["text", "version", f"{details}{text}"]
    for table in tables:
        model = MODELS[table]
        rows = _ROWS[vendor].format(_array(vendor, model, columns_of(table)))
        source = f"{model._meta.db_table} WHERE essay_id = e.id"
        selected.append(f"(SELECT {rows}{text} FROM {source})")  # noqa: S608 - names of ours
    return f"SELECT {', '.join(selected)} FROM {Essay._meta.db_table} e WHERE id = %s"  # noqa: S608


def _array(vendor: str, model: type[Model], names: Iterable[str]) -> str:
    """Return the expression for these columns of a row as one JSON array."""
    written = []
    for name in names:
        field: Any = model._meta.get_field(name)
        kind = (field.target_field if field.is_relation else field).get_internal_type()
        written.append(_WRITTEN[vendor].get(kind, "{}").format(f'"{field.column}"'))
    return _ARRAY[vendor].format(", ".join(written))
