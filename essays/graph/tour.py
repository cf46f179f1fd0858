"""The boxes of a map one after the other, in the three orders in which they can be read."""

from collections.abc import Iterator
from enum import StrEnum
from uuid import UUID

from essays.graph.kinds import RelationKind
from essays.graph.model import EssayGraph
from essays.graph.outline import Outline


class Order(StrEnum):
    """How a tour goes through the map."""

    ARGUMENT = "argument"
    ESSAY = "essay"
    DEBATE = "debate"


def steps(graph: EssayGraph, outline: Outline, order: Order) -> tuple[UUID, ...]:
    """Return every box once, in this order.

    Argument: as in the outline. Essay: by the first words of the text under each box, boxes
    without any at the end. Debate: each box, then what speaks against it, each objection followed
    by its answers, and only then its reasons.
    """
    if order is Order.DEBATE:
        return tuple(_debated(outline))
    boxes = tuple(row.id for row in outline.rows)
    return tuple(_as_written(graph, boxes)) if order is Order.ESSAY else boxes


def _as_written(graph: EssayGraph, boxes: tuple[UUID, ...]) -> list[UUID]:
    places = {}
    for box in boxes:
        starts = [a.start for a in graph.anchors_of.get(box, ()) if a.start is not None]
        places[box] = (not starts, min(starts, default=0))
    return sorted(boxes, key=places.__getitem__)


def _debated(outline: Outline) -> Iterator[UUID]:
    stack = list(reversed(outline.roots))
    while stack:
        box = stack.pop()
        yield box
        children = outline.children(box)
        against = [child for child in children if _attacks(outline, child)]
        others = [child for child in children if not _attacks(outline, child)]
        stack.extend(reversed([*against, *others]))


def _attacks(outline: Outline, box: UUID) -> bool:
    relation = outline.row(box).relation
    return relation is not None and relation.kind is RelationKind.ATTACK
