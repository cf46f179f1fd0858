"""The backbone: every node at one place, numbered, in reading order.

Where a node hangs is defined in `essays.graph.hanging`.

**Numbers.** The thesis, or else the first root, is 1, the other roots 2, 3, …; children 1.1, 1.2, …
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from essays.graph.hanging import Hanging
from essays.graph.kinds import RelationKind
from essays.graph.making import closed, opened
from essays.graph.model import EssayGraph, Node, Relation


@dataclass(frozen=True, slots=True)
class Group:
    """Linked premises that hang together: one bracket; the relation's others are `elsewhere`."""

    relation_id: UUID
    kind: RelationKind
    members: tuple[UUID, ...]
    elsewhere: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A node at its place. `ordinal` counts from 1 among its siblings, `depth` from 0 at a root."""

    node: Node
    parent: "Row | None" = field(compare=False, repr=False)
    relation: Relation | None
    depth: int
    ordinal: int
    group: Group | None
    first_in_group: bool
    last_in_group: bool
    children: tuple[UUID, ...]
    descendants: int

    @property
    def id(self) -> UUID:
        """The node's id."""
        return self.node.id

    @property
    def parent_id(self) -> UUID | None:
        """The id of the node it hangs under."""
        return self.parent.node.id if self.parent else None

    # Put together when asked: stored, the numbers of a chain would grow with its square.
    @property
    def number(self) -> str:
        """The number, such as 1.2.3."""
        parts = []
        row: Row | None = self
        while row is not None:
            parts.append(str(row.ordinal))
            row = row.parent
        return ".".join(reversed(parts))


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A relation of a node besides the one it hangs by. A step's targets are all its premises."""

    relation: Relation
    targets: tuple[Row, ...] = field(compare=False, repr=False)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of the targets: one of a node, one per premise of a step."""
        return tuple(row.number for row in self.targets)


@dataclass(frozen=True)
class Outline:
    """The rows in reading order, and what else a node's place says."""

    rows: tuple[Row, ...]
    places: Mapping[UUID, int]
    cross_references: Mapping[UUID, tuple[CrossReference, ...]]
    groups: Mapping[UUID, Group]

    def row(self, node_id: UUID) -> Row:
        """Return a node's row. Raises KeyError for a node that is not there."""
        return self.rows[self.places[node_id]]

    def number(self, node_id: UUID) -> str:
        """Return a node's number."""
        return self.row(node_id).number

    @property
    def roots(self) -> tuple[UUID, ...]:
        """The nodes that hang nowhere, the thesis first."""
        return tuple(row.id for row in self.rows if row.parent is None)

    def children(self, node_id: UUID | None) -> tuple[UUID, ...]:
        """Return what hangs under a node, in order; the roots for None."""
        return self.roots if node_id is None else self.row(node_id).children

    def ancestors(self, node_id: UUID) -> tuple[UUID, ...]:
        """Return the nodes above a node, the root first."""
        found = []
        above = self.row(node_id).parent
        while above is not None:
            found.append(above.id)
            above = above.parent
        return tuple(reversed(found))

    def branch(self, node_id: UUID) -> Sequence[Row]:
        """Return the rows of a node and of all that hangs under it."""
        start = self.places[node_id]
        return self.rows[start : start + 1 + self.rows[start].descendants]

    def targets(self, graph: EssayGraph, relation: Relation) -> tuple[Row, ...]:
        """Return the row of the target, or the rows of the premises when the target is a step."""
        return tuple(self.row(node_id) for node_id in target_nodes(graph, relation))


def target_nodes(graph: EssayGraph, relation: Relation) -> tuple[UUID, ...]:
    """Return the node a relation targets, or the premises of the step it targets, in order."""
    if relation.target_node_id is not None:
        return (relation.target_node_id,) if relation.target_node_id in graph.nodes else ()
    step = relation.target_relation_id
    premises = graph.premises_of.get(step, ()) if step else ()
    return tuple(dict.fromkeys(p.node_id for p in premises if p.node_id in graph.nodes))


def backbone(graph: EssayGraph) -> Outline:
    """Return every node of the graph at its place, with its number."""
    hung = Hanging(graph.skeleton)
    groups = _groups(graph, hung)
    rows = _rows(graph, hung, groups)
    places = {row.node.id: index for index, row in enumerate(rows)}
    references = _cross_references(graph, hung, rows)
    return Outline(tuple(rows), places, references, {g.relation_id: g for g in groups.values()})


def _rows(graph: EssayGraph, hung: Hanging, groups: Mapping[int, Group]) -> list[Row]:
    """Return the rows in reading order."""
    nodes, relations = graph.skeleton_nodes, graph.skeleton_relations
    node_ids = [node.id for node in nodes]
    below = [0] * len(nodes)
    for at in reversed(hung.order):
        above = hung.parent[at]
        if above is not None:
            below[above] += 1 + below[at]
    rows: list[Row] = []
    by_number: list[Any] = [None] * len(nodes)
    open_row = opened(Row)
    for at, ordinal in zip(hung.order, hung.ordinals(), strict=True):
        parent_at, home = hung.parent[at], hung.home[at]
        parent = None if parent_at is None else by_number[parent_at]
        group = None if home is None else groups.get(home)
        row = by_number[at] = open_row(
            nodes[at],
            parent,
            None if home is None else relations[home],
            parent.depth + 1 if parent else 0,
            ordinal,
            group,
            group is not None and group.members[0] == node_ids[at],
            group is not None and group.members[-1] == node_ids[at],
            tuple([node_ids[child] for child in hung.children[at]]),
            below[at],
        )
        rows.append(row)
    return closed(Row, rows)


def _groups(graph: EssayGraph, hung: Hanging) -> dict[int, Group]:
    """Return the groups, relations by which two or more premises hang, by the relation's number."""
    nodes = graph.skeleton_nodes
    found = {}
    for at, premises in enumerate(hung.bones.premises):
        if len(premises) > 1:
            members = dict.fromkeys(premises)
            inside = tuple(nodes[node].id for node in members if hung.home[node] == at)
            others = tuple(nodes[node].id for node in members if hung.home[node] != at)
            if len(inside) > 1:
                relation = graph.skeleton_relations[at]
                found[at] = Group(relation.id, relation.kind, inside, others)
    return found


def _cross_references(
    graph: EssayGraph, hung: Hanging, rows: Sequence[Row]
) -> dict[UUID, tuple[CrossReference, ...]]:
    """Return each node's relations besides the one it hangs by, by the place of their target."""
    bones, index = hung.bones, {at: index for index, at in enumerate(hung.order)}
    found = {}
    for at, places in enumerate(bones.places):
        others = [
            (index[targets[0]], relation, targets)
            for relation, _ in places
            if relation != hung.home[at] and (targets := bones.targets(relation))
        ]
        if others:
            found[graph.skeleton_nodes[at].id] = tuple(
                CrossReference(
                    graph.skeleton_relations[relation],
                    tuple(rows[index[target]] for target in dict.fromkeys(targets)),
                )
                for _, relation, targets in sorted(others)
            )
    return found
