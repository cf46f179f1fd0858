"""Answers a plan's questions from the database, so that an edit reads only what it touches."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, CharField, FilteredRelation, Q, Value
from django.db.models.expressions import RawSQL

from essays import models
from essays.graph.lookup import MemoryLookup, Removal, Wanted
from essays.graph.model import Details, EssayGraph, Premise, Relation, Row, content_columns
from essays.services.rows import MODELS, columns_of, details_of, driver_id, read, row_of

_CHAIN = """
    WITH RECURSIVE chain(id, target) AS (
        SELECT id, target_relation_id FROM essays_relation WHERE essay_id = %s AND id = %s
        UNION
        SELECT r.id, r.target_relation_id FROM essays_relation r
        JOIN chain ON r.essay_id = %s AND r.id = chain.target
    ) SELECT id FROM chain
"""

# Every relation that may fall: those that touch the nodes or are named, and all that stands on
# them. Which of them do fall, `MemoryLookup.removal` decides.
_AROUND = """
    WITH RECURSIVE around(id) AS (
        SELECT id FROM essays_relation WHERE essay_id = %s AND id IN ({relations})
        UNION
        SELECT id FROM essays_relation WHERE essay_id = %s AND target_node_id IN ({nodes})
        UNION
        SELECT relation_id FROM essays_premise WHERE essay_id = %s AND node_id IN ({nodes})
        UNION
        SELECT r.id FROM essays_relation r
        JOIN around ON r.essay_id = %s AND r.target_relation_id = around.id
    ) SELECT id FROM around
"""

# PostgreSQL expects much of a recursive query and would rather read a whole table than look up
# what it finds; of an array it expects little.
_AMONG = {"postgresql": "{column} = ANY(ARRAY({query}))", "sqlite": "{column} IN ({query})"}


class DatabaseLookup:
    """Reads the essay whose row the caller has locked. `seen` keeps each row's changed_version."""

    def __init__(self, essay: models.Essay) -> None:
        self.essay_id: UUID = essay.pk
        self.details: Details = details_of(essay)
        self.text: str = essay.text
        self.seen: dict[UUID, int] = {}

    def rows[R: Row](self, kind: type[R], /, **columns: Any) -> list[R]:
        wanted = Q()
        for column, value in columns.items():
            if column != "essay_id":
                several = isinstance(value, (set, frozenset, list, tuple))
                wanted |= Q(**{f"{column}__in": value}) if several else Q(**{column: value})
        table = MODELS[kind.table]._default_manager.filter(wanted, essay_id=self.essay_id)
        return self._saw(sorted(read(kind, table), key=lambda row: row.id))

    def there(self, wanted: Collection[Wanted]) -> set[Wanted]:
        kinds = {kind.table: kind for kind, _ in wanted}
        parts = [
            MODELS[table]
            ._default_manager.filter(
                essay_id=self.essay_id, id__in=[id for of, id in wanted if of is kind]
            )
            .annotate(of=Value(table, output_field=CharField()))
            .values_list("of", "id", "changed_version")
            for table, kind in kinds.items()
        ]
        found = list(parts[0].union(*parts[1:], all=True))
        self.seen |= {id: version for _, id, version in found}
        return {(kinds[table], id) for table, id, _ in found}

    def places(self, node_ids: Collection[UUID]) -> dict[UUID, list[Premise]]:
        own = Q(places__essay=self.essay_id)  # for the index, which leads with the essay
        nodes = models.Node.objects.filter(essay_id=self.essay_id, id__in=node_ids)
        columns = (f"place__{name}" for name in columns_of(Premise))
        found: dict[UUID, list[Premise]] = {}
        for id, version, *place in nodes.annotate(
            place=FilteredRelation("places", condition=own)
        ).values_list("id", "changed_version", *columns):
            self.seen[id] = version
            there = found.setdefault(id, [])
            if place[0] is not None:
                there += self._saw([row_of(Premise, place)])
        return {id: sorted(rows, key=lambda row: row.id) for id, rows in found.items()}

    def chain(self, relation_id: UUID) -> list[Relation]:
        essay, at = driver_id(self.essay_id), driver_id(relation_id)
        linked = _among("essays_relation.id", _CHAIN, (essay, at, essay))
        rows = models.Relation.objects.filter(linked, essay_id=self.essay_id)
        found = {row.id: row for row in read(Relation, rows)}
        self._saw(list(found.values()))
        chain: list[Relation] = []
        row = found.pop(relation_id, None)
        while row is not None:
            chain.append(row)
            row = found.pop(row.target_relation_id, None) if row.target_relation_id else None
        return chain

    def removal(
        self, *, node_ids: Collection[UUID] = (), relation_ids: Collection[UUID] = ()
    ) -> Removal:
        essay = driver_id(self.essay_id)
        nodes = [driver_id(id) for id in node_ids] or [None]
        relations = [driver_id(id) for id in relation_ids] or [None]
        sql = _AROUND.format(
            relations=", ".join(["%s"] * len(relations)), nodes=", ".join(["%s"] * len(nodes))
        )
        params = (essay, *relations, essay, *nodes, essay, *nodes, essay)
        touched = _among("essays_premise.relation_id", sql, params)
        around = models.Premise.objects.filter(touched, essay_id=self.essay_id).values_list(
            *columns_of(Premise), *_relation_columns()
        )
        width = len(columns_of(Premise))
        rows: dict[UUID, Row] = {}
        for values in around:
            premise = row_of(Premise, values[:width])
            relation = row_of(Relation, values[width:])
            rows |= {premise.id: premise, relation.id: relation}
        self._saw(list(rows.values()))
        part = EssayGraph.of(self.details, rows.values())
        return MemoryLookup(part).removal(node_ids=node_ids, relation_ids=relation_ids)

    def _saw[R: Row](self, rows: list[R]) -> list[R]:
        self.seen |= {row.id: row.changed_version for row in rows}
        return rows


def _among(column: str, query: str, params: tuple[Any, ...]) -> RawSQL:
    """Return the condition that the column is among the ids that a query of ours finds."""
    sql = _AMONG[connection.vendor].format(column=column, query=query)
    return RawSQL(sql, params, BooleanField())  # noqa: S611 - only placeholders are in the text


def _relation_columns() -> tuple[str, ...]:
    """Return the columns of a relation as they are reached from its premise."""
    own = ("id", "changed_version", *content_columns(Relation))
    return tuple(f"relation__{name}" for name in own)
