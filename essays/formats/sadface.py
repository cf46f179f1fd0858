"""SADFace JSON, the Simple Argument Description Format of S. Wells (docs/formats.md)."""

import re
from collections.abc import Iterator
from typing import Any

import orjson

from essays.formats.aif_schemes import MAX_NAME, name_of, slug_of
from essays.formats.aif_writing import report_sources
from essays.formats.base import Format, LossKind, LossLog, LossReport
from essays.formats.building import At, Builder
from essays.formats.joining import Joining
from essays.formats.json_rows import listed, mapping, read_object, words
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import EssayGraph, JsonRow, Node, Relation, place, target_of, text_place

_MARK = re.compile(rb'"(source_id|target_id|analyst_email|core)"\s*:')
_LISTS = re.compile(rb'"(nodes|edges)"\s*:\s*\[')
_AGAINST = re.compile(r"attack|conflict|counter|rebut|undercut|critical", re.IGNORECASE)
_PLAIN = {"support", "attack", "conflict", "default support", "default attack", "inference"}


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map of a document, its resources joined to the text. Raises FormatError."""
    document = read_object(data, "nodes")
    builder = Builder()
    offsets = _texts(builder, document)
    joining = Joining(builder)
    for at, row in _rows(builder, document, "nodes"):
        key = words(row.get("id"))
        if joining.is_new(key, at):
            _node(joining, key, row, at, offsets)
    for at, row in _rows(builder, document, "edges"):
        joining.edge(words(row.get("source_id")), words(row.get("target_id")), at)
    joining.build()
    builder.aim()
    metadata = mapping(document.get("metadata"))
    core = {**document, **mapping(metadata.get("core"))}
    own = mapping(metadata.get("argmap"))
    if not own:
        builder.crown_root()
    kept = {key: value for key, value in metadata.items() if key != "argmap" and value}
    return builder.finish(
        title=words(core.get("title")),
        author_line=words(core.get("analyst_name")),
        language=words(own.get("language")) or "en",
        extra=mapping(own.get("extra")) | ({"sadface": kept} if kept and not own else {}),
    )


def dump(graph: EssayGraph) -> tuple[bytes, LossReport]:
    """Return the map as SADFace. Sources, background and lost passages are lost, and reported."""
    log = LossLog()
    details = graph.details
    report_sources(graph, log)
    nodes = sorted(graph.nodes.values(), key=place)
    steps = sorted(graph.relations.values(), key=place)
    for mark in sorted(graph.anchors.values(), key=text_place):
        if mark.start is None:
            log.add(LossKind.DROPPED, "passage", id=mark.id, detail=mark.exact)
    edges = [
        {"id": str(premise.id), "source_id": str(premise.node_id), "target_id": str(step.id)}
        for step in steps
        for premise in graph.premises_of.get(step.id, ())
    ]
    edges += [
        {"id": f"{step.id}-target", "source_id": str(step.id), "target_id": str(target_of(step))}
        for step in steps
    ]
    core = {
        "id": str(details.id),
        "title": details.title,
        "analyst_name": details.author_line,
        "analyst_email": "",
        "created": "",
        "edited": "",
        "notes": "",
        "description": "",
        "version": "0.2",
    }
    own = {"language": details.language, "extra": details.extra}
    text = {"id": "text", "content": graph.text, "type": "text", "metadata": {}}
    document = {
        "metadata": {"core": core, "argmap": own},
        "resources": [text] if graph.text else [],
        "nodes": [*(_atom(graph, n) for n in nodes), *(_scheme(graph, step) for step in steps)],
        "edges": edges,
    }
    return orjson.dumps(document), log.report()


def recognise(data: bytes) -> bool:
    """Return whether the bytes look like a SADFace document."""
    return bool(_MARK.search(data) and _LISTS.search(data) and b'"resources"' in data)


FORMAT = Format(
    name="sadface",
    title="SADFace JSON",
    extensions=("json",),
    media_type="application/json",
    load=load,
    dump=dump,
    recognise=recognise,
)


def _rows(builder: Builder, document: JsonRow, name: str) -> Iterator[tuple[At, JsonRow]]:
    for index, row in enumerate(listed(document.get(name))):
        at = At(pointer=f"/{name}/{index}")
        if isinstance(row, dict):
            yield at, row
        else:
            builder.lost(LossKind.DROPPED, "not_a_row", at)


def _texts(builder: Builder, document: JsonRow) -> dict[str, int]:
    """Set the essay's text and return where the text of each resource begins in it."""
    offsets: dict[str, int] = {}
    text = ""
    for at, row in _rows(builder, document, "resources"):
        said = builder.printable(words(row.get("content")), at)
        text += "\n\n" if text and said else ""
        offsets[words(row.get("id"))] = len(text)
        text += said
    builder.set_text(text, At(pointer="/resources"))
    return offsets


