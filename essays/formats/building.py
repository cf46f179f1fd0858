"""A sound map from what a foreign document says, whatever it says.

A reader adds statements, steps and passages in the order of its document; what no map can hold is
put right or left out here, once for every format, and reported with its place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from essays.formats.base import Flaw, FormatError, LossKind, LossLog, LossReport
from essays.graph import rules
from essays.graph.errors import BadValue
from essays.graph.ids import uuid7
from essays.graph.kinds import AnchorState, NodeKind, RelationKind, SourceKind, SourceStatus
from essays.graph.lookup import MAX_CHAIN
from essays.graph.model import (
    Anchor,
    Details,
    EssayGraph,
    JsonRow,
    Node,
    Premise,
    Relation,
    Row,
    Source,
)
from essays.graph.plan_relations import MAX_PREMISES
from essays.graph.positions import spread
from essays.text.anchors import describe
from essays.text.errors import TextRefused
from essays.text.normal import normalise_line

# Code points under all passages together: each keeps its words, so that many over the whole of a
# long text would take gigabytes.
MAX_QUOTED = 4_000_000
_CUT = "…"
_UNTITLED = "Untitled"


@dataclass(frozen=True, slots=True)
class At:
    """A place in the foreign document: line and column from 1, a JSON pointer, or an element."""

    line: int | None = None
    column: int | None = None
    pointer: str | None = None


NOWHERE = At()


@dataclass(slots=True)
class Builder:
    """Collects the rows of a new map. Ids are made anew; rows keep the order they came in.

    Methods raise FormatError only where the document is hopeless: a text that no essay can hold,
    or more rows than a map may have.
    """

    log: LossLog = field(default_factory=LossLog)
    text: str = ""
    nodes: dict[UUID, Node] = field(default_factory=dict)
    relations: dict[UUID, Relation] = field(default_factory=dict)
    premises_of: dict[UUID, list[UUID]] = field(default_factory=dict)
    anchors: list[Anchor] = field(default_factory=list)
    sources: dict[UUID, Source] = field(default_factory=dict)
    _targets: dict[UUID, tuple[UUID, At]] = field(default_factory=dict)
    _homes: dict[UUID, UUID] = field(default_factory=dict)
    _thesis: UUID | None = None
    _premises: int = 0
    _quoted: int = 0

    def lost(self, kind: LossKind, what: str, at: At = NOWHERE, detail: str = "") -> None:
        """Report one thing that the map does not hold as the document said it."""
        self.log.add(
            kind, what, line=at.line, column=at.column, pointer=at.pointer, detail=detail[:200]
        )

    def set_text(self, text: str, at: At = NOWHERE) -> None:
        """Take the essay's text, which has to come before the passages that stand on it."""
        self.text = _ruled(rules.text, text, at)

    def node(
        self,
        text: str,
        at: At = NOWHERE,
        *,
        kind: NodeKind = NodeKind.CLAIM,
        note: str = "",
        implicit: bool = False,
        source_id: UUID | None = None,
        extra: JsonRow | None = None,
    ) -> UUID:
        """Add a statement and return its id.

        A text that is too long is cut, the whole of it going to the note; one that is empty
        becomes an ellipsis. A second thesis becomes a claim.
        """
        self._room(Node.table, len(self.nodes), at)
        line = _line(text, at)
        if not line:
            self.lost(LossKind.GUESSED, "empty_statement", at)
            line = _CUT
        if len(line) > rules.STATEMENT:
            self.lost(LossKind.REPAIRED, "statement_cut", at, line)
            note = f"{line}\n\n{note}".strip()
            line = line[: rules.STATEMENT - 1].rstrip() + _CUT
        if kind is NodeKind.THESIS and self._thesis is not None:
            self.lost(LossKind.REPAIRED, "second_thesis", at, line)
            kind = NodeKind.CLAIM
        node = Node(
            id=uuid7(),
            kind=kind,
            text=line,
            note=self._note(note, at),
            implicit=implicit,
            source_id=source_id,
            extra=self._extra(extra, at),
        )
        self.nodes[node.id] = node
        if kind is NodeKind.THESIS:
            self._thesis = node.id
        return node.id

    def crown(self, id: UUID) -> None:
        """Make a node the thesis; the earlier one becomes a claim."""
        if self._thesis is not None:
            self.nodes[self._thesis] = replace(self.nodes[self._thesis], kind=NodeKind.CLAIM)
        self.nodes[id] = replace(self.nodes[id], kind=NodeKind.THESIS)
        self._thesis = id

    def relation(
        self,
        kind: RelationKind,
        premises: Sequence[UUID],
        target: UUID,
        at: At = NOWHERE,
        *,
        scheme: str = "",
        weight: float | None = None,
        note: str = "",
        extra: JsonRow | None = None,
        home: Iterable[UUID] = (),
        id: UUID | None = None,
    ) -> UUID:
        """Add a step and return its id. Its target is the id of a node or a step, which may be
        added later where `id` gives it; steps that cannot stand are left out by `finish`.

        `home` names premises that hang here, where the document says so.
        """
        self._room(Relation.table, len(self.relations), at)
        froms = list(dict.fromkeys(premises))
        if len(froms) < len(premises):
            self.lost(LossKind.REPAIRED, "premise_twice", at)
        if len(froms) > MAX_PREMISES:
            raise FormatError(Flaw.TOO_MANY, **_place(at), limit=MAX_PREMISES)
        self._premises += len(froms)
        self._room(Premise.table, self._premises - 1, at)
        id = id or uuid7()
        self.relations[id] = Relation(
            id=id,
            kind=kind,
            scheme=self._scheme(scheme, at),
            weight=self._weight(weight, at),
            note=self._note(note, at),
            extra=self._extra(extra, at),
        )
        self.premises_of[id] = froms
        self._targets[id] = (target, at)
        for node_id in home:
            self._homes.setdefault(node_id, id)
        return id

    def source(
        self,
        citation: str,
        at: At = NOWHERE,
        *,
        url: str = "",
        kind: SourceKind = SourceKind.OTHER,
        status: SourceStatus = SourceStatus.UNCHECKED,
    ) -> UUID | None:
        """Add a source and return its id; None where it says nothing. An address that is none of
        the web stays part of the citation."""
        self._room(Source.table, len(self.sources), at)
        try:
            address = rules.url(url)
        except BadValue:
            citation, address = f"{citation} {url}".strip(), ""
        words = _line(citation or address, at)
        if not words:
            return None
        if len(words) > rules.CITATION:
            self.lost(LossKind.REPAIRED, "citation_cut", at, words)
            words = words[: rules.CITATION - 1].rstrip() + _CUT
        row = Source(id=uuid7(), kind=kind, citation=words, url=address, status=status)
        self.sources[row.id] = row
        return row.id

    def anchor(self, owner: UUID, start: int, end: int, at: At = NOWHERE) -> UUID | None:
        """Lay a passage (code points of the essay's text, half-open) under a node or a step;
        outside the text it is left out."""
        if not 0 <= start < end <= len(self.text):
            self.lost(LossKind.DROPPED, "passage_outside", at, f"{start}-{end}")
            return None
        self._room(Anchor.table, len(self.anchors), at)
        self._quoted += end - start
        if self._quoted > MAX_QUOTED:
            raise FormatError(Flaw.TOO_LARGE, **_place(at), limit=MAX_QUOTED)
        quote = describe(self.text, start, end)
        row = Anchor(
            id=uuid7(),
            node_id=owner if owner in self.nodes else None,
            relation_id=owner if owner in self.relations else None,
            start=start,
            end=end,
            exact=quote.exact,
            prefix=quote.prefix,
            suffix=quote.suffix,
            state=AnchorState.EXACT,
        )
        self.anchors.append(row)
        return row.id

    def finish(
        self,
        *,
        title: str = "",
        author_line: str = "",
        language: str = "en",
        extra: JsonRow | None = None,
    ) -> tuple[EssayGraph, LossReport]:
        """Return the sound map and everything that was lost on the way."""
        self._aim()
        rows: list[Row] = [*self.sources.values(), *self._placed_nodes(), *self._placed_steps()]
        owners = self.nodes.keys() | self.relations.keys()
        rows += [one for one in self.anchors if (one.node_id or one.relation_id) in owners]
        details = Details(
            id=uuid7(),
            title=_cut(_line(title, NOWHERE) or self._first_words(), rules.TITLE),
            author_line=_cut(_line(author_line, NOWHERE), rules.AUTHOR_LINE),
            language=self._language(language),
            extra=self._extra(extra, NOWHERE, limit=rules.ESSAY_EXTRA),
        )
        return EssayGraph.of(details, rows, text=self.text), self.log.report()

    def _aim(self) -> None:
        """Point every step at its target; leave out those that no map can hold."""
        for id, (target, at) in list(self._targets.items()):
            froms = self.premises_of[id]
            kept = [node for node in froms if node in self.nodes and node != target]
            if len(kept) < len(froms):
                self.lost(LossKind.REPAIRED, "premise_is_target", at)
                self.premises_of[id] = kept
            if not kept or (target not in self.nodes and target not in self.relations):
                self._drop(id, "step_without_ends")
        for id in list(self.relations):
            chain = self._chain(id)
            if chain is None:
                self._drop(id, "step_targets_itself")
            elif len(chain) > MAX_CHAIN:
                self._drop(id, "chain_too_deep")
        self._drop_dangling()
        for id, (target, _) in self._targets.items():
            node_id = target if target in self.nodes else None
            relation_id = target if target in self.relations else None
            self.relations[id] = replace(
                self.relations[id], target_node_id=node_id, target_relation_id=relation_id
            )

    def _drop_dangling(self) -> None:
        """Leave out the steps whose target went, until none is left that has lost it."""
        while gone := [
            id
            for id, (target, _) in self._targets.items()
            if target not in self.nodes and target not in self.relations
        ]:
            for id in gone:
                self._drop(id, "step_without_ends")

    def _chain(self, id: UUID) -> list[UUID] | None:
        """Return a step and what it stands on, one after the other; None for a circle."""
        chain = [id]
        while (target := self._targets[chain[-1]][0]) in self.relations:
            if target in chain:
                return None
            chain.append(target)
            if len(chain) > MAX_CHAIN:
                break
        return chain

    def _drop(self, id: UUID, what: str) -> None:
        _, at = self._targets.pop(id)
        self.lost(LossKind.DROPPED, what, at)
        del self.relations[id]
        del self.premises_of[id]

    def _placed_nodes(self) -> list[Node]:
        keys = spread(len(self.nodes))
        nodes = self.nodes.values()
        return [replace(node, position=key) for node, key in zip(nodes, keys, strict=True)]

    def _placed_steps(self) -> list[Row]:
        rows: list[Row] = []
        keys = spread(len(self.relations))
        for relation, key in zip(self.relations.values(), keys, strict=True):
            rows.append(replace(relation, position=key))
            froms = self.premises_of[relation.id]
            rows += [
                Premise(
                    id=uuid7(),
                    relation_id=relation.id,
                    node_id=node_id,
                    position=inner,
                    home=self._homes.get(node_id) == relation.id,
                )
                for node_id, inner in zip(froms, spread(len(froms)), strict=True)
            ]
        return rows

    def _first_words(self) -> str:
        first = self._thesis or next(iter(self.nodes), None)
        return self.nodes[first].text if first else _UNTITLED

    def _room(self, table: str, there: int, at: At) -> None:
        if there >= rules.MOST_ROWS[table]:
            raise FormatError(Flaw.TOO_MANY, **_place(at), limit=rules.MOST_ROWS[table])

    def _note(self, note: str, at: At) -> str:
        kept: str = _ruled(rules.text, note, at).strip()
        if len(kept) > rules.NOTE:
            self.lost(LossKind.REPAIRED, "note_cut", at)
        return _cut(kept, rules.NOTE)

    def _scheme(self, scheme: str, at: At) -> str:
        try:
            return rules.scheme(scheme)
        except BadValue:
            self.lost(LossKind.DROPPED, "scheme", at, scheme)
            return ""

    def _weight(self, weight: float | None, at: At) -> float | None:
        try:
            return rules.weight(weight)
        except BadValue:
            self.lost(LossKind.DROPPED, "weight", at, str(weight))
            return None

    def _language(self, language: str) -> str:
        try:
            return rules.language(language)
        except BadValue:
            self.lost(LossKind.DROPPED, "language", detail=language)
            return "en"

    def _extra(self, extra: JsonRow | None, at: At, *, limit: int = rules.EXTRA) -> JsonRow:
        try:
            return rules.extra(extra or {}, limit=limit)
        except BadValue as error:
            self.lost(LossKind.DROPPED, "foreign_data", at, error.code)
            return {}


def _line(text: str, at: At) -> str:
    try:
        return normalise_line(text)
    except TextRefused as error:
        raise FormatError(Flaw.ENCODING, **_place(at), reason=error.code) from error


def _ruled(rule: Any, value: str, at: At) -> str:
    try:
        kept: str = rule(value)
    except BadValue as error:
        raise FormatError(Flaw.BAD_VALUE, **_place(at), reason=error.code) from error
    return kept


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + _CUT


def _place(at: At) -> dict[str, Any]:
    return {"line": at.line, "column": at.column, "pointer": at.pointer}
