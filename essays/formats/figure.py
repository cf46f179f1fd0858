"""A map as boxes, points and lines, for languages that draw graphs."""

from dataclasses import dataclass
from uuid import UUID

from essays.formats.base import LossReport
from essays.formats.reducing import HEAD, Thing, reduced
from essays.graph.kinds import RelationKind
from essays.graph.model import EssayGraph, Node, Relation, place, target_of
from essays.graph.outline import backbone

HOLDS = HEAD | {Thing.UNDERCUTS, Thing.LINKED, Thing.SCHEMES, Thing.WEIGHTS}
_WORDS = {RelationKind.SUPPORT: "supports", RelationKind.ATTACK: "attacks"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two names; one without a relation leads from a premise to a point."""

    start: str
    end: str
    relation: Relation | None = None

    @property
    def words(self) -> str:
        """What stands at the line: the sign, then scheme and weight where they are known."""
        if self.relation is None:
            return ""
        weight = "" if self.relation.weight is None else f"{self.relation.weight:g}"
        more = ", ".join(filter(None, (self.relation.scheme.replace("-", " "), weight)))
        return f"{_WORDS[self.relation.kind]}{f' ({more})' if more else ''}"


@dataclass(frozen=True, slots=True)
class Figure:
    """Boxes by name in the order of the outline, the points where a step is joined or hit, lines,
    and what is not drawn."""

    title: str
    boxes: dict[str, Node]
    points: tuple[str, ...]
    lines: tuple[Line, ...]
    report: LossReport


def figure(graph: EssayGraph) -> Figure:
    """Return what there is to draw: a step of one premise that nothing hits is a single line."""
    kept, log = reduced(graph, HOLDS)
    rows = backbone(kept).rows
    names: dict[UUID, str] = {row.id: f"n{number}" for number, row in enumerate(rows, 1)}
    steps = sorted(kept.relations.values(), key=place)
    joined = [
        step for step in steps if len(kept.premises_of[step.id]) > 1 or step.id in kept.incoming
    ]
    names |= {step.id: f"r{number}" for number, step in enumerate(joined, 1)}
    lines: list[Line] = []
    for step in steps:
        starts = [names[premise.node_id] for premise in kept.premises_of[step.id]]
        point = names.get(step.id)
        if point is not None:
            lines += [Line(start, point) for start in starts]
            starts = [point]
        lines += [Line(start, names[target_of(step)], step) for start in starts]
    return Figure(
        kept.details.title,
        {names[row.id]: row.node for row in rows},
        tuple(names[step.id] for step in joined),
        tuple(lines),
        log.report(),
    )
