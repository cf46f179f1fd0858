"""Where every node hangs: the tree under a map, whatever its relations.

**Host.** A relation hangs at its target node; one that targets a relation hangs at the first
premise of that relation (and, should that have none, at the host of that relation in turn).

**Ways.** A node hangs at the host of one relation that it is a premise of. A set `home` leaves it
that way alone; without one every relation is a way. Homes that lead round in a circle stand open
to every way, until one of their nodes has its place: the others then keep their homes. The thesis
has no way, and a host is no way for itself.

**Roots.** A node without a way is a root. Where nodes can only hang under each other, because no
way leaves their knot, the first by position of those not bound to a home is a root: one for each
knot. Roots stand thesis first, then by position.

**Place.** A walk goes through the roots in order, depth first. On entering a node it hangs there
every node whose way this is and that has no place yet. So a node without a home hangs at the
target with the first depth-first place, there by the order below, and never closes a circle.

**Order.** Under a node come the relations that target it, by position; then those that target a
step, if the node is the step's first premise: its own home first, other steps by position. Premises
of one relation stand together by position. Equal positions fall back to the id, so that nothing
here depends on the order in which rows were loaded.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from essays.graph.kinds import NodeKind
from essays.graph.model import EssayGraph, Premise, Relation, place
from essays.graph.walk import strongly_connected


class Hanging:
    """The roots, each node's children in order, and the relation (`home`) that each hangs by."""

    def __init__(self, graph: EssayGraph) -> None:
        self.graph = graph
        self.hosts = hosts(graph)
        self.homes = {
            node_id: home
            for node_id in graph.nodes
            if (home := self._set_home(node_id)) is not None
        }
        self.circles = _circles({node_id: self.hosts[home] for node_id, home in self.homes.items()})
        self.settled: set[int] = set()
        self.hanging: dict[UUID, list[Relation]] = {}
        for relation in sorted(graph.relations.values(), key=place):
            if relation.id in self.hosts:
                self.hanging.setdefault(self.hosts[relation.id], []).append(relation)
        self.roots = self._roots()
        self.children: dict[UUID, list[UUID]] = {}
        self.home: dict[UUID, Relation] = {}
        self._walk()

    def _walk(self) -> None:
        """Give every node its place."""
        placed = set(self.roots)
        self.settled = {self.circles[node_id] for node_id in self.roots if node_id in self.circles}
        stack = self.roots[::-1]
        while stack:
            node_id = stack.pop()
            children = self.children[node_id] = []
            for relation in self._hanging_at(node_id):
                for premise in self.graph.premises_of.get(relation.id, ()):
                    child = premise.node_id
                    if child not in placed and self._takes(relation, child):
                        placed.add(child)
                        children.append(child)
                        self.home[child] = relation
                        if child in self.circles:
                            self.settled.add(self.circles[child])
            stack.extend(reversed(children))

    def _ways(self, node_id: UUID) -> Iterable[Premise]:
        """Return the places of a node by which it could hang, were its home not set."""
        if self.graph.nodes[node_id].kind is NodeKind.THESIS:
            return ()
        places = self.graph.places_of.get(node_id, ())
        return (p for p in places if self.hosts.get(p.relation_id, node_id) != node_id)

    def _set_home(self, node_id: UUID) -> UUID | None:
        set_homes = [premise for premise in self._ways(node_id) if premise.home]
        return min(set_homes, key=place).relation_id if set_homes else None

    def _bound(self, node_id: UUID) -> bool:
        """Return whether a node hangs by its home and nowhere else."""
        return node_id in self.homes and (
            node_id not in self.circles or self.circles[node_id] in self.settled
        )

    def _takes(self, relation: Relation, node_id: UUID) -> bool:
        if node_id not in self.graph.nodes or self.graph.nodes[node_id].kind is NodeKind.THESIS:
            return False
        return not self._bound(node_id) or self.homes[node_id] == relation.id

    def _roots(self) -> list[UUID]:
        """Return the roots: the first node of each knot that no way leaves."""
        arcs = {
            node_id: (self.hosts[self.homes[node_id]],)
            if self._bound(node_id)
            else tuple(self.hosts[premise.relation_id] for premise in self._ways(node_id))
            for node_id in self.graph.nodes
        }
        nodes = self.graph.nodes
        found = []
        for members in strongly_connected(arcs):
            inside = set(members)
            if all(target in inside for node_id in members for target in arcs[node_id]):
                free = [nodes[node_id] for node_id in members if not self._bound(node_id)]
                found.append(min(free, key=place))
        found.sort(key=lambda node: (node.kind is not NodeKind.THESIS, place(node)))
        return [node.id for node in found]

    def _hanging_at(self, node_id: UUID) -> list[Relation]:
        """Return the relations that hang at a node, in order."""
        relations = self.hanging.get(node_id, [])
        if all(relation.target_node_id == node_id for relation in relations):
            return relations
        home = self.home.get(node_id)

        def order(relation: Relation) -> tuple[bool, bool, tuple[str, UUID], tuple[str, UUID]]:
            step = self.graph.relations.get(relation.target_relation_id or relation.id, relation)
            if relation.target_node_id is not None:
                return False, False, place(relation), place(relation)
            return True, step is not home, place(step), place(relation)

        return sorted(relations, key=order)


def target_nodes(graph: EssayGraph, relation: Relation) -> tuple[UUID, ...]:
    """Return the node a relation targets, or the premises of the step it targets, in order."""
    if relation.target_node_id is not None:
        return (relation.target_node_id,) if relation.target_node_id in graph.nodes else ()
    step = relation.target_relation_id
    premises = graph.premises_of.get(step, ()) if step else ()
    return tuple(dict.fromkeys(p.node_id for p in premises if p.node_id in graph.nodes))


def hosts(graph: EssayGraph) -> dict[UUID, UUID]:
    """Return the node that each relation hangs at. Relations that lead nowhere are left out."""
    found: dict[UUID, UUID] = {}
    for relation in graph.relations.values():
        seen: set[UUID] = set()
        current: Relation | None = relation
        while current is not None and current.id not in seen:
            seen.add(current.id)
            nodes = target_nodes(graph, current)
            if nodes:
                found[relation.id] = nodes[0]
                break
            step = current.target_relation_id
            current = graph.relations.get(step) if step else None
    return found


def _circles(step: Mapping[UUID, UUID]) -> dict[UUID, int]:
    """Return for each node on a circle, where each has one step, the number of the circle."""
    seen: set[UUID] = set()
    found: dict[UUID, int] = {}
    for start in step:
        path: dict[UUID, None] = {}
        node_id = start
        while node_id in step and node_id not in seen:
            seen.add(node_id)
            path[node_id] = None
            node_id = step[node_id]
        if node_id in path:
            number, on_circle = len(found), False
            for member in path:
                on_circle = on_circle or member == node_id
                if on_circle:
                    found[member] = number
    return found