def _node(joining: Joining, key: str, row: JsonRow, at: At, offsets: dict[str, int]) -> None:
    builder, type = joining.builder, words(row.get("type"))
    metadata = mapping(row.get("metadata"))
    own = metadata.get("argmap")
    extra = mapping(mapping(own).get("extra"))
    if not isinstance(own, dict):
        kept = {
            name: value for name, value in row.items() if name not in ("type", "text") and value
        }
        kept.pop("sources", None)
        extra, own = {"sadface": kept}, {}
    note = words(own.get("note"))
    if type == "atom":
        kind = own.get("kind")
        id = builder.node(
            words(row.get("text")),
            at,
            kind=NodeKind(kind) if kind in list(NodeKind) else NodeKind.CLAIM,
            note=note,
            implicit=own.get("implicit") is True,
            extra=extra,
        )
        joining.statements[key] = id
    elif type == "scheme":
        name, weight = words(row.get("name")), own.get("weight")
        guessed = "attack" if _AGAINST.search(name[:MAX_NAME]) else "support"
        against = own.get("kind", guessed) == "attack"
        joining.step(
            key,
            RelationKind.ATTACK if against else RelationKind.SUPPORT,
            at,
            scheme=words(own["scheme"]) if "scheme" in own else _slug(name),
            weight=weight if isinstance(weight, (int, float)) else None,
            note=note,
            extra=extra,
            home=frozenset(map(words, listed(own.get("home")))),
        )
    else:
        builder.lost(LossKind.DROPPED, "unknown_node", at, type)
        return
    owner = joining.owner(key)
    for source in listed(row.get("sources")):
        reference = mapping(source)
        quote, offset = words(reference.get("text")), reference.get("offset")
        begin = offsets.get(words(reference.get("resource_id")))
        whole = begin + offset if begin is not None and isinstance(offset, int) else None
        found = joining.place_quote(whole, quote)
        if found and owner:
            joining.passages.append((owner, *found, at))
        else:
            builder.lost(LossKind.DROPPED, "passage_not_found", at, quote)


def _slug(name: str) -> str:
    return "" if name.lower().strip() in _PLAIN else slug_of(name) or ""


def _sources(graph: EssayGraph, row: Node | Relation) -> list[JsonRow]:
    return [
        {
            "resource_id": "text",
            "text": graph.text[mark.start : mark.end],
            "offset": mark.start,
            "length": (mark.end or 0) - mark.start,
        }
        for mark in graph.anchors_of.get(row.id, ())
        if mark.start is not None
    ]


def _atom(graph: EssayGraph, node: Node) -> JsonRow:
    own: dict[str, Any] = {"kind": node.kind, "note": node.note, "implicit": node.implicit}
    return {
        "id": str(node.id),
        "type": "atom",
        "text": node.text,
        "sources": _sources(graph, node),
        "metadata": {"argmap": own | {"extra": node.extra}},
    }


def _scheme(graph: EssayGraph, step: Relation) -> JsonRow:
    name = name_of(step.scheme, "support") if step.kind is RelationKind.SUPPORT else "attack"
    premises = graph.premises_of.get(step.id, ())
    own: dict[str, Any] = {
        "kind": step.kind,
        "scheme": step.scheme,
        "weight": step.weight,
        "note": step.note,
        "home": [str(premise.node_id) for premise in premises if premise.home],
    }
    return {
        "id": str(step.id),
        "type": "scheme",
        "name": name,
        "sources": _sources(graph, step),
        "metadata": {"argmap": own | {"extra": step.extra}},
    }
