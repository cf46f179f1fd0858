"""Walks over a map: iterative, safe on cycles, and in the same order whatever the order of rows.

An item is a node or a relation. Arcs run with the inference: from a premise's node to its relation,
from a relation to its target.
"""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from essays.graph.model import EssayGraph, place

type Arcs[Id] = Mapping[Id, Sequence[Id]]


def arcs(graph: EssayGraph) -> dict[UUID, tuple[UUID, ...]]:
    """Return for every node and relation what it leads to, without references to missing rows."""
    found: dict[UUID, tuple[UUID, ...]] = {}
    for node in sorted(graph.nodes.values(), key=place):
        places = graph.places_of.get(node.id, ())
        ways = (premise.relation_id for premise in places)
        found[node.id] = tuple(dict.fromkeys(item for item in ways if item in graph.relations))
    for relation in sorted(graph.relations.values(), key=place):
        target = relation.target_node_id or relation.target_relation_id
        known = target in graph.nodes or target in graph.relations
        found[relation.id] = (target,) if target is not None and known else ()
    return found


def reversed_arcs[Id](arcs: Arcs[Id]) -> dict[Id, tuple[Id, ...]]:
    """Return the same arcs, each pointing back."""
    found: dict[Id, list[Id]] = {item: [] for item in arcs}
    for item, targets in arcs.items():
        for target in targets:
            found.setdefault(target, []).append(item)
    return {item: tuple(sources) for item, sources in found.items()}


def reachable[Id](starts: Iterable[Id], arcs: Arcs[Id]) -> dict[Id, None]:
    """Return the starts and all that arcs lead to from them, depth first, as an ordered set."""
    seen: dict[Id, None] = {}
    stack = list(starts)[::-1]
    while stack:
        item = stack.pop()
        if item not in seen:
            seen[item] = None
            stack.extend(reversed(arcs.get(item, ())))
    return seen


def descendants(graph: EssayGraph, item: UUID) -> dict[UUID, None]:
    """Return all items that bear on this one, through any number of steps, without itself.

    On a cycle an item bears on itself; it is left out all the same.
    """
    found = reachable([item], reversed_arcs(arcs(graph)))
    del found[item]
    return found


def ancestors(graph: EssayGraph, item: UUID) -> dict[UUID, None]:
    """Return all items that this one bears on, through any number of steps, without itself."""
    found = reachable([item], arcs(graph))
    del found[item]
    return found


def relation_chain(graph: EssayGraph, relation_id: UUID) -> tuple[UUID, ...]:
    """Return a relation, the relation it targets, and so on, up to the one that targets a node.

    The chain also ends where a reference is missing or a relation comes round again.
    """
    chain: dict[UUID, None] = {}
    current: UUID | None = relation_id
    while current is not None and current in graph.relations and current not in chain:
        chain[current] = None
        current = graph.relations[current].target_relation_id
    return tuple(chain)


def chain_lengths(graph: EssayGraph) -> dict[UUID, int | None]:
    """Return how long the `relation_chain` of each relation is, None where it ends in a circle.

    Linear: a chain is followed only as far as one that was counted before.
    """
    lengths: dict[UUID, int | None] = {}
    for relation_id in graph.relations:
        chain: dict[UUID, None] = {}
        current: UUID | None = relation_id
        length: int | None = 0
        while current is not None and current in graph.relations:
            if current in chain or current in lengths:
                length = lengths.get(current)
                break
            chain[current] = None
            current = graph.relations[current].target_relation_id
        for id in reversed(chain):
            length = lengths[id] = None if length is None else length + 1
    return lengths


def strongly_connected[Id](arcs: Arcs[Id]) -> list[tuple[Id, ...]]:
    """Return the strongly connected components, each after those it leads to.

    Members stand in the order in which the walk met them. Every target of an arc must be a key.
    R. Tarjan, Depth-first search and linear graph algorithms (1972), without recursion.
    """
    order: dict[Id, int] = {}
    low: dict[Id, int] = {}
    path: dict[Id, None] = {}
    components: list[tuple[Id, ...]] = []
    for start in arcs:
        if start in order:
            continue
        work = [(start, iter(arcs[start]))]
        order[start] = low[start] = len(order)
        path[start] = None
        while work:
            item, targets = work[-1]
            for target in targets:
                if target not in order:
                    order[target] = low[target] = len(order)
                    path[target] = None
                    work.append((target, iter(arcs[target])))
                    break
                if target in path:
                    low[item] = min(low[item], order[target])
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[item])
                if low[item] == order[item]:
                    components.append(_taken_back_to(item, path))
    return components


def _taken_back_to[Id](item: Id, path: dict[Id, None]) -> tuple[Id, ...]:
    """Return the end of the path from this item on, taking it off the path."""
    members = [path.popitem()[0]]
    while members[-1] != item:
        members.append(path.popitem()[0])
    return tuple(reversed(members))


def cycles[Id](arcs: Arcs[Id]) -> list[tuple[Id, ...]]:
    """Return the components that hold a cycle: several members, or one that leads to itself."""
    return [
        members
        for members in strongly_connected(arcs)
        if len(members) > 1 or members[0] in arcs[members[0]]
    ]
