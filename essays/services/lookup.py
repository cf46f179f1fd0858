"""Answers a plan's questions from the database, so that an edit reads only what it touches."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    F,
    Q,
    QuerySet,
    TextField,
    UUIDField,
    Value,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from essays import models
from essays.graph.kinds import NodeKind
from essays.graph.lookup import Ground, MemoryLookup, Removal, Wanted
from essays.graph.model import (
    TABLES,
    Details,
    EssayGraph,
    Node,
    Premise,
    Relation,
    Row,
    content_columns,
)
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

    def ground(
        self,
        *,
        rows: Collection[Wanted] = (),
        nodes: Collection[UUID] = (),
        step: UUID | None = None,
        target: UUID | None = None,
        thesis: bool = False,
    ) -> Ground:
        asked: dict[str, set[UUID]] = {Node.table: set(nodes)} if nodes else {}
        for kind, id in rows:
            asked.setdefault(kind.table, set()).add(id)
        parts = [_part(self.essay_id, table, Q(id__in=ids)) for table, ids in asked.items()]
        if thesis:
            parts.append(_part(self.essay_id, Node.table, Q(kind=NodeKind.THESIS), label="thesis"))
        if nodes or step:
            wanted = Q(node_id__in=nodes) if nodes else Q()
            wanted |= Q(relation_id=step) if step else Q()
            parts.append(_part(self.essay_id, Premise.table, wanted))
        if target:
            parts.append(_part(self.essay_id, Relation.table, Q(self._below(target))))
        found: dict[str, dict[UUID, tuple[Any, ...]]] = {}
        for label, id, version, *columns in parts[0].union(*parts[1:], all=True) if parts else ():
            self.seen[id] = version
            found.setdefault(label, {})[id] = (id, version, *columns)
        premises = found.get(Premise.table, {})
        places = [row_of(Premise, premises[id]) for id in sorted(premises)]
        down = {id: row[2] for id, row in found.get(Relation.table, {}).items()}
        there = {(TABLES[name], id) for name in asked for id in found.get(name, ())}
        return Ground(
            there=frozenset(there),
            places={
                id: [place for place in places if place.node_id == id]
                for id in nodes
                if (Node, id) in there
            },
            mates=[place for place in places if place.relation_id == step],
            chain=_in_turn(target, down),
            thesis=list(found.get("thesis", ())),
        )

    def _below(self, relation_id: UUID) -> RawSQL:
        essay, at = driver_id(self.essay_id), driver_id(relation_id)
        return _among("essays_relation.id", _CHAIN, (essay, at, essay))

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


def _part(essay_id: UUID, table: str, wanted: Q, *, label: str = "") -> QuerySet[Any, Any]:
    """Return one part of the union by which several questions are one statement: a label, id and
    changed_version, then the content of a premise; a relation has its target in the first place."""
    rows: QuerySet[Any, Any] = MODELS[table]._default_manager.filter(wanted, essay_id=essay_id)
    names = columns_of(Premise)
    if table != Premise.table:
        nobody = Cast(Value(None), UUIDField(null=True))
        rows = rows.annotate(
            up=F("target_relation_id") if table == Relation.table else nobody,
            nobody=nobody,
            no_position=Value("", output_field=TextField()),
            no_home=Value(value=False, output_field=BooleanField()),
        )
        names = ("id", "changed_version", "up", "nobody", "no_position", "no_home")
    labelled = rows.annotate(of=Value(label or table, output_field=CharField()))
    part: QuerySet[Any, Any] = labelled.values_list("of", *names)
    return part


def _in_turn(id: UUID | None, down: Mapping[UUID, UUID | None]) -> list[UUID]:
    """Return the relations from this one down to the last that targets no relation."""
    chain: list[UUID] = []
    while id is not None and id in down and id not in chain:
        chain.append(id)
        id = down[id]
    return chain


def _among(column: str, query: str, params: tuple[Any, ...]) -> RawSQL:
    """Return the condition that the column is among the ids that a query of ours finds."""
    sql = _AMONG[connection.vendor].format(column=column, query=query)
    return RawSQL(sql, params, BooleanField())  # noqa: S611 - only placeholders are in the text


def _relation_columns() -> tuple[str, ...]:
    """Return the columns of a relation as they are reached from its premise."""
    own = ("id", "changed_version", *content_columns(Relation))
    return tuple(f"relation__{name}" for name in own)
