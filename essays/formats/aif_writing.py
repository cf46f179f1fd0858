"""From a map to an AIF graph (docs/formats.md, AIF)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from essays.formats.aif_reading import DEFAULTS, STEPS
from essays.formats.aif_schemes import name_of, slug_of
from essays.formats.base import LossKind, LossLog
from essays.formats.fitting import statement_of
from essays.formats.json_rows import words
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import EssayGraph, JsonRow, Node, Relation, place, target_of

_OWN = "argmap"
_LISTS = ("locutions", "schemefulfillments", "descriptorfulfillments")


@dataclass(slots=True)
class AifWriting:
    """A map while it becomes an AIF graph. Rows read from AIF get their own ids and fields back."""

    graph: EssayGraph
    log: LossLog
    beside: Collection[str] = ("aif",)  # keys of the essay's extra that the file says elsewhere
    ids: dict[UUID, Any] = field(default_factory=dict)  # as written: text or number
    nodes: list[JsonRow] = field(default_factory=list)
    edges: list[JsonRow] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)
    _next: int = 1

    def write(self) -> JsonRow:
        """Return the graph as a JSON object; passages and the text are for the caller to say."""
        details = self.graph.details
        kept = kept_of(details.extra)
        nodes = sorted(self.graph.nodes.values(), key=place)
        relations = sorted(self.graph.relations.values(), key=place)
        rows: list[Node | Relation] = [*nodes, *relations]
        self._taken = {words(_raw(row).get("nodeID")) for row in rows}
        self._taken |= {words(row.get("nodeID")) for row in _rows(kept, "nodes")}
        self._give_ids(nodes, relations)
        for node in nodes:
            self._statement(node)
        written: set[str] = set()
        for relation in relations:
            if str(self.ids[relation.id]) not in written:
                written.add(str(self.ids[relation.id]))
                self._step(relation)
        behind = self._kept_nodes(kept)
        self._edges(relations, self._kept_edges(kept))
        document: JsonRow = {
            "nodes": self.nodes + behind,
            "edges": self.edges,
            "locutions": [],
            **{key: value for key, value in kept.items() if key not in ("nodes", "edges")},
        }
        self._drop_orphans(document)
        return document | {_OWN: self._details()}

    def _details(self) -> JsonRow:
        details = self.graph.details
        extra = {
            key: value
            for key, value in details.extra.items()
            if key not in self.beside or not isinstance(value, dict)
        }
        own = {
            "title": details.title,
            "author_line": details.author_line,
            "language": details.language,
            "extra": extra,
        }
        return {key: value for key, value in own.items() if value}

    def _give_ids(self, nodes: Sequence[Node], relations: Sequence[Relation]) -> None:
        used: set[str] = set()
        for node in nodes:
            self.ids[node.id] = self._id(node, used)
        froms_of: dict[str, set[UUID]] = {}
        for relation in relations:
            froms = {p.node_id for p in self.graph.premises_of.get(relation.id, ())}
            froms_of.setdefault(words(_raw(relation).get("nodeID")), set()).update(froms)
        split: dict[tuple[str, RelationKind, frozenset[UUID]], Any] = {}
        for relation in relations:
            key = words(_raw(relation).get("nodeID"))
            froms = {p.node_id for p in self.graph.premises_of.get(relation.id, ())}
            # no premise of a relation is its target, though it may be one of the step
            same = (key, relation.kind, frozenset(froms | {target_of(relation)} & froms_of[key]))
            # a step with several targets was read as one relation for each
            if not key or same not in split:
                split[same] = self._id(relation, used)
            self.ids[relation.id] = split[same]

    def _id(self, row: Node | Relation, used: set[str]) -> Any:
        known = _raw(row).get("nodeID")
        key = words(known)
        if not key or key in used:
            while str(self._next) in self._taken:
                self._next += 1
            known = key = str(self._next)
            self._taken.add(key)
        used.add(key)
        return known

    def _statement(self, node: Node) -> None:
        raw = _raw(node)
        words_then, line = statement_of(words(raw.get("text")))
        same = "text" in raw and words_then == node.text
        row = {
            **raw,
            "nodeID": self.ids[node.id],
            "text": raw["text"] if same else node.text,
            "type": "I",
        }
        own: JsonRow = {}
        if node.kind is not NodeKind.CLAIM:
            own["kind"] = node.kind
        if node.implicit:
            own["implicit"] = True
        # a text that was too long for a map stands whole in the note, and now in the row again
        note = node.note.removeprefix(line).lstrip() if same and line != node.text else node.note
        self.nodes.append(_owned(row, own | ({"note": note} if note else {}), node))

    def _step(self, relation: Relation) -> None:
        raw = _raw(relation)
        type = "CA" if relation.kind is RelationKind.ATTACK else "RA"
        if type == "RA" and raw.get("type") == "MA":
            type = "MA"
        row = {**raw, "nodeID": self.ids[relation.id], "type": type}
        row.setdefault("text", name_of(relation.scheme, DEFAULTS[type]))
        if said_scheme(row) != relation.scheme or STEPS[type] is not relation.kind:
            row.pop("scheme", None)
            row.pop("schemeID", None)
            row["text"] = name_of(relation.scheme, DEFAULTS[type])
        own: JsonRow = {}
        if said_scheme(row) != relation.scheme:
            own["scheme"] = relation.scheme
        if relation.weight is not None:
            own["weight"] = relation.weight
        home = [p.node_id for p in self.graph.premises_of.get(relation.id, ()) if p.home]
        if home:
            own["home"] = [self.ids[id] for id in home]
        if relation.note:
            own["note"] = relation.note
        self.nodes.append(_owned(row, own, relation))

    def _kept_nodes(self, kept: JsonRow) -> list[JsonRow]:
        there = {str(id) for id in self.ids.values()}
        return [row for row in _rows(kept, "nodes") if words(row.get("nodeID")) not in there]

    def _edges(self, relations: Sequence[Relation], kept: Sequence[JsonRow]) -> None:
        taken = {str(row.get("edgeID")) for row in kept}
        arcs = dict.fromkeys(
            (start, end) for relation in relations for start, end in self._ends(relation)
        )
        number = 0
        for start, end in arcs:
            number += 1
            while str(number) in taken:
                number += 1
            self.edges.append({"edgeID": str(number), "fromID": start, "toID": end})
        self.edges += kept

    def _ends(self, relation: Relation) -> Iterator[tuple[Any, Any]]:
        for premise in self.graph.premises_of.get(relation.id, ()):
            yield self.ids[premise.node_id], self.ids[relation.id]
        yield self.ids[relation.id], self.ids[target_of(relation)]

    def _kept_edges(self, kept: JsonRow) -> list[JsonRow]:
        """Return the edges that were kept and whose ends are still there."""
        there = {str(id) for id in self.ids.values()}
        there |= {str(row.get("nodeID")) for row in _rows(kept, "nodes")}
        found = []
        for row in _rows(kept, "edges"):
            ends = (str(row.get("fromID")), str(row.get("toID")))
            if there.issuperset(ends):
                found.append(row)
            else:
                self.log.add(LossKind.DROPPED, "edge_of_what_is_gone", detail=" ".join(ends))
        return found

    def _drop_orphans(self, document: JsonRow) -> None:
        """Leave out what other lists say of nodes that are gone."""
        there = {str(row.get("nodeID")) for row in document["nodes"]}
        for name in _LISTS:
            rows = document.get(name)
            if isinstance(rows, list):
                document[name] = [row for row in rows if self._stays(name, row, there)]

    def _stays(self, name: str, row: Any, there: Collection[str]) -> bool:
        if not isinstance(row, dict) or str(row.get("nodeID")) in there:
            return True
        self.log.add(
            LossKind.DROPPED, "row_of_what_is_gone", detail=f"{name} {words(row.get('nodeID'))}"
        )
        return False


def said_scheme(row: JsonRow) -> str:
    """Return the slug of the scheme that a row of type RA, CA or MA names, "" for none."""
    for name in ("scheme", "schemeID", "text"):
        said = words(row.get(name)).strip()
        # a number is a key in the table of schemes of some database
        if said and not said.isdecimal() and (slug := slug_of(said)):
            return slug
    return ""


def kept_of(extra: JsonRow) -> JsonRow:
    """Return what an earlier reading of AIF kept on an essay or a row."""
    kept = extra.get("aif")
    return kept if isinstance(kept, dict) else {}


def report_sources(graph: EssayGraph, log: LossLog) -> None:
    """Report what AIF has no words for: sources and declared background."""
    for node in sorted(graph.nodes.values(), key=place):
        if node.source_id is not None:
            log.add(LossKind.DROPPED, "source", id=node.id)
    for mark in graph.context_marks.values():
        log.add(LossKind.DROPPED, "context_mark", id=mark.id, detail=mark.quote)


def _raw(row: Node | Relation) -> JsonRow:
    """Return what was read of a row with an id; nothing for a row of our own."""
    kept = kept_of(row.extra)
    return kept if words(kept.get("nodeID")) else {}


def _rows(kept: JsonRow, name: str) -> list[JsonRow]:
    rows = kept.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _owned(row: JsonRow, own: JsonRow, of: Node | Relation) -> JsonRow:
    """Return a row of the file with what AIF has no fields for under our own key."""
    raw = _raw(of)
    extra = {key: value for key, value in of.extra.items() if not raw or key != "aif"}
    own |= {"extra": extra} if extra else {}
    own |= {} if raw else {"new": True}
    return row | {_OWN: own} if own else row
