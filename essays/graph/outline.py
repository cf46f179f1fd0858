"""The backbone: every node at one place, numbered, in reading order.

Where a node hangs is defined in `essays.graph.hanging`.

**Numbers.** The thesis, or else the first root, is 1, the other roots 2, 3, …; children 1.1, 1.2, …
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from essays.graph.hanging import Hanging, target_nodes
from essays.graph.kinds import RelationKind
from essays.graph.model import EssayGraph, Node, Relation, place


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


def backbone(graph: EssayGraph) -> Outline:
    """Return every node of the graph at its place, with its number."""
    hung = Hanging(graph)
    rows, groups = _rows(graph, hung)
    places = {row.id: index for index, row in enumerate(rows)}
    outline = Outline(tuple(rows), places, {}, groups)
    references = {
        row.id: _cross_references(graph, outline, row) for row in rows if row.id in graph.places_of
    }
    return Outline(
        outline.rows,
        places,
        {node_id: found for node_id, found in references.items() if found},
        groups,
    )


def _rows(graph: EssayGraph, hung: Hanging) -> tuple[list[Row], dict[UUID, Group]]:
    """Return the rows in reading order, and the groups by relation."""
    order: list[tuple[UUID, int]] = []
    stack = [(node_id, number) for number, node_id in enumerate(hung.roots, 1)][::-1]
    while stack:
        node_id, ordinal = stack.pop()
        order.append((node_id, ordinal))
        children = hung.children[node_id]
        stack.extend((child, number) for number, child in reversed(list(enumerate(children, 1))))
    below: dict[UUID, int] = {}
    for node_id, _ in reversed(order):
        below[node_id] = sum(1 + below[child] for child in hung.children[node_id])
    groups = _groups(graph, hung)
    rows: list[Row] = []
    by_id: dict[UUID, Row] = {}
    parents = {child: node_id for node_id, children in hung.children.items() for child in children}
    for node_id, ordinal in order:
        relation = hung.home.get(node_id)
        parent = by_id[parents[node_id]] if relation else None
        group = groups.get(relation.id) if relation else None
        row = Row(
            graph.nodes[node_id],
            parent,
            relation,
            parent.depth + 1 if parent else 0,
            ordinal,
            group,
            group is not None and group.members[0] == node_id,
            group is not None and group.members[-1] == node_id,
            tuple(hung.children[node_id]),
            below[node_id],
        )
        by_id[node_id] = row
        rows.append(row)
    return rows, groups


def _groups(graph: EssayGraph, hung: Hanging) -> dict[UUID, Group]:
    """Return the groups: relations by which two or more premises hang."""
    members: dict[UUID, list[UUID]] = {}
    for children in hung.children.values():
        for child in children:
            members.setdefault(hung.home[child].id, []).append(child)
    found = {}
    for node_id, inside in members.items():
        if len(inside) > 1:
            others = (p.node_id for p in graph.premises_of[node_id] if p.node_id not in inside)
            elsewhere = tuple(node_id for node_id in others if node_id in graph.nodes)
            found[node_id] = Group(node_id, graph.relations[node_id].kind, tuple(inside), elsewhere)
    return found


def _cross_references(graph: EssayGraph, outline: Outline, row: Row) -> tuple[CrossReference, ...]:
    """Return the relations a node takes part in besides its own, by the place of their target."""
    used = row.relation.id if row.relation else None
    found = []
    for premise in graph.places_of[row.id]:
        if premise.relation_id != used and premise.relation_id in graph.relations:
            relation = graph.relations[premise.relation_id]
            targets = outline.targets(graph, relation)
            if targets:
                found.append(
                    (
                        outline.places[targets[0].id],
                        place(relation),
                        CrossReference(relation, targets),
                    )
                )
    found.sort(key=lambda entry: entry[:2])
    return tuple(reference for _, _, reference in found)
