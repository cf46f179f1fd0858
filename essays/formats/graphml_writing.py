"""From a map to GraphML: statements and steps as nodes, what joins them as edges."""

import json
from typing import Any
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from essays.formats.base import LossKind, LossLog, LossReport
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import (
    EssayGraph,
    Node,
    Relation,
    place,
    target_of,
    text_place,
)

OWN = "argmap"
# Above this, boxes for yEd are left out: it draws no map of that size.
MOST_DRAWN = 5_000
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key id="label" for="node" attr.name="label" attr.type="string"/>
<key id="kind" for="node" attr.name="kind" attr.type="string"/>
<key id="argmap" for="all" attr.name="argmap" attr.type="string"/>
<key id="box" for="node" yfiles.type="nodegraphics"/>
<graph id="map" edgedefault="directed">
"""
_SHAPES = {
    NodeKind.THESIS: "roundrectangle",
    NodeKind.CLAIM: "rectangle",
    NodeKind.EVIDENCE: "parallelogram",
}
_WORDS = {RelationKind.SUPPORT: "supports", RelationKind.ATTACK: "attacks"}


def dump(graph: EssayGraph) -> tuple[bytes, LossReport]:
    """Return the map as GraphML. Only passages and background lost from the text are left out,
    and who checked a source."""
    log = LossLog()
    nodes = sorted(graph.nodes.values(), key=place)
    steps = sorted(graph.relations.values(), key=place)
    names = {node.id: f"n{number}" for number, node in enumerate(nodes, 1)}
    names |= {step.id: f"r{number}" for number, step in enumerate(steps, 1)}
    used = {node.source_id for node in nodes}
    sources = [id for id in sorted(graph.sources) if id in used]
    places = {id: number for number, id in enumerate(sources)}
    drawn = len(names) <= MOST_DRAWN
    parts = [_HEAD, _data(OWN, _details(graph, names, sources, log))]
    parts += [_statement(node, names, places, drawn=drawn) for node in nodes]
    parts += [_step(graph, step, names, drawn=drawn) for step in steps]
    for step in steps:
        ends = [(premise.node_id, step.id) for premise in graph.premises_of.get(step.id, ())]
        for start, end in (*ends, (step.id, target_of(step))):
            parts.append(f'<edge source="{names[start]}" target="{names[end]}"/>\n')
    parts.append("</graph>\n</graphml>\n")
    return "".join(parts).encode(), log.report()


def _details(
    graph: EssayGraph, names: dict[UUID, str], sources: list[UUID], log: LossLog
) -> dict[str, Any]:
    passages, background = [], []
    for anchor in sorted(graph.anchors.values(), key=text_place):
        owner = anchor.node_id or anchor.relation_id
        if owner is None or anchor.start is None:
            log.add(LossKind.DROPPED, "passage", id=anchor.id, detail=anchor.exact)
        else:
            passages.append([names[owner], anchor.start, anchor.end])
    for mark in sorted(graph.context_marks.values(), key=text_place):
        if mark.start is None:
            log.add(LossKind.DROPPED, "context_mark", id=mark.id, detail=mark.quote)
        else:
            background.append([mark.start, mark.end])
    for id, source in sorted(graph.sources.items()):
        if id not in sources:
            log.add(LossKind.DROPPED, "unused_source", id=id, detail=source.citation)
        elif source.checked_by_id is not None:
            log.add(LossKind.DROPPED, "source_checker", id=id, detail=source.citation)
    details = graph.details
    return {
        "title": details.title,
        "author_line": details.author_line,
        "language": details.language,
        "text": graph.text,
        "sources": [
            {
                name: value
                for name, value in graph.sources[id].columns().items()
                if name != "checked_by_id"
            }
            for id in sources
        ],
        "passages": passages,
        "background": background,
        "extra": details.extra,
    }


def _statement(node: Node, names: dict[UUID, str], places: dict[UUID, int], *, drawn: bool) -> str:
    own: dict[str, Any] = {"note": node.note, "implicit": node.implicit, "extra": node.extra}
    if node.source_id in places:
        own["source"] = places[node.source_id]
    box = _box(node.text, _SHAPES[node.kind]) if drawn else ""
    return _element(names[node.id], node.text, node.kind, own, box)


def _step(graph: EssayGraph, step: Relation, names: dict[UUID, str], *, drawn: bool) -> str:
    premises = graph.premises_of.get(step.id, ())
    own = {
        "scheme": step.scheme,
        "weight": step.weight,
        "note": step.note,
        "home": [names[premise.node_id] for premise in premises if premise.home],
        "extra": step.extra,
    }
    box = _box(_WORDS[step.kind], "ellipse") if drawn else ""
    return _element(names[step.id], _WORDS[step.kind], step.kind, own, box)


def _element(name: str, label: str, kind: str, own: dict[str, Any], box: str) -> str:
    said = f'<data key="label">{escape(label)}</data>\n<data key="kind">{kind}</data>\n'
    return f"<node id={quoteattr(name)}>\n{said}{_data(OWN, own)}{box}</node>\n"


def _data(key: str, value: dict[str, Any]) -> str:
    # zero is a weight, and the place of the first source
    kept = {name: one for name, one in value.items() if one or type(one) in (int, float)}
    # as ASCII, since XML has no way to write some signs that JSON may hold
    written = json.dumps(kept, ensure_ascii=True)
    return f'<data key="{key}">{escape(written)}</data>\n'


def _box(label: str, shape: str) -> str:
    return (
        f'<data key="box"><y:ShapeNode><y:NodeLabel>{escape(label)}</y:NodeLabel>'
        f'<y:Shape type="{shape}"/></y:ShapeNode></data>\n'
    )
