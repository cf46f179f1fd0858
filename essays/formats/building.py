"""A sound map from what a foreign document says, whatever it says.

A reader adds statements, steps and passages in the order of its document; what no map can hold is
put right or left out here, once for every format, and reported with its place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NoReturn
from uuid import UUID

from essays.formats.base import Flaw, FormatError, LossKind, LossReport
from essays.formats.drafts import Statement, Step
from essays.formats.fitting import CUT, NOWHERE, At, Fitting, cut, place, ruled
from essays.formats.placing import placed_nodes, placed_premises, placed_relations
from essays.graph import rules
from essays.graph.errors import BadValue
from essays.graph.ids import uuid7, uuid7s
from essays.graph.kinds import AnchorState, NodeKind, RelationKind, SourceKind, SourceStatus
from essays.graph.lookup import MAX_CHAIN
from essays.graph.model import (
    Anchor,
    ContextMark,
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
from essays.text.anchors import describe

__all__ = ["NOWHERE", "At", "Builder", "Statement", "Step"]

# Code points under all passages together: each keeps its words, so that many over the whole of a
# long text would take gigabytes.
MAX_QUOTED = 4_000_000
_UNTITLED = "Untitled"
_MOST_NODES, _MOST_RELATIONS, _MOST_PREMISES = (
    rules.MOST_ROWS[kind.table] for kind in (Node, Relation, Premise)
)


@dataclass(slots=True)
class Builder(Fitting):
    """Collects the rows of a new map. Ids are made anew; rows keep the order they came in.

    Methods raise FormatError only where the document is hopeless: a text that no essay can hold,
    or more rows than a map may have.
    """

    text: str = ""
    nodes: dict[UUID, Statement] = field(default_factory=dict)
    relations: dict[UUID, Step] = field(default_factory=dict)
    anchors: list[Anchor] = field(default_factory=list)
    background: list[ContextMark] = field(default_factory=list)
    sources: dict[UUID, Source] = field(default_factory=dict)
    _homes: dict[UUID, UUID] = field(default_factory=dict)
    _thesis: UUID | None = None
    _premises: int = 0
    _quoted: int = 0
    _aimed: bool = False
    _spare: list[UUID] = field(default_factory=list)

    def fresh(self) -> UUID:
        """Return a new id, later than those before it."""
        if not self._spare:
            self._spare = uuid7s(16 if len(self.nodes) < 16 else 128)[::-1]
        return self._spare.pop()

    def _several(self, count: int) -> list[UUID]:
        """Return so many new ids, later than those before them."""
        if count > len(self._spare):
            return uuid7s(count)
        return [self._spare.pop() for _ in range(count)]

    def set_text(self, text: str, at: At = NOWHERE) -> None:
        """Take the essay's text, which has to come before the passages that stand on it."""
        self.text = ruled(rules.text, text, at)

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
        if len(self.nodes) >= _MOST_NODES:
            self._full(Node, at)
        line = self.fit_line(text, at)
        if not line:
            self.lost(LossKind.GUESSED, "empty_statement", at)
            line = CUT
        if len(line) > rules.STATEMENT:
            self.lost(LossKind.REPAIRED, "statement_cut", at, line)
            note = f"{line}\n\n{note}".strip()
            line = line[: rules.STATEMENT - 1].rstrip() + CUT
        if kind is NodeKind.THESIS and self._thesis is not None:
            self.lost(LossKind.REPAIRED, "second_thesis", at, line)
            kind = NodeKind.CLAIM
        # most are empty, and a call for each takes as long as all the rest
        noted = self.fit_note(note, at) if note else ""
        kept = self.fit_extra(extra, at) if extra else {}
        id = self._spare.pop() if self._spare else self.fresh()
        self.nodes[id] = Statement(id, kind, line, noted, implicit, source_id, kept)
        if kind is NodeKind.THESIS:
            self._thesis = id
        return id

    def keep(self, id: UUID, extra: JsonRow, at: At = NOWHERE) -> None:
        """Replace the foreign data of a node."""
        self.nodes[id].extra = self.fit_extra(extra, at)

    def crown(self, id: UUID) -> None:
        """Make a node the thesis; the earlier one becomes a claim."""
        if self._thesis is not None:
            self.nodes[self._thesis].kind = NodeKind.CLAIM
        self.nodes[id].kind = NodeKind.THESIS
        self._thesis = id

    def crown_root(self) -> None:
        """Make the only statement that backs nothing the thesis, where there is one such."""
        self.aim()
        roots = set(self.nodes)
        for step in self.relations.values():
            roots.difference_update(step.premises)
        if len(roots) == 1:
            self.crown(roots.pop())

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
        if len(self.relations) >= _MOST_RELATIONS:
            self._full(Relation, at)
        froms = list(premises)
        if len(froms) > 1 and len(set(froms)) < len(froms):
            self.lost(LossKind.REPAIRED, "premise_twice", at)
            froms = list(dict.fromkeys(froms))
        if len(froms) > MAX_PREMISES:
            self.lost(LossKind.DROPPED, "too_many_premises", at, str(len(froms)))
            return id or self.fresh()
        self._premises += len(froms)
        if self._premises > _MOST_PREMISES:
            self._full(Premise, at)
        id = id or self.fresh()
        fits = self.fit_scheme(scheme, at) if scheme else ""
        share = None if weight is None else self.fit_weight(weight, at)
        noted = self.fit_note(note, at) if note else ""
        kept = self.fit_extra(extra, at) if extra else {}
        self.relations[id] = Step(id, kind, froms, target, at, fits, share, noted, kept)
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
        if len(self.sources) >= rules.MOST_ROWS[Source.table]:
            self._full(Source, at)
        try:
            address = rules.url(url)
        except BadValue:
            citation, address = f"{citation} {url}".strip(), ""
        words = self.fit_line(citation or address, at)
        if not words:
            return None
        if len(words) > rules.CITATION:
            self.lost(LossKind.REPAIRED, "citation_cut", at, words)
            words = words[: rules.CITATION - 1].rstrip() + CUT
        row = Source(id=uuid7(), kind=kind, citation=words, url=address, status=status)
        self.sources[row.id] = row
        return row.id

    def anchor(self, owner: UUID, start: int, end: int, at: At = NOWHERE) -> UUID | None:
        """Lay a passage (code points of the essay's text, half-open) under a node or a step;
        outside the text it is left out."""
        if not 0 <= start < end <= len(self.text):
            self.lost(LossKind.DROPPED, "passage_outside", at, f"{start}-{end}")
            return None
        if len(self.anchors) >= rules.MOST_ROWS[Anchor.table]:
            self._full(Anchor, at)
        self._quoted += end - start
        if self._quoted > MAX_QUOTED:
            raise FormatError(Flaw.TOO_LARGE, **place(at), limit=MAX_QUOTED)
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

    def context(self, start: int, end: int, at: At = NOWHERE) -> UUID | None:
        """Declare a passage of the text background; outside the text it is left out."""
        if not 0 <= start < end <= len(self.text):
            self.lost(LossKind.DROPPED, "passage_outside", at, f"{start}-{end}")
            return None
        if len(self.background) >= rules.MOST_ROWS[ContextMark.table]:
            self._full(ContextMark, at)
        quote = describe(self.text, start, end)
        row = ContextMark(
            id=uuid7(),
            start=start,
            end=end,
            quote=quote.exact,
            prefix=quote.prefix,
            suffix=quote.suffix,
        )
        self.background.append(row)
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
        self.aim()
        nodes = placed_nodes(self.nodes.values())
        steps = self.relations.values()
        relations = placed_relations(steps, self.nodes)
        id, *ids = self._several(1 + sum(len(step.premises) for step in steps))
        premises = placed_premises(ids, steps, self._homes)
        details = Details(
            id=id,
            title=cut(self.fit_line(title, NOWHERE) or self._first_words(), rules.TITLE),
            author_line=cut(self.fit_line(author_line, NOWHERE), rules.AUTHOR_LINE),
            language=self.fit_language(language),
            extra=self.fit_extra(extra, NOWHERE, limit=rules.ESSAY_EXTRA),
        )
        graph = EssayGraph(
            details,
            self.text,
            sources=self.sources,
            nodes={row.id: row for row in nodes},
            relations={row.id: row for row in relations},
            premises={row.id: row for row in premises},
            anchors={
                row.id: row
                for row in self.anchors
                if row.node_id in self.nodes or row.relation_id in self.relations
            },
            context_marks={row.id: row for row in self.background},
        )
        return graph, self.log.report()

    def aim(self) -> None:
        """Point every step at its target; leave out those that no map can hold.

        `finish` does it; a reader that keeps what is left out does it before.
        """
        if self._aimed:
            return
        self._aimed = True
        plain = True
        for id, step in list(self.relations.items()):
            froms, target = step.premises, step.target
            if froms and target in self.nodes and target not in froms:
                continue
            plain = False
            kept = [node for node in froms if node in self.nodes and node != target]
            if len(kept) < len(froms):
                self.lost(LossKind.REPAIRED, "premise_is_target", step.at)
                step.premises = kept
            if not kept or (target not in self.nodes and target not in self.relations):
                self._drop(id, "step_without_ends")
        if plain:
            return
        for id, step in list(self.relations.items()):
            if step.target in self.nodes:
                continue
            chain = self._chain(id)
            if chain is None:
                self._drop(id, "step_targets_itself")
            elif len(chain) > MAX_CHAIN:
                self._drop(id, "chain_too_deep")
        self._drop_dangling()

    def _drop_dangling(self) -> None:
        """Leave out the steps whose target went, until none is left that has lost it."""
        while gone := [
            id
            for id, step in self.relations.items()
            if step.target not in self.nodes and step.target not in self.relations
        ]:
            for id in gone:
                self._drop(id, "step_without_ends")

    def _chain(self, id: UUID) -> dict[UUID, None] | None:
        """Return a step and what it stands on, one after the other; None for a circle."""
        chain = {id: None}
        while len(chain) <= MAX_CHAIN and (id := self.relations[id].target) in self.relations:
            if id in chain:
                return None
            chain[id] = None
        return chain

    def _drop(self, id: UUID, what: str) -> None:
        self.lost(LossKind.DROPPED, what, self.relations.pop(id).at)

    def _first_words(self) -> str:
        first = self._thesis or next(iter(self.nodes), None)
        return self.nodes[first].text if first else _UNTITLED

    def _full(self, kind: type[Row], at: At) -> NoReturn:
        raise FormatError(Flaw.TOO_MANY, **place(at), limit=rules.MOST_ROWS[kind.table])
