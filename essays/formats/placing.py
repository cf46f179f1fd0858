"""The rows of a new map in the order their document gave them."""

from collections.abc import Collection, Container, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from uuid import UUID

from essays.formats.drafts import Statement, Step
from essays.graph.making import rows_of
from essays.graph.model import Node, Premise, Relation
from essays.graph.positions import spread

_NODE = attrgetter("id", "kind", "text", "note", "implicit", "source_id", "extra")
_STEP = attrgetter("id", "kind", "target", "scheme", "weight", "note", "extra")


def placed_nodes(drafts: Collection[Statement]) -> list[Node]:
    """Return the nodes of these drafts."""
    if not drafts:
        return []
    ids, kinds, texts, notes, implicit, sources, extras = zip(*map(_NODE, drafts), strict=True)
    return rows_of(
        Node,
        ids,
        kind=kinds,
        text=texts,
        note=notes,
        implicit=implicit,
        source_id=sources,
        position=_keys(len(drafts)),
        extra=extras,
    )


def placed_relations(drafts: Collection[Step], nodes: Container[UUID]) -> list[Relation]:
    """Return the relations of these drafts, each to a node or to another of them."""
    if not drafts:
        return []
    ids, kinds, targets, schemes, weights, notes, extras = zip(*map(_STEP, drafts), strict=True)
    to_nodes = [target if target in nodes else None for target in targets]
    pairs = zip(targets, to_nodes, strict=True)
    return rows_of(
        Relation,
        ids,
        kind=kinds,
        target_node_id=to_nodes,
        target_relation_id=[None if to_node else target for target, to_node in pairs],
        scheme=schemes,
        weight=weights,
        note=notes,
        position=_keys(len(drafts)),
        extra=extras,
    )


def placed_premises(
    ids: Sequence[UUID], premises_of: Mapping[UUID, Collection[UUID]], homes: Mapping[UUID, UUID]
) -> list[Premise]:
    """Return the premises of these relations; `homes` are those at which nodes hang."""
    nodes = [node for froms in premises_of.values() for node in froms]
    relations = [id for id, froms in premises_of.items() for _ in froms]
    pairs = zip(nodes, relations, strict=True)
    return rows_of(
        Premise,
        ids,
        relation_id=relations,
        node_id=nodes,
        position=[key for froms in premises_of.values() for key in _keys(len(froms))],
        home=[homes.get(node) == id for node, id in pairs] if homes else [False] * len(nodes),
    )


@lru_cache(maxsize=64)
def _keys(count: int) -> tuple[str, ...]:
    return tuple(spread(count))
