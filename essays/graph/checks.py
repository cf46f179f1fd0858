"""What a reader of a map should look at (`check`), and what must never be (`broken`)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from essays.graph.kinds import AnchorState, NodeKind, RelationKind, SourceStatus, Stance
from essays.graph.lookup import MAX_CHAIN
from essays.graph.model import REFERENCES, Anchor, EssayGraph, Node, Relation, Row, place
from essays.graph.outline import Outline, backbone
from essays.graph.stance import effects
from essays.graph.walk import arcs, chain_lengths, cycles, reversed_arcs

# Steps from a root beyond which a branch is pointed out: it no longer fits a page or a mind.
DEEP = 12


class Severity(StrEnum):
    """`broken`: no map may be so; `warning`: likely a mistake; `note`: what is still to do."""

    BROKEN = "broken"
    WARNING = "warning"
    NOTE = "note"


class Code(StrEnum):
    DANGLING = "dangling"
    NO_TARGET = "no_target"
    SELF_TARGET = "self_target"
    CHAIN_TOO_DEEP = "chain_too_deep"
    NO_PREMISES = "no_premises"
    PREMISE_IS_TARGET = "premise_is_target"
    SAME_PREMISE_TWICE = "same_premise_twice"
    TWO_THESES = "two_theses"
    TWO_HOMES = "two_homes"
    NO_THESIS = "no_thesis"
    CYCLE = "cycle"
    PREMISE_OF_ITS_STEP = "premise_of_its_step"
    SOURCE_WRONG = "source_wrong"
    SOURCE_DOUBTFUL = "source_doubtful"
    ANCHOR_LOST = "anchor_lost"
    IMPLICIT_WITH_ANCHOR = "implicit_with_anchor"
    DUPLICATE = "duplicate"
    UNCONNECTED = "unconnected"
    NO_REASON = "no_reason"
    NO_SOURCE = "no_source"
    NO_ANSWER = "no_answer"
    DEEP = "deep"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, and the rows it is about, as (table, id), the one to look at first."""

    code: Code
    severity: Severity
    rows: tuple[tuple[str, UUID], ...] = ()

    def ids(self, table: str) -> tuple[UUID, ...]:
        """Return the ids of the rows of one table."""
        return tuple(row for name, row in self.rows if name == table)


def check(graph: EssayGraph, *, outline: Outline | None = None) -> list[Finding]:
    """Return everything worth a look, by code in the order of `Code`, then in reading order.

    Starts with what is broken. `outline` spares the backbone where the caller has it.
    """
    if outline is None:
        outline = backbone(graph)
    nodes = [row.node for row in outline.rows]
    bearing = effects(graph)
    found = broken(graph)
    if nodes and graph.thesis is None:
        found.append(Finding(Code.NO_THESIS, Severity.WARNING))
    for part in (
        _cycles(graph, outline),
        _own_steps(graph),
        _sources(graph, nodes),
        _anchors(graph),
        _duplicates(nodes),
        _unconnected(graph, nodes, bearing),
        _unsupported(graph, nodes),
        _unanswered(graph, outline, bearing),
    ):
        found.extend(part)
    deep = (row.node for row in outline.rows if row.depth == DEEP + 1)
    found.extend(_about(Code.DEEP, Severity.NOTE, node) for node in deep)
    order = {code: index for index, code in enumerate(Code)}
    return sorted(found, key=lambda finding: order[finding.code])


def broken(graph: EssayGraph) -> list[Finding]:
    """Return what breaks a rule that every stored map keeps; nothing for a sound map."""
    return [*(_broken(Code.DANGLING, row) for row in _dangling(graph)), *unsound(graph)]


