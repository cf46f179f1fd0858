"""Why a box is on the map, and what speaks against it: paths to the thesis, attacks on the way.

Walks are iterative, end on cycles, and come out the same whatever the order of rows.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from essays.graph.describe import Word, word_of
from essays.graph.kinds import RelationKind, Stance
from essays.graph.model import EssayGraph, Relation, target_of
from essays.graph.outline import Outline
from essays.graph.stance import effects
from essays.graph.walk import arcs, reversed_arcs


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a path: what a box does by a relation, and to which boxes.

    `others` are the premises it only works together with. Where the relation targets a step,
    `targets` are that step's premises.
    """

    box: UUID
    relation: UUID
    word: Word
    others: tuple[UUID, ...]
    targets: tuple[UUID, ...]
    on_step: bool


class Hits(StrEnum):
    """Where an attack meets a box: itself, its own step, what carries it, or its way up."""

    BOX = "box"
    STEP = "step"
    UNDER = "under"
    PATH = "path"


@dataclass(frozen=True, slots=True)
class Against:
    """An attack that speaks against a box. `answers` counts what attacks it in turn."""

    hits: Hits
    link: Link
    answers: int


def ways(graph: EssayGraph, outline: Outline, box: UUID) -> tuple[tuple[Link, ...], ...]:
    """Return a shortest path to the thesis by each relation of a box that reaches it.

    The one by which the box hangs comes first. Empty for the thesis, and for what never gets there.
    """
    thesis = graph.thesis
    if thesis is None or box == thesis.id or box not in graph.nodes:
        return ()
    far = _distances(graph, thesis.id)
    home = outline.row(box).relation
    relations = [
        graph.relations[premise.relation_id]
        for premise in graph.places_of.get(box, ())
        if premise.relation_id in far
    ]
    relations.sort(key=lambda one: (one != home, far[one.id], one.id))
    return tuple(tuple(_path(graph, far, box, one)) for one in relations)


def against(graph: EssayGraph, outline: Outline, box: UUID) -> tuple[Against, ...]:
    """Return every attack that speaks against a box, the nearest first.

    First those on the box and on its own steps, then those on what carries it, then those on the
    boxes and steps of its first way to the thesis. Attacks on an attack speak for it instead.
    """
    found: dict[UUID, Against] = {}
    steps = [place.relation_id for place in graph.places_of.get(box, ())]
    for hits, targets in ((Hits.BOX, [box]), (Hits.STEP, steps)):
        for relation in _attacks(graph, targets):
            _note(graph, found, hits, relation)
    under = effects(graph, on=box)
    for row in outline.rows:
        for premise in graph.places_of.get(row.id, ()):
            attack = graph.relations.get(premise.relation_id)
            attacks = attack is not None and attack.kind is RelationKind.ATTACK
            if attack and attacks and under[attack.id] in (Stance.CON, Stance.BOTH):
                _note(graph, found, Hits.UNDER, attack)
    path = next(iter(ways(graph, outline, box)), ())
    speaks = True  # whether the rest of the way still speaks for what the box is for
    for link in path:
        speaks = speaks and graph.relations[link.relation].kind is RelationKind.SUPPORT
        if not speaks:
            break
        for relation in _attacks(graph, _targets(graph, link)):
            _note(graph, found, Hits.PATH, relation)
    own = set(steps)
    order = {hits: index for index, hits in enumerate(Hits)}
    kept = [one for one in found.values() if one.link.relation not in own]
    return tuple(sorted(kept, key=lambda one: order[one.hits]))


def _targets(graph: EssayGraph, link: Link) -> list[UUID]:
    """Return the target of a link, and the relation by which the link's target goes on."""
    relation = graph.relations[link.relation]
    return [relation.id, target_of(relation)]


def _note(graph: EssayGraph, found: dict[UUID, Against], hits: Hits, relation: Relation) -> None:
    """Add an attack at its first premise, unless it is known from nearer by."""
    premises = graph.premises_of.get(relation.id, ())
    if relation.id in found or not premises:
        return
    boxes = [premise.node_id for premise in premises]
    answers = sum(1 for _ in _attacks(graph, [relation.id, *boxes]))
    found[relation.id] = Against(hits, _link(graph, boxes[0], relation), answers)


def _attacks(graph: EssayGraph, targets: list[UUID]) -> Iterator[Relation]:
    for target in targets:
        for relation in graph.incoming.get(target, ()):
            if relation.kind is RelationKind.ATTACK:
                yield relation


def _distances(graph: EssayGraph, thesis: UUID) -> Mapping[UUID, int]:
    """Return how many arcs lie between each item that reaches the thesis and the thesis."""
    sources = reversed_arcs(arcs(graph))
    far = {thesis: 0}
    queue = deque([thesis])
    while queue:
        item = queue.popleft()
        for source in sources[item]:
            if source not in far:
                far[source] = far[item] + 1
                queue.append(source)
    return far


def _path(graph: EssayGraph, far: Mapping[UUID, int], box: UUID, first: Relation) -> Iterator[Link]:
    """Yield the links from a box to the thesis; each comes nearer to it, so circles are left."""
    relation: Relation | None = first
    at = box
    while relation is not None:
        yield _link(graph, at, relation)
        target = target_of(relation)
        if target in graph.relations:
            relation = graph.relations[target]
            at = graph.premises_of[target][0].node_id
        else:
            at = target
            onwards = [p.relation_id for p in graph.places_of.get(at, ()) if p.relation_id in far]
            nearest = min(onwards, key=lambda one: (far[one], one), default=None)
            is_nearer = nearest is not None and far[nearest] < far[at]
            relation = graph.relations[nearest] if nearest and is_nearer else None


def _link(graph: EssayGraph, box: UUID, relation: Relation) -> Link:
    premises = [premise.node_id for premise in graph.premises_of.get(relation.id, ())]
    step = relation.target_relation_id
    if step is not None:
        targets = tuple(p.node_id for p in graph.premises_of.get(step, ()))
    else:
        targets = (target_of(relation),)
    return Link(
        box=box,
        relation=relation.id,
        word=word_of(graph.nodes[box], relation),
        others=tuple(other for other in premises if other != box),
        targets=targets,
        on_step=step is not None,
    )
