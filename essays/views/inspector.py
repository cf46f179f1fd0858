"""What the inspector says of the box, or the step, that is chosen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from essays.forms.labels import SCHEMES
from essays.forms.naming import person_name
from essays.graph.describe import describe, word_of
from essays.graph.kinds import SourceKind, SourceStatus, Stance
from essays.graph.model import Node, Relation, Source
from essays.graph.outline import Row
from essays.graph.schemes import questions
from essays.services.chronicle import last_change
from essays.views import wording
from essays.views.bench import Bench
from essays.views.quotes import Passage, passages_of, step_numbers

LINK_WORDS = 9  # of a box that is named in a link
MOST_JOINTS: Final = 24  # relations that are listed


@dataclass(frozen=True, slots=True)
class BoxLink:
    """Another box, named by number and first words."""

    id: UUID
    number: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Joint:
    """A step from or to the chosen box: what it does, and the boxes at its other end."""

    id: UUID
    kind: str
    icon: str
    words: str
    boxes: tuple[BoxLink, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Adding:
    """One kind of box that can be added here."""

    icon: str
    label: str
    key: str
    query: str


@dataclass(frozen=True, slots=True)
class Inspected:
    """The chosen box or step. `node` and `source` are None for a step.

    `step` is the chosen step, or that from the chosen box to its target; `scheme` and `questions`
    are the step's. `changed` and `changed_by` are None and empty where the reader may not know.
    """

    id: UUID
    number: str
    kind: str
    icon: str
    word: str
    sentence: str
    node: Node | None
    source: Source | None
    source_words: str
    source_style: str
    note: str
    passages: tuple[Passage, ...]
    joints: tuple[Joint, ...]
    more_joints: int
    stance: Stance
    stance_words: str
    adding: tuple[Adding, ...]
    step: UUID | None
    scheme: str
    questions: tuple[str, ...]
    changed: datetime | None
    changed_by: str


def inspected(bench: Bench) -> Inspected | None:
    """Return what is said of what is chosen, None when nothing is."""
    if bench.chosen is not None:
        return _box(bench, bench.outline.row(bench.chosen))
    if bench.chosen_step is not None:
        return _step(bench, bench.graph.relations[bench.chosen_step])
    return None


def box_link(bench: Bench, node_id: UUID) -> BoxLink:
    """Return a box as a link names it."""
    row = bench.outline.row(node_id)
    text = Truncator(row.node.text).words(LINK_WORDS, truncate="…")
    return BoxLink(node_id, row.number, text, bench.box_link(node_id))


def _box(bench: Bench, row: Row) -> Inspected:
    graph, node = bench.graph, row.node
    described = describe(graph, bench.outline, bench.bearing, row.id)
    look = wording.LOOKS[described.marker.word]
    source = graph.sources.get(node.source_id) if node.source_id else None
    stance = bench.bearing[row.id]
    return Inspected(
        id=row.id,
        number=row.number,
        kind=look.kind,
        icon=look.icon,
        word=wording.marker(described.marker),
        sentence=wording.sentence(described),
        node=node,
        source=source,
        source_words=_source_words(source),
        source_style=_SOURCE_STYLES[source.status] if source else "",
        note=node.note,
        passages=tuple(passages_of(bench, row.id)),
        **_joints(*_outgoing(bench, row.id), *_incoming(bench, row.id)),
        stance=stance,
        stance_words=str(wording.STANCES[stance]),
        adding=tuple(_adding(row)) if bench.edits else (),
        **_scheme(row.relation),
        **_changed(bench, row.id),
    )


def _step(bench: Bench, relation: Relation) -> Inspected:
    numbers = step_numbers(bench, relation)
    stance = bench.bearing[relation.id]
    targets = [row.number for row in bench.outline.targets(bench.graph, relation)]
    return Inspected(
        id=relation.id,
        number=wording.step(numbers),
        kind=relation.kind,
        icon="linked" if len(numbers) > 1 else relation.kind,
        word=_("Step"),
        sentence=wording.step_sentence(
            numbers, relation.kind, targets, is_step=relation.target_relation_id is not None
        ),
        node=None,
        source=None,
        source_words="",
        source_style="",
        note=relation.note,
        passages=tuple(passages_of(bench, relation.id)),
        **_joints(_ends(bench, relation), *_incoming(bench, relation.id)),
        stance=stance,
        stance_words=str(wording.STANCES[stance]),
        adding=tuple(_adding_to_step(relation.id)) if bench.edits else (),
        **_scheme(relation),
        **_changed(bench, relation.id),
    )


def _scheme(relation: Relation | None) -> dict[str, Any]:
    """Return the step with its scheme in words, and the questions that test it."""
    scheme = relation.scheme if relation else ""
    return {
        "step": relation.id if relation else None,
        "scheme": str(SCHEMES.get(scheme, scheme)),
        "questions": tuple(_(words) for words in questions(scheme)),
    }


def _changed(bench: Bench, row_id: UUID) -> dict[str, Any]:
    """Return who changed a row last, and when. One query for those who may know.

    An answer that is asked for stands where this would.
    """
    shows = bench.remembers and not bench.place.ask
    found = last_change(bench.essay.pk, row_id) if shows else None
    if found is None:
        return {"changed": None, "changed_by": ""}
    return {"changed": found.created, "changed_by": person_name(found.actor)}


def _joints(*found: Joint) -> dict[str, Any]:
    """Return the first of the relations, and how many more there are: the map shows them all."""
    return {"joints": found[:MOST_JOINTS], "more_joints": max(0, len(found) - MOST_JOINTS)}


def _outgoing(bench: Bench, node_id: UUID) -> Iterator[Joint]:
    graph = bench.graph
    for premise in graph.places_of.get(node_id, ()):
        relation = graph.relations[premise.relation_id]
        word = word_of(graph.nodes[node_id], relation)
        targets = bench.outline.targets(graph, relation)
        yield Joint(
            relation.id,
            wording.LOOKS[word].kind,
            wording.LOOKS[word].icon,
            wording.towards(word),
            tuple(box_link(bench, row.id) for row in targets),
            bench.step_link(relation.id),
        )


def _incoming(bench: Bench, owner: UUID) -> Iterator[Joint]:
    graph = bench.graph
    for relation in graph.incoming.get(owner, ()):
        premises = graph.premises_of.get(relation.id, ())
        if not premises:
            continue
        word = word_of(graph.nodes[premises[0].node_id], relation)
        yield Joint(
            relation.id,
            wording.LOOKS[word].kind,
            wording.LOOKS[word].icon,
            wording.from_below(word),
            tuple(box_link(bench, premise.node_id) for premise in premises),
            bench.step_link(relation.id),
        )


def _ends(bench: Bench, relation: Relation) -> Joint:
    """Return the boxes that a step joins: its premises, then its target."""
    premises = (p.node_id for p in bench.graph.premises_of.get(relation.id, ()))
    targets = (row.id for row in bench.outline.targets(bench.graph, relation))
    boxes = tuple(box_link(bench, node_id) for node_id in (*premises, *targets))
    return Joint(
        relation.id, relation.kind, "linked", _("Joins"), boxes, bench.step_link(relation.id)
    )


def _adding(row: Row) -> Iterator[Adding]:
    yield _add("support", _("Support"), "support", row.id)
    yield _add("attack", _("Objection"), "objection", row.id)
    yield _add("evidence", _("Evidence"), "evidence", row.id)
    if row.relation is not None:
        yield from _adding_to_step(row.relation.id)


def _adding_to_step(relation_id: UUID) -> Iterator[Adding]:
    yield _add("linked", _("Co-premise"), "copremise", relation_id)
    yield _add("undercut", _("Undercut"), "undercut", relation_id)
    yield _add("warrant", _("Warrant"), "warrant", relation_id)


def _add(icon: str, label: str, kind: str, target: UUID) -> Adding:
    return Adding(icon, label, _KEYS[kind], urlencode({"kind": kind, "to": str(target)}))


def _source_words(source: Source | None) -> str:
    """Return what kind of source it is, and whether somebody checked it."""
    if source is None:
        return ""
    kinds = {
        SourceKind.PRIMARY: _("primary source"),
        SourceKind.SECONDARY: _("secondary source"),
        SourceKind.STATISTIC: _("statistic"),
        SourceKind.TESTIMONY: _("testimony"),
        SourceKind.OTHER: _("source"),
    }
    states = {
        SourceStatus.UNCHECKED: _("%(kind)s, not checked yet"),
        SourceStatus.CONFIRMED: _("%(kind)s, checked"),
        SourceStatus.DOUBTFUL: _("%(kind)s, doubtful"),
        SourceStatus.WRONG: _("%(kind)s, wrong"),
    }
    return states[source.status] % {"kind": kinds[source.kind]}


_KEYS = {
    "support": "S",
    "objection": "O",
    "evidence": "E",
    "copremise": "C",
    "undercut": "U",
    "warrant": "W",
}
_SOURCE_STYLES = {
    SourceStatus.UNCHECKED: "",
    SourceStatus.CONFIRMED: "ok",
    SourceStatus.DOUBTFUL: "warn",
    SourceStatus.WRONG: "bad",
}
