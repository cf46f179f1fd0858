"""GraphML, as yEd and Gephi draw it, with keys of our own for what they do not know
(docs/formats.md).

The format is that of U. Brandes and others, GraphML Progress Report (2002).
"""

import re
from collections.abc import Mapping
from typing import Any

from essays.formats.aif_schemes import MAX_NAME
from essays.formats.base import Flaw, Format, FormatError, LossKind, LossReport
from essays.formats.building import At, Builder
from essays.formats.documents import read_json
from essays.formats.elements import Element, read_xml
from essays.formats.graphml_writing import OWN, dump
from essays.formats.joining import Joining
from essays.formats.json_rows import listed, mapping, words
from essays.graph.kinds import NodeKind, RelationKind, SourceKind, SourceStatus
from essays.graph.model import EssayGraph, JsonRow

_MARK = re.compile(rb"<graphml[\s>]")
_ARGUNET = b"http://www.argunet.org/xml/argml"
_AGAINST = re.compile(r"attack|conflict|counter|rebut|undercut|defeat|\bcon\b|^ca\b", re.IGNORECASE)
_FOR = re.compile(r"support|infer|back|prove|\bpro\b|^ra\b", re.IGNORECASE)
# Where other programs put the words of a node, by the name of the key, and what it is.
_WORDS = ("description", "label", "text", "name", "title")
_TYPES = ("kind", "nodetype", "type")
_STEPS = {
    "support": RelationKind.SUPPORT,
    "ra": RelationKind.SUPPORT,
    "ma": RelationKind.SUPPORT,
    "attack": RelationKind.ATTACK,
    "ca": RelationKind.ATTACK,
}
_BEHIND = {"l", "ya", "ta", "pa"}

type Keys = Mapping[str, str]


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map that a graph draws. Raises FormatError."""
    root = read_xml(data)
    graph = root.first("graph")
    if root.name != "graphml" or graph is None:
        raise FormatError(Flaw.WRONG_TYPE, **root.at._asdict(), expected="graphml")
    keys = {key.get("id"): key.get("attr.name").lower() for key in root.named("key")}
    builder = Builder()
    joining = Joining(builder)
    own = _own(_data(graph, keys), graph.at)
    builder.set_text(words(own.get("text")), graph.at)
    sources = [_source(builder, mapping(row), graph.at) for row in listed(own.get("sources"))]
    elements = graph.walk()
    for element in elements:
        if element.name == "node":
            _node(joining, element, _data(element, keys), sources)
    for element in elements:
        if element.name == "edge":
            kind = _kind_of(_data(element, keys), element)
            joining.edge(element.get("source"), element.get("target"), element.at, kind)
    joining.build()
    builder.aim()
    for row in map(listed, listed(own.get("passages"))):
        owner = joining.owner(words(row[0])) if len(row) == 3 else None
        if owner and type(row[1]) is int and type(row[2]) is int:
            builder.anchor(owner, row[1], row[2], graph.at)
    for row in map(listed, listed(own.get("background"))):
        if [type(place) for place in row] == [int, int]:
            builder.context(row[0], row[1], graph.at)
    if not own:
        builder.crown_root()
    return builder.finish(
        title=words(own.get("title")),
        author_line=words(own.get("author_line")),
        language=words(own.get("language")) or "en",
        extra=mapping(own.get("extra")),
    )


def recognise(data: bytes) -> bool:
    """Return whether the bytes are GraphML, and none of Argunet."""
    head = data[:10_000]
    return bool(_MARK.search(head)) and _ARGUNET not in head


FORMAT = Format(
    name="graphml",
    title="GraphML (yEd, Gephi)",
    extensions=("graphml", "xml"),
    media_type="application/xml",
    load=load,
    dump=dump,
    recognise=recognise,
)


def _data(element: Element, keys: Keys) -> dict[str, str]:
    """Return what an element's `data` says, by the name of its key; "" for what is drawn."""
    found: dict[str, str] = {}
    labels: list[str] = []
    for data in element.named("data"):
        name = keys.get(data.get("key"), "")
        if name:
            found.setdefault(name, data.words())
        else:
            drawn = [one.text for one in data.walk() if one.name in ("NodeLabel", "EdgeLabel")]
            labels.append(" ".join(drawn).rstrip())
            found.setdefault("", "")
    if labels:
        found[""] = " ".join(filter(None, labels)).strip()
    return found


def _own(said: Mapping[str, str], at: At) -> JsonRow:
    if OWN not in said:
        return {}
    try:
        return mapping(read_json(said[OWN].encode()))
    except FormatError as error:
        raise FormatError(error.flaw, line=at.line, column=at.column, **_rest(error)) from error


def _rest(error: FormatError) -> dict[str, Any]:
    return {
        key: value
        for key, value in error.data.items()
        if key not in ("line", "column", "pointer", "flaw")
    }


def _source(builder: Builder, row: JsonRow, at: At) -> Any:
    kind, status = row.get("kind"), row.get("status")
    return builder.source(
        words(row.get("citation")),
        at,
        url=words(row.get("url")),
        kind=SourceKind(kind) if kind in list(SourceKind) else SourceKind.OTHER,
        status=SourceStatus(status) if status in list(SourceStatus) else SourceStatus.UNCHECKED,
    )


def _node(joining: Joining, element: Element, said: dict[str, str], sources: list[Any]) -> None:
    builder, key, at = joining.builder, element.get("id"), element.at
    label = next((said[name] for name in _WORDS if said.get(name, "").strip()), said.get("", ""))
    type = next((said[name] for name in _TYPES if said.get(name)), "").lower()
    type = type.removesuffix("-node")
    own = _own(said, at)
    if OWN not in said and element.first("graph") is not None:
        builder.lost(LossKind.DROPPED, "group", at, label)
    elif not joining.is_new(key, at):
        return
    elif type in _BEHIND:
        builder.lost(LossKind.DROPPED, "dialogue_node", at, label)
    elif type in _STEPS:
        weight = own.get("weight")
        joining.step(
            key,
            _STEPS[type],
            at,
            scheme=words(own.get("scheme")),
            weight=weight if isinstance(weight, (int, float)) else None,
            note=words(own.get("note")),
            extra=mapping(own.get("extra")),
            home=frozenset(map(words, listed(own.get("home")))),
        )
    elif not label.strip():
        builder.lost(LossKind.DROPPED, "node_without_words", at, key)
    else:
        place = own.get("source")
        there = place if isinstance(place, int) and 0 <= place < len(sources) else None
        joining.statements[key] = builder.node(
            said["label"] if OWN in said and "label" in said else label,
            at,
            kind=NodeKind(type) if type in list(NodeKind) else NodeKind.CLAIM,
            note=words(own.get("note")),
            implicit=own.get("implicit") is True,
            source_id=None if there is None else sources[there],
            extra=mapping(own.get("extra")) if OWN in said else {"graphml": {"id": key}},
        )


def _kind_of(said: Mapping[str, str], element: Element) -> RelationKind | None:
    """Return what an edge between two statements says it is; None where it says nothing."""
    line = " ".join(one[:MAX_NAME] for one in (*said.values(), element.get("label")))
    if _AGAINST.search(line):
        return RelationKind.ATTACK
    return RelationKind.SUPPORT if _FOR.search(line) else None