def unsound(graph: EssayGraph) -> list[Finding]:
    """Return what is broken but references to rows that are not there."""
    found: list[Finding] = []
    lengths = chain_lengths(graph)
    # only what is broken is put in order: a sound map has none of it
    flawed = [
        (relation, codes)
        for relation in graph.relations.values()
        if (codes := tuple(_flaws(graph, relation, lengths[relation.id])))
    ]
    for relation, codes in sorted(flawed, key=lambda one: place(one[0])):
        found.extend(_broken(code, relation) for code in codes)
    theses = sorted((n for n in graph.nodes.values() if n.kind is NodeKind.THESIS), key=place)
    if len(theses) > 1:
        found.append(_broken(Code.TWO_THESES, *theses))
    split = [
        (graph.nodes[id], homes)
        for id, places in graph.places_of.items()
        if len(places) > 1
        and id in graph.nodes
        and len(homes := [premise for premise in places if premise.home]) > 1
    ]
    for node, homes in sorted(split, key=lambda one: place(one[0])):
        found.append(_broken(Code.TWO_HOMES, node, *homes))
    return found


def _about(code: Code, severity: Severity, *rows: Row) -> Finding:
    return Finding(code, severity, tuple((row.table, row.id) for row in rows))


def _broken(code: Code, *rows: Row) -> Finding:
    return _about(code, Severity.BROKEN, *rows)


def _dangling(graph: EssayGraph) -> Iterator[Row]:
    """Yield the rows that refer to a row that is not there."""
    for reference in REFERENCES:
        there = graph.table(reference.to)
        gone = [
            row
            for row in graph.table(reference.table).values()
            if (id_there := getattr(row, reference.column)) is not None and id_there not in there
        ]
        yield from sorted(gone, key=lambda row: row.id)


def _flaws(graph: EssayGraph, relation: Relation, length: int | None) -> Iterator[Code]:
    """Yield what is wrong with a relation, whose chain is so long, or None where it is a circle."""
    if (relation.target_node_id is None) == (relation.target_relation_id is None):
        yield Code.NO_TARGET
    if length is None:
        yield Code.SELF_TARGET
    elif length > MAX_CHAIN:
        yield Code.CHAIN_TOO_DEEP
    premises = [premise.node_id for premise in graph.premises_of.get(relation.id, ())]
    if not premises:
        yield Code.NO_PREMISES
    if relation.target_node_id in premises:
        yield Code.PREMISE_IS_TARGET
    if len(set(premises)) < len(premises):
        yield Code.SAME_PREMISE_TWICE


def _cycles(graph: EssayGraph, outline: Outline) -> Iterator[Finding]:
    """Yield one finding for each knot of statements and steps that bear on themselves."""
    found = []
    for members in cycles(arcs(graph)):
        inside = set(members)
        nodes = sorted(inside & graph.nodes.keys(), key=outline.places.__getitem__)
        relations = sorted(inside & graph.relations.keys())
        rows = [*(graph.nodes[n] for n in nodes), *(graph.relations[r] for r in relations)]
        first = outline.places[nodes[0]] if nodes else len(outline.rows)
        found.append((first, _about(Code.CYCLE, Severity.WARNING, *rows)))
    found.sort(key=lambda entry: (entry[0], entry[1].rows))
    yield from (finding for _, finding in found)


def _own_steps(graph: EssayGraph) -> Iterator[Finding]:
    """Yield the nodes that undercut or warrant a step which they are a premise of."""
    for relation in sorted(graph.relations.values(), key=place):
        step = relation.target_relation_id
        theirs = {premise.node_id for premise in graph.premises_of.get(step, ())} if step else ()
        for premise in graph.premises_of.get(relation.id, ()):
            if premise.node_id in theirs and premise.node_id in graph.nodes:
                node = graph.nodes[premise.node_id]
                yield _about(Code.PREMISE_OF_ITS_STEP, Severity.WARNING, node, relation)


def _sources(graph: EssayGraph, nodes: Iterable[Node]) -> Iterator[Finding]:
    codes = {
        SourceStatus.WRONG: Code.SOURCE_WRONG,
        SourceStatus.DOUBTFUL: Code.SOURCE_DOUBTFUL,
    }
    for node in nodes:
        source = graph.sources.get(node.source_id) if node.source_id else None
        if source is not None and source.status in codes:
            yield _about(codes[source.status], Severity.WARNING, node, source)
        if node.kind is NodeKind.EVIDENCE and source is None:
            yield _about(Code.NO_SOURCE, Severity.NOTE, node)


