"""BRAT standoff: an essay and, beside it, its passages and what joins them (docs/formats.md)."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from essays.formats.archives import packed
from essays.formats.base import Format, LossKind, LossLog, LossReport
from essays.formats.brat_reading import load
from essays.formats.reducing import Thing, reduced, without_relations
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import Anchor, EssayGraph, Node, place
from essays.graph.outline import backbone
from essays.text.normal import normalise_line

HOLDS = frozenset({Thing.TEXT, Thing.PASSAGES, Thing.THESIS, Thing.SUPPORTS})
_STANCES = {RelationKind.SUPPORT: "For", RelationKind.ATTACK: "Against"}
_TYPES = {RelationKind.SUPPORT: "supports", RelationKind.ATTACK: "attacks"}
_NAME = "essay"


def dump(graph: EssayGraph) -> tuple[bytes, LossReport]:
    """Return a zip of `essay.txt` and `essay.ann`, and what they do not hold.

    Only statements with a passage are written, in the words of their passages.
    """
    kept, log = reduced(graph, HOLDS | {Thing.LINKED})
    kept = _anchored(_cut(kept, log), log)
    kept, _ = reduced(kept, HOLDS, log=log)
    for node in kept.nodes.values():
        if node.text != words_of(node, kept):
            log.add(LossKind.DROPPED, "statement_became_passage", id=node.id)
    annotations = "".join(f"{line}\n" for line in _annotations(kept))
    files = {f"{_NAME}.txt": kept.text.encode(), f"{_NAME}.ann": annotations.encode()}
    return packed(files), log.report()


def words_of(node: Node, graph: EssayGraph) -> str:
    """Return a statement in the words of its passages; of the thesis only the first counts, since
    the others say it again."""
    anchors = graph.anchors_of[node.id]
    anchors = anchors[:1] if node.kind is NodeKind.THESIS else anchors
    return normalise_line(" ".join(anchor.exact for anchor in anchors))


def _cut(graph: EssayGraph, log: LossLog) -> EssayGraph:
    """Return the map with passages that lie within a line, as BRAT has them, and are not blank."""
    anchors: dict[UUID, Anchor] = {}
    for id, row in graph.anchors.items():
        if not normalise_line(row.exact):
            log.add(LossKind.DROPPED, "passage", id=id)
        elif "\n" not in row.exact:
            anchors[id] = row
        else:
            log.add(LossKind.DROPPED, "passage_cut_at_lines", id=id)
            start = row.start or 0
            for line in row.exact.split("\n"):
                end = start + len(line)
                if normalise_line(line):
                    part = replace(row, id=uuid7(), start=start, end=end, exact=line)
                    anchors[part.id] = part
                start = end + 1
    return replace(graph, anchors=anchors)


def _anchored(graph: EssayGraph, log: LossLog) -> EssayGraph:
    """Return the map without statements that have no passage."""
    nodes = {id: row for id, row in graph.nodes.items() if id in graph.anchors_of}
    for id in graph.nodes:
        if id not in nodes:
            log.add(LossKind.DROPPED, "unanchored", id=id)
    premises = {id: row for id, row in graph.premises.items() if row.node_id in nodes}
    kept = replace(graph, nodes=nodes, premises=premises)
    gone = []
    for id, row in graph.relations.items():
        if row.target_node_id not in nodes or id not in kept.premises_of:
            log.add(LossKind.DROPPED, "step_without_ends", id=id)
            gone.append(id)
    return without_relations(kept, set(gone))


def _annotations(graph: EssayGraph) -> Iterator[str]:
    """Yield the lines: text-bound, then attributes (what bears on the thesis), then relations."""
    thesis = graph.thesis.id if graph.thesis else None
    on_thesis = (
        {
            premise.node_id: None
            for relation in graph.incoming.get(thesis, ())
            for premise in graph.premises_of[relation.id]
        }
        if thesis
        else {}
    )
    names: dict[UUID, str] = {}
    number = 0
    for row in backbone(graph).rows:
        anchors = graph.anchors_of[row.id]
        parts = [[one] for one in anchors] if row.id == thesis else [list(anchors)]
        kind = "Claim" if row.id in on_thesis else "Premise"
        for part in parts:
            number += 1
            names.setdefault(row.id, f"T{number}")
            spans = ";".join(f"{one.start} {one.end}" for one in part)
            words = " ".join(" ".join(one.exact.split()) for one in part)
            yield f"T{number}\t{'MajorClaim' if row.id == thesis else kind} {spans}\t{words}"
    stances = steps = 0
    for relation in sorted(graph.relations.values(), key=place):
        premise = names[graph.premises_of[relation.id][0].node_id]
        target = relation.target_node_id
        if target == thesis:
            stances += 1
            yield f"A{stances}\tStance {premise} {_STANCES[relation.kind]}"
        elif target is not None:
            steps += 1
            yield f"R{steps}\t{_TYPES[relation.kind]} Arg1:{premise} Arg2:{names[target]}\t"


FORMAT = Format(
    name="brat",
    title="BRAT standoff",
    extensions=("zip", "ann"),
    media_type="application/zip",
    load=load,
    dump=dump,
    recognise=lambda data: data.startswith(b"PK") and b".ann" in data,
)
