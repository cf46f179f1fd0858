"""A map as plain arrows between statements, for formats that know no more."""

from collections.abc import Collection
from dataclasses import dataclass

from essays.formats.base import LossReport
from essays.formats.reducing import Thing, reduced
from essays.graph.kinds import RelationKind
from essays.graph.model import EssayGraph, place
from essays.graph.outline import backbone


@dataclass(frozen=True, slots=True)
class Arrow:
    """What one statement does to another, both by their numbers from 1."""

    start: int
    end: int
    kind: RelationKind


@dataclass(frozen=True, slots=True)
class Arrows:
    """The statements in the order of the outline, the arrows, and what was lost on the way."""

    texts: tuple[str, ...]
    arrows: tuple[Arrow, ...]
    report: LossReport


def arrows_of(graph: EssayGraph, holds: Collection[Thing]) -> Arrows:
    """Return a map as arrows: linked premises part, and steps on steps hit a premise."""
    kept, log = reduced(graph, holds)
    rows = backbone(kept).rows
    numbers = {row.id: number for number, row in enumerate(rows, 1)}
    found = [
        Arrow(numbers[premise.node_id], numbers[relation.target_node_id], relation.kind)
        for relation in sorted(kept.relations.values(), key=place)
        if relation.target_node_id is not None
        for premise in kept.premises_of.get(relation.id, ())
    ]
    return Arrows(tuple(row.node.text for row in rows), tuple(found), log.report())
