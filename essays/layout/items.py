"""What is drawn, as a tree: boxes, and the junction pills between them.

A relation has a pill where several premises only work together, or where something that shows
targets it. A pill hangs under what its relation targets; the premises that hang by the relation
hang under its pill, and what undercuts or warrants the step hangs beside them. Where that place is
not free, because a premise hangs elsewhere, a line of its own crosses the map: a `Crossing`.

Every item hangs under something that stands above it in the outline, so there are no circles.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from essays.graph.describe import word_of
from essays.graph.folding import Visible, VisibleRow
from essays.graph.kinds import RelationKind
from essays.graph.model import EssayGraph, Relation
from essays.graph.outline import Outline, Row
from essays.graph.walk import relation_chain
from essays.layout.faces import Face
from essays.layout.geometry import Point, Rect
from essays.layout.words import LOOKS, Kind


class Join(StrEnum):
    """How a line ends: a premise runs into its pill; an arrow points; a trunk only holds."""

    PREMISE = "premise"
    ARROW = "arrow"
    TRUNK = "trunk"


_NOWHERE = Rect(0, 0, 0, 0)


@dataclass(slots=True, eq=False)
class Item:
    """A box (`row`) or a pill (`step`). The first `lead` items below a pill are its premises.

    `depth` counts the boxes above it: a pill is as deep as its premises. The layout sets `rect`,
    `line`, which runs from the item to the one above, and `lane`, the x at which the line of an
    item that stands under a sibling goes up.
    """

    face: Face
    kind: Kind
    row: VisibleRow | None = None
    step: Relation | None = None
    join: Join = Join.ARROW
    relation: Relation | None = None
    above: "Item | None" = None
    below: list["Item"] = field(default_factory=list)
    lead: int = 0
    depth: int = 0
    rect: Rect = _NOWHERE
    lane: float | None = None
    line: tuple[Point, ...] = ()

    @property
    def width(self) -> float:
        """Its width in px."""
        return self.face.width

    @property
    def height(self) -> float:
        """Its height in px."""
        return self.face.height

    @property
    def is_pill(self) -> bool:
        """Whether it is a pill."""
        return self.step is not None

    @property
    def id(self) -> UUID:
        """The id of its node or relation."""
        if self.row is not None:
            return self.row.row.id
        if self.step is None:
            raise ValueError("an item is a box or a pill")
        return self.step.id


@dataclass(frozen=True, slots=True)
class Crossing:
    """A line between items that do not hang together; `line` is empty until it is routed."""

    start: Item
    end: Item
    relation: Relation
    kind: Kind
    join: Join


@dataclass(frozen=True, slots=True)
class Forest:
    """The items by their roots, those of every box and pill, and the lines across."""

    roots: tuple[Item, ...]
    boxes: dict[UUID, Item]
    pills: dict[UUID, Item]
    crossings: tuple[Crossing, ...]

    @property
    def items(self) -> Sequence[Item]:
        """Every item, each after the one above it."""
        return list(walk(self.roots))


def walk(roots: Iterable[Item]) -> Iterable[Item]:
    """Yield items in reading order, each before what is below it."""
    stack = list(roots)[::-1]
    while stack:
        item = stack.pop()
        yield item
        stack += item.below[::-1]


def forest(
    graph: EssayGraph,
    outline: Outline,
    visible: Visible,
    *,
    box_face: Callable[[VisibleRow], Face],
    pill_face: Callable[[Relation], Face],
) -> Forest:
    """Return the items of the rows that show, with these faces."""
    return _Planting(graph, outline, visible, box_face, pill_face).forest()


def steps_shown(graph: EssayGraph, outline: Outline, visible: Visible) -> dict[UUID, Relation]:
    """Return the relations that have a pill, by id."""
    shown = {entry.row.id for entry in visible.rows}
    touched: dict[UUID, Relation] = {}
    for entry in visible.rows:
        row = entry.row
        if row.relation is not None:
            touched[row.relation.id] = row.relation
        for reference in outline.cross_references.get(row.id, ()):
            touched[reference.relation.id] = reference.relation
    targeted = {
        relation.target_relation_id
        for relation in touched.values()
        if relation.target_relation_id and _is_drawn(graph, relation.id, shown, touched)
    }
    return {
        id: relation
        for id, relation in touched.items()
        if (id in targeted or len(graph.premises_of.get(id, ())) > 1)
        and _is_drawn(graph, id, shown, touched)
    }


def _is_drawn(
    graph: EssayGraph, relation_id: UUID, shown: Set[UUID], touched: Mapping[UUID, Relation]
) -> bool:
    """Return whether a relation leads, maybe through other steps, to a box that shows."""
    chain = relation_chain(graph, relation_id)
    end = graph.relations[chain[-1]].target_node_id if chain else None
    return end in shown and all(step in touched for step in chain)


class _Planting:
    """Hangs boxes and pills under each other."""

    def __init__(
        self,
        graph: EssayGraph,
        outline: Outline,
        visible: Visible,
        box_face: Callable[[VisibleRow], Face],
        pill_face: Callable[[Relation], Face],
    ) -> None:
        self.graph = graph
        self.outline = outline
        self.visible = visible
        self.box_face = box_face
        self.pill_face = pill_face
        self.steps = steps_shown(graph, outline, visible)
        self.boxes: dict[UUID, Item] = {}
        self.pills: dict[UUID, Item] = {}
        self.roots: list[Item] = []
        self.crossings: list[Crossing] = []

    def forest(self) -> Forest:
        for shown in self.visible.rows:
            self._plant(shown)
        for item, shown in zip(self.boxes.values(), self.visible.rows, strict=True):
            self._cross(item, shown.row)
        return Forest(tuple(self.roots), self.boxes, self.pills, tuple(self.crossings))

    def _plant(self, shown: VisibleRow) -> None:
        """Hang a box where it belongs."""
        row = shown.row
        word = word_of(row.node, row.relation)
        item = Item(self.box_face(shown), LOOKS[word].kind, row=shown, relation=row.relation)
        self.boxes[row.id] = item
        above = self.boxes.get(row.parent.id) if row.parent else None
        if above is None or row.parent is None or row.relation is None:
            self.roots.append(item)
        elif row.relation.id in self.steps:
            pill = self.pills.get(row.relation.id)
            if pill is None:
                pill = self._pill(row.relation)
                self._hang(pill, row.relation, row.parent, above)
            item.join = Join.PREMISE
            _put(item, pill, at=pill.lead)
            pill.lead += 1
        else:
            self._hang(item, row.relation, row.parent, above)

    def _hang(self, item: Item, relation: Relation, parent: Row, above: Item) -> None:
        """Hang a box or a pill under what its relation targets, or else under the parent's box."""
        step = relation.target_relation_id
        if step is None:
            _put(item, above)
        elif step in self.pills and parent.relation is not None and parent.relation.id == step:
            _put(item, self.pills[step])
        else:
            item.join = Join.TRUNK
            _put(item, above)

    def _pill(self, relation: Relation) -> Item:
        kind = Kind.ATTACK if relation.kind is RelationKind.ATTACK else Kind.SUPPORT
        pill = Item(self.pill_face(relation), kind, step=relation, relation=relation)
        self.pills[relation.id] = pill
        return pill

    def _cross(self, item: Item, row: Row) -> None:
        """Add the lines of a box that the tree does not hold."""
        for own in (item, item.above if item.join is Join.PREMISE else None):
            if own is not None and own.join is Join.TRUNK and own.relation is not None:
                is_first = own is item or (own.below and own.below[0] is item)
                end = self._end_of(own.relation)
                if is_first and end is not None and end is not own:
                    self.crossings.append(Crossing(own, end, own.relation, own.kind, Join.ARROW))
        for reference in self.outline.cross_references.get(row.id, ()):
            self._refer(item, row, reference.relation)

    def _refer(self, item: Item, row: Row, relation: Relation) -> None:
        """Add the line of a cross reference."""
        kind = LOOKS[word_of(row.node, relation)].kind
        if relation.id in self.steps:
            pill = self._foreign_pill(relation)
            if pill is not None:
                self.crossings.append(Crossing(item, pill, relation, pill.kind, Join.PREMISE))
            return
        end = self._end_of(relation)
        if end is not None and end is not item:
            self.crossings.append(Crossing(item, end, relation, kind, Join.ARROW))

    def _end_of(self, relation: Relation) -> Item | None:
        """Return the box or the pill that a relation points at, if it shows."""
        step = relation.target_relation_id
        if step is None:
            return self.boxes.get(relation.target_node_id) if relation.target_node_id else None
        return self._foreign_pill(self.steps[step]) if step in self.steps else None

    def _foreign_pill(self, relation: Relation) -> Item | None:
        """Return the pill of a relation, hung without premises where none hangs by it."""
        for step in reversed(relation_chain(self.graph, relation.id)):
            if step not in self.pills:
                if step not in self.steps:
                    return None
                pill = self._pill(self.steps[step])
                target = self.steps[step]
                above = (
                    self.boxes.get(target.target_node_id)
                    if target.target_node_id
                    else self.pills.get(target.target_relation_id or step)
                )
                if above is not None:
                    _put(pill, above)
        return self.pills.get(relation.id)


def _put(item: Item, above: Item, *, at: int | None = None) -> None:
    """Hang an item under another, before the one at this place or after all."""
    item.above = above
    item.depth = above.depth + (0 if above.is_pill else 1)
    above.below.insert(len(above.below) if at is None else at, item)
