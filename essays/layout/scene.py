"""The drawing of a map as plain coordinates: boxes, pills and lines.

Pages, SVG, PNG and PDF are written from it. Units are px at zoom 1, from the upper left corner of
the drawing; what stands in a box is placed from the corner of the box.
"""

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple
from uuid import UUID

from essays.graph.folding import Visible, visible_rows
from essays.graph.kinds import Stance
from essays.graph.model import EssayGraph
from essays.graph.outline import Outline, backbone
from essays.graph.stance import stances
from essays.layout import columns, shaping, topdown
from essays.layout.contents import Contents
from essays.layout.faces import Face
from essays.layout.geometry import Point, Rect, bounds
from essays.layout.items import Forest, Item, Join, forest
from essays.layout.routing import Line, curve, routed
from essays.layout.shape import Shape
from essays.layout.words import English, Kind, Words

MOST_BOXES: Final = 300
MOST_ROUTED: Final = 200  # boxes up to which lines are led between them
MARGIN: Final = 24.0

_HEAD, _OFF, _BAR_OFF = 8.0, 1.0, 4.0


class View(StrEnum):
    """The two ways to draw a map."""

    TOP_DOWN = "top-down"
    LEFT_RIGHT = "left-right"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader wants to see. Without a shape the drawing chooses one for itself."""

    view: View = View.TOP_DOWN
    shape: Shape | None = None
    folded: Set[UUID] = frozenset()
    opened: Set[UUID] = frozenset()
    focus: UUID | None = None
    show: UUID | None = None
    limit: int = MOST_BOXES


class Box(NamedTuple):
    """A box. `reveals` counts what the next click shows if it is folded; `level` counts from 1.

    It hangs under `above_id`, a box or a pill. `turns` says whether it can be folded or unfolded.
    """

    node_id: UUID
    above_id: UUID | None
    number: str
    level: int
    kind: Kind
    rect: Rect
    face: Face
    label: str
    implicit: bool
    turns: bool
    reveals: int


class Pill(NamedTuple):
    """A junction pill: the step of a relation. It hangs under `above_id`, a box or a pill."""

    relation_id: UUID
    above_id: UUID | None
    kind: Kind
    rect: Rect
    face: Face
    label: str


class Head(NamedTuple):
    """An arrow head: its tip and the way it points. It strikes a bar where something objects."""

    tip: Point
    way: Point
    bar: bool


class Edge(NamedTuple):
    """A line from an item to what it bears on; the ids are those of nodes and relations.

    A curved one has three points: its ends, and the control point between them. `weight` is the
    strength of the relation, 0–1.
    """

    relation_id: UUID
    start_id: UUID
    end_id: UUID
    kind: Kind
    join: Join
    points: tuple[Point, ...]
    head: Head | None
    weight: float | None
    crosses: bool = False
    curved: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole drawing. `left_out` counts the roots there was no room for."""

    view: View
    shape: Shape
    width: float
    height: float
    boxes: tuple[Box, ...]
    pills: tuple[Pill, ...]
    edges: tuple[Edge, ...]
    label: str
    left_out: int


ENGLISH: Final = English()
_PLAIN: Final = Wish()


def scene(
    graph: EssayGraph,
    wish: Wish = _PLAIN,
    *,
    words: Words = ENGLISH,
    outline: Outline | None = None,
    bearing: Mapping[UUID, Stance] | None = None,
    visible: Visible | None = None,
) -> Scene:
    """Return the drawing of a map. What is not given of outline, stances and visible rows is worked
    out; given rows are drawn whatever the wish says of folds and focus."""
    outline = outline or backbone(graph)
    bearing = bearing if bearing is not None else stances(graph)
    visible = visible or _visible(outline, wish)
    contents = Contents(graph, outline, bearing, words)
    planted = _planted(contents, visible)
    shape = wish.shape or shaping.shape(planted.roots)
    if wish.view is View.LEFT_RIGHT:
        columns.arrange(planted.roots)
    else:
        topdown.arrange(planted.roots, shape)
    return _Painting(contents, planted).scene(wish.view, shape, visible)


def shape_of(
    graph: EssayGraph,
    stored: Shape | None,
    *,
    words: Words = ENGLISH,
    outline: Outline | None = None,
) -> Shape:
    """Return the shape to store with an edit: the stored one, unless it fits badly by now."""
    outline = outline or backbone(graph)
    contents = Contents(graph, outline, stances(graph), words)
    planted = _planted(contents, _visible(outline, _PLAIN))
    return shaping.shape(planted.roots, stored)


def _visible(outline: Outline, wish: Wish) -> Visible:
    return visible_rows(
        outline,
        wish.folded,
        opened=wish.opened,
        limit=wish.limit,
        focus=wish.focus,
        show=wish.show,
    )


def _planted(contents: Contents, visible: Visible) -> Forest:
    return forest(
        contents.graph,
        contents.outline,
        visible,
        box_face=contents.box_face,
        pill_face=contents.pill_face,
    )


