"""Moving a box among its siblings, by the smallest edit that does it."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Literal
from uuid import UUID

from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind
from essays.graph.model import EssayGraph, Node, Premise, Relation, target_of
from essays.graph.operations import Batch, EditRelation, Move
from essays.graph.outline import Outline, Row
from essays.graph.positions import between, spread, stamped
from essays.graph.rules import POSITION

type Sibling = Node | Relation | Premise


class Way(StrEnum):
    """One place nearer to the first sibling, or to the last."""

    UP = "up"
    DOWN = "down"


def shifted(graph: EssayGraph, outline: Outline, node_id: UUID, way: Way) -> Move | Batch | None:
    """Return the edit that moves a box past its next sibling; None where there is no such sibling.

    A linked premise moves within its step. Past the first or last of them the whole step moves,
    among the steps with the same target.
    """
    row = outline.row(node_id)
    if row.relation is None:
        roots = [graph.nodes[id] for id in outline.roots]
        free = [node for node in roots if node.kind is not NodeKind.THESIS]
        return _past(free, row.node, way, shown=outline.roots)
    within = _within_step(graph, row, way)
    if within is not None:
        return within
    hanging = (outline.row(child).relation for child in outline.children(row.parent_id))
    shown = {relation.id for relation in hanging if relation is not None}
    return _past(graph.incoming[target_of(row.relation)], row.relation, way, shown=shown)


def beside(
    graph: EssayGraph, outline: Outline, node_id: UUID, mate_id: UUID, way: Way
) -> Move | Batch | None:
    """Return the edit that puts a box directly before (UP) or after (DOWN) another one; None where
    it stands there, or where only its step as a whole could be placed and is the mate's too.

    Under another box than before, the box's step is pointed at what the mate's step is about.
    """
    row, mate = outline.row(node_id), outline.row(mate_id)
    if row.relation is None or mate.relation is None:
        if row.relation is not None or mate.relation is not None:
            return None
        roots = [graph.nodes[id] for id in outline.roots]
        free = [node for node in roots if node.kind is not NodeKind.THESIS]
        return _next_to(free, row.node, mate.node, way)
    if row.relation.id == mate.relation.id:
        premises = graph.premises_of[row.relation.id]
        own, other = (
            next(premise for premise in premises if premise.node_id == id)
            for id in (node_id, mate_id)
        )
        return _next_to(premises, own, other, way)
    siblings = graph.incoming[target_of(mate.relation)]
    placed = _next_to(siblings, row.relation, mate.relation, way)
    if target_of(row.relation) == target_of(mate.relation):
        return placed
    point = EditRelation(
        id=row.relation.id,
        target_node_id=mate.relation.target_node_id,
        target_relation_id=mate.relation.target_relation_id,
    )
    moves = placed.operations if isinstance(placed, Batch) else (placed,) if placed else ()
    return Batch(operations=(point, *moves), origin="order")


def _next_to(
    siblings: Sequence[Sibling], row: Sibling, mate: Sibling, way: Way
) -> Move | Batch | None:
    others = [sibling for sibling in siblings if sibling.id != row.id]
    at = next((n for n, sibling in enumerate(others) if sibling.id == mate.id), None)
    if at is None:
        return None
    place = at if way is Way.UP else at + 1
    if place < len(siblings) and siblings[place].id == row.id:
        return None
    return _placed(others, row, place)


def _within_step(graph: EssayGraph, row: Row, way: Way) -> Move | Batch | None:
    if row.group is None or row.relation is None:
        return None
    premises = graph.premises_of[row.relation.id]
    shown = {premise.id for premise in premises if premise.node_id in row.group.members}
    own = next(premise for premise in premises if premise.node_id == row.id)
    return _past(premises, own, way, shown=shown)


def _past(
    siblings: Sequence[Sibling], row: Sibling, way: Way, *, shown: Collection[UUID]
) -> Move | Batch | None:
    """Return the move of a row past the next one that shows, in the order they stand in."""
    others = [sibling for sibling in siblings if sibling.id != row.id]
    at = next((n for n, sibling in enumerate(siblings) if sibling.id == row.id), None)
    if at is None:
        return None
    ahead = range(at - 1, -1, -1) if way is Way.UP else range(at, len(others))
    passed = next((n for n in ahead if others[n].id in shown), None)
    if passed is None:
        return None
    return _placed(others, row, passed if way is Way.UP else passed + 1)


def _placed(others: Sequence[Sibling], row: Sibling, place: int) -> Move | Batch:
    """Return the move of a row to this place among the others."""
    before = others[place - 1].position if place else None
    after = others[place].position if place < len(others) else None
    key = stamped(uuid7()) if after is None else between(before, after)
    fits = len(key) <= POSITION  # keys from elsewhere may leave room only for longer ones
    if fits and (before or "") < key and (after is None or key < after):
        return Move(table=_table(row), id=row.id, position=key)
    return _spread([*others[:place], row, *others[place:]])


def _spread(ordered: Sequence[Sibling]) -> Batch:
    """Return the moves that give all siblings new keys in this order, with room between them."""
    keys = spread(len(ordered))
    moves = (
        Move(table=_table(row), id=row.id, position=key)
        for row, key in zip(ordered, keys, strict=True)
        if row.position != key
    )
    return Batch(operations=tuple(moves), origin="order")


def _table(row: Sibling) -> Literal["node", "relation", "premise"]:
    if isinstance(row, Node):
        return "node"
    return "relation" if isinstance(row, Relation) else "premise"
