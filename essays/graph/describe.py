"""What a box is to the others, as data for the sentence that a page puts into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from essays.graph.kinds import NodeKind, RelationKind, Stance
from essays.graph.model import EssayGraph, Node, Relation, target_of
from essays.graph.outline import Outline, Row


class Word(StrEnum):
    """What a box says of itself towards its target. Roots but the thesis have no target."""

    THESIS = "thesis"
    SUPPORTS = "support"
    OBJECTS = "objection"
    EVIDENCE = "evidence"
    UNDERCUTS = "undercut"
    WARRANTS = "warrant"
    ROOT = "root"


class Marker(NamedTuple):
    """A word and the numbers of its target: none, one box, or the premises of a step."""

    word: Word
    numbers: tuple[str, ...] = ()
    is_step: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """How many relations bear on a box; the last two on the step from the box to its target.

    Linked premises count once. A relation whose premises are all evidence counts as evidence.
    """

    supports: int = 0
    evidence: int = 0
    objections: int = 0
    undercuts: int = 0
    warrants: int = 0


@dataclass(frozen=True, slots=True)
class Description:
    """A box in the whole. `ordinal` of `total`: among the relations of this word on its target; 0
    of 0 where nobody counted.

    `linked_with` holds the numbers of the other premises of its relation, `also` its cross
    references. `shows_stance` is false where the word and the path already say it. `is_bare` is a
    claim with a target that neither evidence nor a reason bears out.
    """

    number: str
    marker: Marker
    ordinal: int
    total: int
    answers: Answers
    is_bare: bool
    stance: Stance
    shows_stance: bool
    linked_with: tuple[str, ...]
    also: tuple[Marker, ...]


def word_of(node: Node, relation: Relation | None) -> Word:
    """Return the word of a node in a relation.

    Evidence says so only where it supports a node: evidence that attacks objects, and on a step it
    undercuts or warrants like any other.
    """
    if relation is None:
        return Word.THESIS if node.kind is NodeKind.THESIS else Word.ROOT
    attacks = relation.kind is RelationKind.ATTACK
    if relation.target_relation_id is not None:
        return Word.UNDERCUTS if attacks else Word.WARRANTS
    if attacks:
        return Word.OBJECTS
    return Word.EVIDENCE if node.kind is NodeKind.EVIDENCE else Word.SUPPORTS


def marker(graph: EssayGraph, outline: Outline, node_id: UUID) -> Marker:
    """Return the word of a box at its place, with the numbers of its target."""
    row = outline.row(node_id)
    if row.relation is None:
        return Marker(word_of(row.node, None))
    targets = outline.targets(graph, row.relation)
    return _marker(row.node, row.relation, tuple(target.number for target in targets))


def describe(
    graph: EssayGraph,
    outline: Outline,
    stances: Mapping[UUID, Stance],
    node_id: UUID,
    *,
    counted: bool = True,
) -> Description:
    """Return everything that the sentence about a box says. To count it among its like, it reads
    all that its target has."""
    row = outline.row(node_id)
    ordinal, total = _count(graph, row) if counted else (0, 0)
    premises = graph.premises_of.get(row.relation.id, ()) if row.relation else ()
    found = answers(graph, row)
    others = (premise.node_id for premise in premises if premise.node_id != node_id)
    return Description(
        number=row.number,
        marker=marker(graph, outline, node_id),
        ordinal=ordinal,
        total=total,
        answers=found,
        is_bare=row.node.kind is NodeKind.CLAIM
        and row.relation is not None
        and not (found.supports or found.evidence),
        stance=stances[node_id],
        shows_stance=shows_stance(row, stances[node_id]),
        linked_with=tuple(outline.number(other) for other in others if other in outline.places),
        also=tuple(
            _marker(row.node, reference.relation, reference.numbers)
            for reference in outline.cross_references.get(node_id, ())
        ),
    )


def answers(graph: EssayGraph, row: Row) -> Answers:
    """Return how many relations bear on a box and on its step."""
    counts = dict.fromkeys(Word, 0)
    on_step = graph.incoming.get(row.relation.id, ()) if row.relation else ()
    for relation in (*graph.incoming.get(row.id, ()), *on_step):
        words = _words(graph, relation)
        for word in words - {Word.EVIDENCE} or words:
            counts[word] += 1
    return Answers(
        supports=counts[Word.SUPPORTS],
        evidence=counts[Word.EVIDENCE],
        objections=counts[Word.OBJECTS],
        undercuts=counts[Word.UNDERCUTS],
        warrants=counts[Word.WARRANTS],
    )


def shows_stance(row: Row, stance: Stance) -> bool:
    """Return whether a box says how it bears on the thesis.

    It does from the first attack on its path downwards, and where the path tells another story.
    """
    if row.node.kind is NodeKind.THESIS or stance is Stance.NONE:
        return False
    above: Row | None = row
    while above is not None:
        if above.relation is not None and above.relation.kind is RelationKind.ATTACK:
            return True
        above = above.parent
    return stance is not Stance.PRO


def _marker(node: Node, relation: Relation, numbers: tuple[str, ...]) -> Marker:
    return Marker(word_of(node, relation), numbers, relation.target_relation_id is not None)


def _count(graph: EssayGraph, row: Row) -> tuple[int, int]:
    """Return which relation of its word on its target a box belongs to, from 1, and of how many."""
    relation = row.relation
    if relation is None:
        return 1, 1
    target = target_of(relation)
    word = word_of(row.node, relation)
    alike = [other for other in graph.incoming[target] if word in _words(graph, other)]
    return alike.index(relation) + 1, len(alike)


def _words(graph: EssayGraph, relation: Relation) -> set[Word]:
    premises = graph.premises_of.get(relation.id, ())
    nodes = (graph.nodes.get(premise.node_id) for premise in premises)
    return {word_of(node, relation) for node in nodes if node is not None}
