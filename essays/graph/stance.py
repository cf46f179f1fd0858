"""How every statement and step bears on the thesis.

An item bears on the thesis with a sign: a relation with that of its target, turned round if it is
an attack; a premise with that of its relation. So an undercut turns round the effect of the step
it hits, and an objection to an objection speaks for the thesis. What is found along several paths
is kept together. Paths end at the thesis; one that goes round in a circle counts like any other.
"""

from collections.abc import Mapping
from uuid import UUID

from essays.graph.kinds import NodeKind, RelationKind, Role, Stance
from essays.graph.model import EssayGraph, Node
from essays.graph.walk import arcs, reversed_arcs

_STANCES = {
    frozenset[bool](): Stance.NONE,
    frozenset({True}): Stance.PRO,
    frozenset({False}): Stance.CON,
    frozenset({True, False}): Stance.BOTH,
}
_ROLES = {
    Stance.PRO: Role.SUPPORTING,
    Stance.CON: Role.COUNTER,
    Stance.BOTH: Role.MIXED,
    Stance.NONE: Role.UNCONNECTED,
}


def stances(graph: EssayGraph) -> dict[UUID, Stance]:
    """Return the stance of every node; `none` for all of them when there is no thesis."""
    found = effects(graph)
    return {node_id: found[node_id] for node_id in graph.nodes}


def effects(graph: EssayGraph) -> dict[UUID, Stance]:
    """Return how every node and every relation bears on the thesis."""
    thesis = graph.thesis
    found = signs(graph, on=thesis.id if thesis else None)
    return {item: _STANCES[frozenset(both)] for item, both in found.items()}


def signs(graph: EssayGraph, *, on: UUID | None) -> dict[UUID, set[bool]]:
    """Return for every node and relation whether it speaks for (True) or against a node, or both.

    Reaches each (item, sign) at most once, backwards from the node: linear in the map's size.
    """
    found: dict[UUID, set[bool]] = {item: set() for item in (*graph.nodes, *graph.relations)}
    if on is None:
        return found
    sources = reversed_arcs(arcs(graph))
    found[on] = {True}
    stack = [(on, True)]
    while stack:
        item, sign = stack.pop()
        for source in sources[item]:
            relation = graph.relations.get(source)
            turned = relation is not None and relation.kind is RelationKind.ATTACK
            reached = sign is not turned
            if source != on and reached not in found[source]:
                found[source].add(reached)
                stack.append((source, reached))
    return found


def roles(graph: EssayGraph, stances: Mapping[UUID, Stance]) -> dict[UUID, Role]:
    """Return what every node does in the whole."""
    return {node.id: _role(node, stances[node.id]) for node in graph.nodes.values()}


def _role(node: Node, stance: Stance) -> Role:
    if node.kind is NodeKind.THESIS:
        return Role.THESIS
    return Role.EVIDENCE if node.kind is NodeKind.EVIDENCE else _ROLES[stance]
