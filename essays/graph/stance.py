"""How every statement and step bears on the thesis.

An item bears on the thesis with a sign: a relation with that of its target, turned round if it is
an attack; a premise with that of its relation. So an undercut turns round the effect of the step
it hits, and an objection to an objection speaks for the thesis. What is found along several paths
is kept together. Paths end at the thesis; one that goes round in a circle counts like any other.
"""

from typing import Any
from uuid import UUID

from essays.graph.kinds import NodeKind, Role, Stance
from essays.graph.model import EssayGraph
from essays.graph.skeleton import Skeleton

_FOR, _AGAINST = 1, 2
_STANCES = (Stance.NONE, Stance.PRO, Stance.CON, Stance.BOTH)
_ROLES = {
    Stance.PRO: Role.SUPPORTING,
    Stance.CON: Role.COUNTER,
    Stance.BOTH: Role.MIXED,
    Stance.NONE: Role.UNCONNECTED,
}


def stances(graph: EssayGraph) -> dict[UUID, Stance]:
    """Return the stance of every node; `none` for all of them when there is no thesis."""
    nodes, _ = bearing(graph.skeleton, on=graph.skeleton.first_thesis)
    return {node.id: stance for node, stance in zip(graph.skeleton_nodes, nodes, strict=True)}


def effects(graph: EssayGraph, *, on: UUID | None = None) -> dict[UUID, Stance]:
    """Return how every node and every relation bears on a node, which is the thesis if not given:
    whether it speaks for or against it."""
    bones = graph.skeleton
    goal = bones.first_thesis if on is None else bones.nodes.index(on.int)
    nodes, relations = bearing(bones, on=goal)
    items = (*graph.skeleton_nodes, *graph.skeleton_relations)
    return {item.id: effect for item, effect in zip(items, (*nodes, *relations), strict=True)}


def bearing(bones: Skeleton[Any], *, on: int | None) -> tuple[list[Stance], list[Stance]]:
    """Return how each node, and each relation, bears on a node; `none` for all without one.

    Reaches each (item, sign) at most once, backwards from the node: linear in the map's size.
    """
    first = len(bones.nodes)  # relations are numbered on from here
    found = bytearray(first + len(bones.relations))
    if on is not None:
        sources = _sources(bones)
        found[on] = _FOR
        stack = [(on, _FOR)]
        while stack:
            item, sign = stack.pop()
            for source in sources[item]:
                turned = source >= first and bones.attack[source - first]
                reached = _FOR + _AGAINST - sign if turned else sign
                if source != on and not found[source] & reached:
                    found[source] |= reached
                    stack.append((source, reached))
    every = [_STANCES[signs] for signs in found]
    return every[:first], every[first:]


def _sources(bones: Skeleton[Any]) -> list[list[int]]:
    """Return by item what leads to it: to a node relations, to a relation its premises too."""
    first = len(bones.nodes)
    sources: list[list[int]] = [[] for _ in bones.nodes]
    sources += [list(premises) for premises in bones.premises]
    for relation, (node, step) in enumerate(
        zip(bones.target_node, bones.target_relation, strict=True)
    ):
        if node is not None:
            sources[node].append(first + relation)
        elif step is not None:
            sources[first + step].append(first + relation)
    return sources


def role(kind: str, stance: Stance) -> Role:
    """Return what a node of this kind and stance does in the whole."""
    if kind == NodeKind.THESIS:
        return Role.THESIS
    return Role.EVIDENCE if kind == NodeKind.EVIDENCE else _ROLES[stance]
