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

from collections.abc import Iterable, Sequence
from typing import Any

from essays.graph.skeleton import Skeleton
from essays.graph.walk import strongly_connected


class Hanging:
    """Where every node of a skeleton hangs.

    `order` has the nodes in reading order, the others stand by node: its `parent` and the relation
    (`home`) that it hangs by, None for a root; its `children`, in order.
    """

    def __init__(self, bones: Skeleton[Any]) -> None:
        self.bones = bones
        self.hosts = _hosts(bones)
        self.ways = [self._ways(node) for node in range(len(bones.nodes))]
        self.homes = [next((way for way, home in ways if home), None) for ways in self.ways]
        self.circles = _circles([home if home is None else self.hosts[home] for home in self.homes])
        self.settled: set[int] = set()
        self.hanging: list[list[int]] = [[] for _ in bones.nodes]
        self.mixed: set[int] = set()  # nodes at which something hangs that targets a step
        for relation, host in enumerate(self.hosts):
            if host is not None:
                self.hanging[host].append(relation)
                if bones.target_node[relation] is None:
                    self.mixed.add(host)
        self.roots = self._roots()
        self.order: list[int] = []
        self.children: list[list[int]] = [[] for _ in bones.nodes]
        self.parent: list[int | None] = [None] * len(bones.nodes)
        self.home: list[int | None] = [None] * len(bones.nodes)
        self._walk()

    def _walk(self) -> None:
        """Give every node its place."""
        premises, homes, circles = self.bones.premises, self.homes, self.circles
        placed = bytearray(len(homes))
        for node in self.roots:
            placed[node] = True
        self.settled = {circles[node] for node in self.roots if node in circles}
        stack = self.roots[::-1]
        while stack:
            node = stack.pop()
            self.order.append(node)
            children = self.children[node]
            for relation in self._hanging_at(node):
                for child in premises[relation]:
                    if placed[child]:
                        continue
                    # nearly all hang by their home
                    if homes[child] == relation or self._takes(child):
                        placed[child] = True
                        children.append(child)
                        self.parent[child] = node
                        self.home[child] = relation
                        if child in circles:
                            self.settled.add(circles[child])
            stack.extend(reversed(children))

    def ordinals(self) -> list[int]:
        """Return for each node in reading order which of its siblings it is, from 1."""
        found = [0] * len(self.order)
        for siblings in (self.roots, *self.children):
            for ordinal, node in enumerate(siblings, 1):
                found[node] = ordinal
        return [found[node] for node in self.order]

    def numbers(self) -> list[str]:
        """Return the number of each node, such as 1.2.3, by node."""
        found = [""] * len(self.order)
        for node, ordinal in zip(self.order, self.ordinals(), strict=True):
            above = self.parent[node]
            found[node] = str(ordinal) if above is None else f"{found[above]}.{ordinal}"
        return found

    def _ways(self, node: int) -> Sequence[tuple[int, bool]]:
        """Return the places of a node by which it could hang, were its home not set."""
        places, hosts = self.bones.places[node], self.hosts
        if not places or self.bones.thesis[node]:
            return ()
        if len(places) == 1:
            return places if hosts[places[0][0]] not in (None, node) else ()
        return [way for way in places if hosts[way[0]] not in (None, node)]

    def _bound(self, node: int) -> bool:
        """Return whether a node hangs by its home and nowhere else."""
        return self.homes[node] is not None and (
            node not in self.circles or self.circles[node] in self.settled
        )

    def _takes(self, node: int) -> bool:
        """Return whether a node hangs where it is not at home."""
        return not self.bones.thesis[node] and not self._bound(node)

    def _arcs(self, node: int) -> list[int]:
        """Return the nodes that a node can hang at."""
        home = self.homes[node]
        is_bound = home is not None and self._bound(node)
        ways = [home] if is_bound else [way for way, _ in self.ways[node]]
        return [host for way in ways if way is not None and (host := self.hosts[way]) is not None]

    def _roots(self) -> list[int]:
        """Return the roots, the thesis first."""
        return sorted(self._loose(), key=lambda node: (not self.bones.thesis[node], node))

    def _loose(self) -> list[int]:
        """Return the nodes without a way, and the first node of each knot none leaves."""
        if not self.circles and all(
            home is not None or not ways for home, ways in zip(self.homes, self.ways, strict=True)
        ):
            # the usual map: whatever could hang does so by its home, and no two by each other
            return [node for node, home in enumerate(self.homes) if home is None]
        arcs = [self._arcs(node) for node in range(len(self.bones.nodes))]
        found = [node for node, hosts in enumerate(arcs) if not hosts]
        hung = _reaching(found, arcs)
        knotted = {node: hosts for node, hosts in enumerate(arcs) if node not in hung}
        for members in strongly_connected(knotted):
            inside = set(members)
            if all(host in inside for node in members for host in arcs[node]):
                found.append(min(node for node in members if not self._bound(node)))
        return found

    def _hanging_at(self, node: int) -> list[int]:
        """Return the relations that hang at a node, in order."""
        relations, target = self.hanging[node], self.bones.target_node
        if node not in self.mixed:
            return relations
        home = self.home[node]

        def order(relation: int) -> tuple[bool, bool, int, int]:
            step = self.bones.target_relation[relation]
            if target[relation] is not None or step is None:
                return False, False, relation, relation
            return True, step != home, step, relation

        return sorted(relations, key=order)


def _hosts(bones: Skeleton[Any]) -> list[int | None]:
    """Return by relation the node that it hangs at, None where it leads nowhere."""
    found: list[int | None] = []
    for relation, node in enumerate(bones.target_node):
        if node is not None:
            found.append(node)
            continue
        seen: set[int] = set()
        at: int | None = relation
        while at is not None and at not in seen and not bones.targets(at):
            seen.add(at)
            at = bones.target_relation[at]
        found.append(None if at is None or at in seen else bones.targets(at)[0])
    return found


def _reaching(goals: Iterable[int], arcs: Sequence[Sequence[int]]) -> set[int]:
    """Return the goals, and all from which arcs lead to one."""
    back: list[list[int]] = [[] for _ in arcs]
    for node, targets in enumerate(arcs):
        for target in targets:
            back[target].append(node)
    found = set(goals)
    stack = list(found)
    while stack:
        for node in back[stack.pop()]:
            if node not in found:
                found.add(node)
                stack.append(node)
    return found


def _circles(step: Sequence[int | None]) -> dict[int, int]:
    """Return for each node on a circle, where each has one step, the number of the circle."""
    seen: set[int] = set()
    found: dict[int, int] = {}
    for start in range(len(step)):
        if start in seen:
            continue
        path: dict[int, None] = {}
        node: int | None = start
        while node is not None and step[node] is not None and node not in seen:
            seen.add(node)
            path[node] = None
            node = step[node]
        if node in path:
            number, on_circle = len(found), False
            for member in path:
                on_circle = on_circle or member == node
                if on_circle:
                    found[member] = number
    return found