def _anchors(graph: EssayGraph) -> Iterator[Finding]:
    for anchor in sorted(graph.anchors.values(), key=lambda anchor: anchor.id):
        owner = _owner(graph, anchor)
        about = (anchor,) if owner is None else (owner, anchor)
        if anchor.state is AnchorState.LOST:
            yield _about(Code.ANCHOR_LOST, Severity.WARNING, *about)
        elif isinstance(owner, Node) and owner.implicit:
            yield _about(Code.IMPLICIT_WITH_ANCHOR, Severity.NOTE, *about)


def _owner(graph: EssayGraph, anchor: Anchor) -> Node | Relation | None:
    if anchor.node_id is not None:
        return graph.nodes.get(anchor.node_id)
    return graph.relations.get(anchor.relation_id) if anchor.relation_id else None


def _duplicates(nodes: Iterable[Node]) -> Iterator[Finding]:
    """Yield the nodes that say the same but for case, spaces and the mark at the end."""
    alike: dict[str, list[Node]] = {}
    for node in nodes:
        words = " ".join(node.text.casefold().split()).rstrip(".!?;:, ")
        alike.setdefault(words or node.text, []).append(node)
    for same in alike.values():
        if len(same) > 1:
            yield _about(Code.DUPLICATE, Severity.WARNING, *same)


def _unconnected(
    graph: EssayGraph, nodes: list[Node], bearing: dict[UUID, Stance]
) -> Iterator[Finding]:
    """Yield the nodes that do not reach the thesis; without one, those in no relation at all."""
    if graph.thesis is None:
        targets = {relation.target_node_id for relation in graph.relations.values()}
        loose = [n for n in nodes if n.id not in targets and n.id not in graph.places_of]
        loose = loose if len(nodes) > 1 else []
    else:
        loose = [node for node in nodes if bearing[node.id] is Stance.NONE]
    yield from (_about(Code.UNCONNECTED, Severity.WARNING, node) for node in loose)


def _unsupported(graph: EssayGraph, nodes: Iterable[Node]) -> Iterator[Finding]:
    """Yield the thesis and the claims that no statement supports."""
    backed = Counter(
        relation.target_node_id
        for relation in graph.relations.values()
        if relation.kind is RelationKind.SUPPORT
    )
    for node in nodes:
        if node.kind is not NodeKind.EVIDENCE and not backed[node.id]:
            severity = Severity.WARNING if node.kind is NodeKind.THESIS else Severity.NOTE
            yield _about(Code.NO_REASON, severity, node)


def _unanswered(
    graph: EssayGraph, outline: Outline, bearing: dict[UUID, Stance]
) -> Iterator[Finding]:
    """Yield the attacks that speak against the thesis, or are apart from it, and stand unanswered.

    An attack on one of its premises is an answer, and so is an undercut of the attack.
    """
    attacks = [r for r in graph.relations.values() if r.kind is RelationKind.ATTACK]
    sources = reversed_arcs(arcs(graph))
    found = []
    for attack in attacks:
        premises = [p for p in graph.premises_of.get(attack.id, ()) if p.node_id in graph.nodes]
        if bearing[attack.id] is Stance.PRO or not premises:
            continue
        met = (attack.id, *(premise.node_id for premise in premises))
        if not any(_is_attack(graph, source) for item in met for source in sources[item]):
            nodes = [graph.nodes[premise.node_id] for premise in premises]
            finding = _about(Code.NO_ANSWER, Severity.NOTE, *nodes, attack)
            found.append((outline.places[nodes[0].id], place(attack), finding))
    found.sort(key=lambda entry: entry[:2])
    yield from (finding for _, _, finding in found)


def _is_attack(graph: EssayGraph, item: UUID) -> bool:
    relation = graph.relations.get(item)
    return relation is not None and relation.kind is RelationKind.ATTACK
