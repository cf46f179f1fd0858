"""Edits of several boxes at once: one batch, so one step of undo."""

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from essays.graph.errors import Refused
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.lookup import MemoryLookup
from essays.graph.model import EssayGraph, Premise, Relation
from essays.graph.operations import (
    AddRelation,
    Batch,
    EditNode,
    EditRelation,
    NewPremise,
    RemoveNode,
    RemoveRelation,
    Single,
)
from essays.graph.outline import Outline, Row

ORIGIN = "several"


def linked(graph: EssayGraph, outline: Outline, ids: Collection[UUID]) -> Batch | None:
    """Return the edit that makes boxes premises of one step, the first one's in reading order; None
    where that box is part of no step. Each leaves its own step. Refused where the step of the
    first stands on one that would go."""
    rows = _rows(outline, ids)
    into = rows[0].relation
    if into is None:
        return None
    mates = graph.premises_of[into.id]
    inside = {premise.node_id for premise in mates}
    new = [NewPremise(id=uuid7(), node_id=r.id, home=True) for r in rows if r.id not in inside]
    if not new:
        return Batch(operations=(), origin=ORIGIN)
    join = EditRelation(id=into.id, premises=(*_kept(mates), *new))
    left = {row.relation.id: row.relation for row in rows if row.relation and row.id not in inside}
    leaves = tuple(_leave(graph, relation, ids) for relation in left.values())
    gone = {leave.id for leave in leaves if isinstance(leave, RemoveRelation)}
    fallen = MemoryLookup(graph).removal(relation_ids=gone).fallen if gone else ()
    if into.id in {relation.id for relation in fallen}:
        raise Refused("relation_targets_itself", id=str(into.id))
    return Batch(operations=(join, *leaves), origin=ORIGIN)


def moved(
    graph: EssayGraph,
    outline: Outline,
    ids: Collection[UUID],
    *,
    node_id: UUID | None = None,
    relation_id: UUID | None = None,
) -> Batch:
    """Return the edit that hangs boxes on another box or on a step; what hangs under one of them
    moves along with it. Refused where the target is among what moves."""
    rows = _topmost(outline, ids)
    branches = {below.id for row in rows for below in outline.branch(row.id)}
    if node_id in branches:
        raise Refused("premise_is_target", id=str(node_id))
    steps = dict.fromkeys(row.relation.id for row in rows if row.relation)
    free = (row for row in rows if row.relation is None)
    edits: tuple[Single, ...] = (
        *(
            EditRelation(id=step, target_node_id=node_id, target_relation_id=relation_id)
            for step in steps
        ),
        *(
            AddRelation(
                id=uuid7(),
                kind=RelationKind.SUPPORT,
                premises=(NewPremise(id=uuid7(), node_id=row.id),),
                target_node_id=node_id,
                target_relation_id=relation_id,
            )
            for row in free
        ),
    )
    return Batch(operations=edits, origin=ORIGIN)


def turned(outline: Outline, ids: Collection[UUID], kind: RelationKind) -> Batch:
    """Return the edit that lets the steps of boxes support, or object."""
    steps = dict.fromkeys(row.relation.id for row in _rows(outline, ids) if row.relation)
    edits = tuple(EditRelation(id=step, kind=kind) for step in steps)
    return Batch(operations=edits, origin=ORIGIN)


def rekinded(outline: Outline, ids: Collection[UUID], kind: NodeKind) -> Batch:
    """Return the edit that makes boxes claims, or evidence."""
    edits = tuple(EditNode(id=row.id, kind=kind) for row in _rows(outline, ids))
    return Batch(operations=edits, origin=ORIGIN)


def removed(outline: Outline, ids: Collection[UUID], *, with_branches: bool = False) -> Batch:
    """Return the edit that takes boxes off the map, alone or with all that hangs under them."""
    rows = _rows(outline, ids)
    if with_branches:
        below = (under for row in _topmost(outline, ids) for under in outline.branch(row.id))
        rows = list(below)
    return Batch(operations=tuple(RemoveNode(id=row.id) for row in rows), origin=ORIGIN)


def _rows(outline: Outline, ids: Collection[UUID]) -> list[Row]:
    """Return the rows of those boxes that are there, in reading order."""
    wanted = (outline.places[id] for id in ids if id in outline.places)
    return [outline.rows[at] for at in sorted(wanted)]


def _topmost(outline: Outline, ids: Collection[UUID]) -> list[Row]:
    """Return the rows that hang under no other of them."""
    wanted = set(ids)
    return [row for row in _rows(outline, ids) if not wanted & set(outline.ancestors(row.id))]


def _leave(
    graph: EssayGraph, relation: Relation, ids: Collection[UUID]
) -> EditRelation | RemoveRelation:
    rest = [p for p in graph.premises_of[relation.id] if p.node_id not in ids]
    if not rest:
        return RemoveRelation(id=relation.id)
    return EditRelation(id=relation.id, premises=tuple(_kept(rest)))


def _kept(premises: Sequence[Premise]) -> Iterator[NewPremise]:
    for premise in premises:
        yield NewPremise(id=premise.id, node_id=premise.node_id, position=premise.position)
