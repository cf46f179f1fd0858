"""What rows of a map say besides their text, as the data in braces that Argdown lets follow."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from essays.formats.argdown_plan import KEY, Plan, own
from essays.formats.base import LossKind, LossLog
from essays.graph.kinds import AnchorState, SourceKind, SourceStatus
from essays.graph.model import EssayGraph, JsonRow, Node, Relation

# Names in data that mean something to us; others are foreign.
OF_NODES = ("id", "implicit", "note", "source", "sources", "citation", "extra")
OF_LINES = ("weight", "scheme", "relation")
OF_STEPS = ("id", "weight", "scheme", "note", "source", "extra", "stands_for", "uses")
OF_FRONT = ("title", "author", "language", "thesis", "essay", "extra")
# What Argdown's own syntax says of a row; the rest of what is kept for it stands in the data.
_IN_SYNTAX = (
    "section",
    "title",
    "form",
    "tags",
    "data",
    "type",
    "description",
    "rules",
    "inference",
)


def node_data(
    graph: EssayGraph, node: Node, log: LossLog, *, ids: bool, section: str | None = None
) -> JsonRow:
    """Return the data of a statement, which stands in a section."""
    found: JsonRow = {"id": str(node.id)} if ids else {}
    if node.implicit:
        found["implicit"] = True
    if node.note:
        found["note"] = node.note
    spans = _spans(graph, node.id, log)
    if spans:
        found["source"] = spans[0] if len(spans) == 1 else spans
    if node.source_id is not None and node.source_id in graph.sources:
        found["citation"] = _citation(graph, node.source_id)
    foreign, extra = _foreign(node, (*OF_NODES, *OF_LINES))
    if own(node).get("section") != section:
        inner = extra.setdefault("extra", {}).setdefault(KEY, {})
        if isinstance(inner, dict):
            inner["section"] = own(node).get("section")
    return found | extra | foreign


def line_data(graph: EssayGraph, relation: Relation, log: LossLog, *, ids: bool) -> JsonRow:
    """Return the data of a relation that is a line: they stand with those of its premise."""
    whole = step_data(graph, relation, log, ids=ids)
    found = {name: whole.pop(name) for name in ("weight", "scheme") if name in whole}
    return found | ({"relation": whole} if whole else {})


def step_data(graph: EssayGraph, relation: Relation, log: LossLog, *, ids: bool) -> JsonRow:
    """Return the data of a relation, as they stand with an inference."""
    found: JsonRow = {"id": str(relation.id)} if ids else {}
    if relation.weight is not None:
        found["weight"] = relation.weight
    if relation.scheme:
        found["scheme"] = relation.scheme
    if relation.note and relation.note != own(relation).get("description"):
        found["note"] = relation.note
    spans = _spans(graph, relation.id, log)
    if spans:
        found["source"] = spans[0] if len(spans) == 1 else spans
    foreign = own(relation).get("inference")
    foreign = foreign if isinstance(foreign, dict) else {}
    _, extra = _foreign(relation, ())
    return found | extra | {name: foreign[name] for name in foreign.keys() - set(OF_STEPS)}


def tags(row: Node | Relation) -> list[str]:
    """Return the tags that a row keeps from a document."""
    kept = own(row).get("tags")
    return [tag for tag in kept if isinstance(tag, str)] if isinstance(kept, list) else []


def lost_rows(graph: EssayGraph, log: LossLog) -> None:
    """Report the rows of which Argdown says nothing."""
    for mark in sorted(graph.context_marks.values(), key=lambda row: row.id):
        log.add(LossKind.DROPPED, "context_mark", id=mark.id)
    cited = {node.source_id for node in graph.nodes.values()}
    for source in sorted(graph.sources.values(), key=lambda row: row.id):
        if source.id not in cited:
            log.add(LossKind.DROPPED, "unused_source", id=source.id)
        elif source.checked_by_id is not None:
            log.add(LossKind.DROPPED, "source_checker", id=source.id)


def renamed_rows(made: Plan, log: LossLog) -> None:
    """Report the titles that cannot stand as they came, and the arguments that have to be
    statements because steps are made of them."""
    graph = made.graph
    for id, title in made.titles.items():
        row = graph.nodes.get(id) or graph.relations[id]
        wish = own(row).get("title")
        if isinstance(wish, str) and wish not in ("", title):
            log.add(LossKind.APPROXIMATED, "title_changed", id=id, detail=wish[:200])
        if own(row).get("form") == "argument" and id in graph.nodes and id not in made.bare:
            log.add(LossKind.APPROXIMATED, "argument_as_statement", id=id, detail=title)


def _spans(graph: EssayGraph, owner: UUID, log: LossLog) -> list[JsonRow]:
    found = []
    for mark in graph.anchors_of.get(owner, ()):
        if mark.start is None or mark.end is None:
            log.add(LossKind.DROPPED, "lost_passage", id=owner, detail=mark.exact[:200])
            continue
        words = graph.text[mark.start : mark.end]
        if mark.state is not AnchorState.EXACT or words != mark.exact:
            log.add(LossKind.DROPPED, "passage_moved", id=owner, detail=mark.exact[:200])
        found.append({"start": mark.start, "end": mark.end, "exact": words})
    return found


def _citation(graph: EssayGraph, source_id: UUID) -> str | JsonRow:
    source = graph.sources[source_id]
    found: JsonRow = {"text": source.citation}
    if source.url:
        found["url"] = source.url
    if source.kind is not SourceKind.OTHER:
        found["kind"] = str(source.kind)
    if source.status is not SourceStatus.UNCHECKED:
        found["status"] = str(source.status)
    return source.citation if len(found) == 1 else found


def _foreign(row: Node | Relation, known: tuple[str, ...]) -> tuple[JsonRow, JsonRow]:
    """Return the foreign data that stand under their own names, and the rest, under `extra`."""
    kept: Mapping[str, Any] = own(row)
    data = kept.get("data")
    data = data if isinstance(data, dict) else {}
    free = {name: value for name, value in data.items() if name not in known}
    rest: JsonRow = {name: value for name, value in kept.items() if name not in _IN_SYNTAX}
    if isinstance(row, Node) and len(free) < len(data):
        rest["data"] = {name: value for name, value in data.items() if name in known}
    whole = {name: value for name, value in row.extra.items() if name != KEY or not kept}
    if rest:
        whole[KEY] = rest
    return free, {"extra": whole} if whole else {}
