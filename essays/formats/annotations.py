"""W3C Web Annotation: the passages of an essay in JSON-LD (docs/formats.md)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import orjson

from essays.formats.base import Format, LossKind, LossReport
from essays.formats.reducing import Thing, reduced
from essays.graph.kinds import RelationKind
from essays.graph.model import Anchor, ContextMark, EssayGraph, text_place

HOLDS = frozenset(Thing) - {
    Thing.TEXT,
    Thing.NOTES,
    Thing.STEP_NOTES,
    Thing.IMPLICIT,
    Thing.SCHEMES,
    Thing.WEIGHTS,
    Thing.SOURCES,
    Thing.AUTHOR,
    Thing.FOREIGN,
}
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_SIGNS = {RelationKind.SUPPORT: "support", RelationKind.ATTACK: "attack"}


def dump(graph: EssayGraph) -> tuple[bytes, LossReport]:
    """Return a collection with one annotation for each passage, in the order of the text.

    Positions are code points, as the recommendation counts them; a passage that is lost has its
    quote alone. What joins statements is lost, and statements without a passage.
    """
    kept, log = reduced(graph, HOLDS)
    for id in kept.nodes:
        if id not in kept.anchors_of:
            log.add(LossKind.DROPPED, "unanchored", id=id)
    for id in kept.relations:
        log.add(LossKind.DROPPED, "step", id=id)
    items = list(_annotations(kept))
    document = {
        "@context": _CONTEXT,
        "id": _urn(kept.details.id),
        "type": "AnnotationCollection",
        "label": kept.details.title,
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2), log.report()


def _annotations(graph: EssayGraph) -> Iterator[dict[str, Any]]:
    for anchor in sorted(graph.anchors.values(), key=text_place):
        yield _annotation(anchor, anchor.exact, list(_bodies(anchor, graph)), graph)
    for mark in sorted(graph.context_marks.values(), key=text_place):
        yield _annotation(mark, mark.quote, [_tag("background")], graph)


def _bodies(anchor: Anchor, graph: EssayGraph) -> Iterator[dict[str, str]]:
    if anchor.node_id is not None:
        node = graph.nodes[anchor.node_id]
        yield {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "language": graph.details.language,
            "value": node.text,
        }
        yield _tag(str(node.kind))
    elif anchor.relation_id is not None:
        yield _tag(_SIGNS[graph.relations[anchor.relation_id].kind])


def _annotation(
    mark: Anchor | ContextMark, exact: str, bodies: list[dict[str, str]], graph: EssayGraph
) -> dict[str, Any]:
    quote = {"type": "TextQuoteSelector", "exact": exact}
    quote |= {name: value for name in ("prefix", "suffix") if (value := getattr(mark, name))}
    selectors: list[dict[str, Any]] = [quote]
    if mark.start is not None:
        position = {"type": "TextPositionSelector", "start": mark.start, "end": mark.end}
        selectors.append(position)
    return {
        "id": _urn(mark.id),
        "type": "Annotation",
        "motivation": "describing" if len(bodies) > 1 else "tagging",
        "body": bodies,
        "target": {"source": _urn(graph.details.id), "selector": selectors},
    }


def _tag(value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": "tagging", "value": value}


def _urn(id: UUID) -> str:
    return f"urn:uuid:{id}"


FORMAT = Format(
    name="annotations",
    title="W3C annotations",
    extensions=("jsonld",),
    media_type="application/ld+json",
    dump=dump,
)