class _Painting:
    """Turns items that have their places into a scene."""

    def __init__(self, contents: Contents, planted: Forest) -> None:
        self.contents = contents
        self.planted = planted
        self.items = list(planted.items)
        self.dx = self.dy = 0.0

    def scene(self, view: View, shape: Shape, visible: Visible) -> Scene:
        across = self._lines_across()
        lines = (*(item.line for item in self.items), *(line for line, _curved in across))
        around = bounds(
            (item.rect for item in self.items), (point for line in lines for point in line)
        )
        self.dx, self.dy = MARGIN - around.x, MARGIN - around.y
        boxes = tuple(self._box(item) for item in self.items if not item.is_pill)
        return Scene(
            view=view,
            shape=shape,
            width=around.width + 2 * MARGIN,
            height=around.height + 2 * MARGIN,
            boxes=boxes,
            pills=tuple(self._pill(item) for item in self.items if item.is_pill),
            edges=(*self._tree_edges(), *self._crossing_edges(across)),
            label=self.contents.words.drawing(len(boxes)),
            left_out=visible.left_out.boxes,
        )

    def _box(self, item: Item) -> Box:
        if item.row is None:
            raise ValueError("a box has a row")
        row = item.row.row
        return Box(
            node_id=row.id,
            above_id=item.above.id if item.above else None,
            number=item.row.number,
            level=row.depth + 1,
            kind=item.kind,
            rect=item.rect.moved(self.dx, self.dy),
            face=item.face,
            label=self.contents.box_label(item.row),
            implicit=row.node.implicit,
            turns=item.row.turns,
            reveals=item.row.reveals,
        )

    def _pill(self, item: Item) -> Pill:
        if item.step is None:
            raise ValueError("a pill has a step")
        return Pill(
            relation_id=item.step.id,
            above_id=item.above.id if item.above else None,
            kind=item.kind,
            rect=item.rect.moved(self.dx, self.dy),
            face=item.face,
            label=self.contents.pill_label(item.step),
        )

    def _tree_edges(self) -> list[Edge]:
        """Return the lines along which items hang, but for those that a line across replaces."""
        replaced = {
            crossing.start
            for crossing in self.planted.crossings
            if crossing.start.join is Join.TRUNK and crossing.relation == crossing.start.relation
        }
        found = []
        for item in self.items:
            above, relation, join = item.above, item.relation, item.join
            if above is None or relation is None or item in replaced:
                continue
            kind = above.kind if join is Join.PREMISE else item.kind
            if join is Join.TRUNK:
                kind = Kind.CLAIM
            weight = relation.weight if join is Join.ARROW else None
            points, head = self._pointed(item.line, kind, join)
            found.append(Edge(relation.id, item.id, above.id, kind, join, points, head, weight))
        return found

    def _lines_across(self) -> list[tuple[Line, bool]]:
        """Return the lines across the map, led between the boxes, and whether each is a curve."""
        crossings = self.planted.crossings
        ends = [(crossing.start.rect, crossing.end.rect) for crossing in crossings]
        if len(self.planted.boxes) > MOST_ROUTED:
            return [(curve(*pair), True) for pair in ends]
        struck = self._struck()
        if not struck and not ends:
            return []
        led = [item.line for item in self.items if item.line and item not in struck]
        lines = routed(
            [*((item.rect, item.above.rect) for item in struck if item.above), *ends],
            obstacles=[item.rect for item in self.items],
            lines=led,
            heads=[_around_head(line) for line in led],
        )
        for item, line in zip(struck, lines, strict=False):
            item.line = line or item.line
        return [
            (line, False) if line else (curve(*pair), True)
            for line, pair in zip(lines[len(struck) :], ends, strict=True)
        ]

    def _struck(self) -> list[Item]:
        """Return the items whose line to the end of a pill, where no room is kept, meets a box."""
        to_ends = [
            (item, item.above)
            for item in self.items
            if item.above and item.above.is_pill and item.join is not Join.PREMISE
        ]
        if not to_ends:
            return []
        rects = [
            (item.rect.x, item.rect.y, item.rect.right, item.rect.bottom, item)
            for item in self.items
        ]
        found = []
        for item, above in to_ends:
            around = bounds((), item.line)
            near = [
                other.rect
                for left, top, right, foot, other in rects
                if left < around.right
                and around.x < right
                and top < around.bottom
                and around.y < foot
                and other is not item
                and other is not above
            ]
            if any(rect.crossed_by(*part) for rect in near for part in pairwise(item.line)):
                found.append(item)
        return found

    def _crossing_edges(self, lines: Sequence[tuple[Line, bool]]) -> list[Edge]:
        found = []
        for crossing, (line, curved) in zip(self.planted.crossings, lines, strict=True):
            points, head = self._pointed(line, crossing.kind, crossing.join)
            relation = crossing.relation
            found.append(
                Edge(
                    relation.id,
                    crossing.start.id,
                    crossing.end.id,
                    crossing.kind,
                    crossing.join,
                    points,
                    head,
                    relation.weight if crossing.join is Join.ARROW else None,
                    crosses=True,
                    curved=curved,
                )
            )
        return found

    def _pointed(self, line: Line, kind: Kind, join: Join) -> tuple[Line, Head | None]:
        """Return a line at its place in the drawing, cut short for its head, and the head."""
        dx, dy = self.dx, self.dy
        points = tuple([(x + dx, y + dy) for x, y in line])
        if join is not Join.ARROW:
            return points, None
        bar = kind is Kind.ATTACK
        off = _BAR_OFF if bar else _OFF
        (ax, ay), (bx, by) = points[-2], points[-1]
        length = math.hypot(bx - ax, by - ay) or 1.0
        way = (bx - ax) / length, (by - ay) / length
        tip = bx - way[0] * off, by - way[1] * off
        end = bx - way[0] * (off + _HEAD), by - way[1] * (off + _HEAD)
        return (*points[:-1], end), Head(tip, way, bar)


def _around_head(line: Line) -> Rect:
    """Return the place of an arrow head at the end of a line."""
    (ax, ay), (bx, by) = line[-2], line[-1]
    if abs(ax - bx) < abs(ay - by):
        return Rect(bx - 5, min(by, by + (_HEAD + _BAR_OFF) * (1 if ay > by else -1)), 10, 12)
    return Rect(min(bx, bx + (_HEAD + _BAR_OFF) * (1 if ax > bx else -1)), by - 5, 12, 10)
