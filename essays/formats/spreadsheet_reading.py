"""Reading of tables: our own columns, or as few as `text`, `kind`, `parent` and `relation`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from essays.formats.base import Flaw, FormatError, LossKind, LossReport
from essays.formats.building import NOWHERE, At, Builder
from essays.formats.documents import read_json
from essays.formats.spreadsheet_rows import Cells, records
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind, SourceKind, SourceStatus
from essays.graph.model import EssayGraph, JsonRow, Premise
from essays.graph.rules import MOST_ROWS

_MOST_PASSAGES = 1_000  # in one cell
_MOST_PREMISES = MOST_ROWS[Premise.table]
_KINDS = {
    **dict.fromkeys(("thesis", "main claim", "major claim", "conclusion"), NodeKind.THESIS),
    **dict.fromkeys(("evidence", "fact", "example", "quote", "source"), NodeKind.EVIDENCE),
    **dict.fromkeys(("claim", "reason", "argument", "premise", "statement"), NodeKind.CLAIM),
    **dict.fromkeys(("pro", "con", "objection", "rebuttal", "counterargument"), NodeKind.CLAIM),
}
_RELATIONS = {
    **dict.fromkeys(("support", "supports", "pro", "for", "because", "+"), RelationKind.SUPPORT),
    **dict.fromkeys(
        ("attack", "attacks", "con", "against", "but", "objection", "-", "−"),
        RelationKind.ATTACK,
    ),
    **dict.fromkeys(("rebuttal", "counterargument", "undercuts"), RelationKind.ATTACK),
}
_OF_ESSAY = {"title", "author", "language", "line", "extra", "more"}
_PASSAGE = re.compile(r"(\d{1,7})\.\.(\d{1,7})")


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map that a table holds. Raises FormatError with its line.

    Columns are known by their names, in any order; commas, semicolons and tabs part them. A target
    is the id of a statement or step, the number of a row where there are no ids, or the text of a
    statement.
    """
    reader = _Reading(Builder())
    for at, cells in records(data, reader.builder):
        reader.take(at, cells)
    return reader.finish()


@dataclass(slots=True)
class _Step:
    """A step as it gathers from the rows of its premises."""

    at: At
    kind: RelationKind | None = None
    target: str = ""
    cells: Cells = field(default_factory=dict)
    premises: list[tuple[int, int, UUID]] = field(default_factory=list)
    home: list[UUID] = field(default_factory=list)


class _Reading:
    """The rows of a table on their way to a map."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.head: Cells = {}
        self.text: list[str] = []
        self.extra: list[str] = []
        self.open = self.text  # what `more` goes on with
        self.background: list[tuple[str, At]] = []
        self.ids: dict[str, UUID] = {}
        self.by_text: dict[str, list[UUID]] = {}
        self.steps: dict[str, _Step] = {}
        self.premises = 0
        self.sources: dict[tuple[str, ...], UUID | None] = {}
        self.passages: list[tuple[UUID, str, At]] = []
        self.guessable: list[UUID] = []
        self.pointing: set[UUID] = set()

    def take(self, at: At, cells: Cells) -> None:
        """Read one row."""
        kind = cells.get("kind", "").strip().lower()
        if kind in _OF_ESSAY:
            self._take_essay(kind, cells.get("text", ""))
            return
        if kind == "context" and not cells.get("text"):
            self.background.append((cells.get("passages", ""), at))
            return
        name = cells.get("id", "").strip()
        node_id = self.ids.get(name) if name else None
        is_new = node_id is None
        if node_id is not None:
            if cells.get("text", "").strip() not in ("", self.builder.nodes[node_id].text):
                raise FormatError(Flaw.DUPLICATE, line=at.line, column=1, id=name[:100])
        else:
            node_id = self._node(at, cells, kind)
            self.ids.setdefault(name or str(len(self.builder.nodes)), node_id)
        if cells.get("target", "").strip() or cells.get("step", "").strip():
            self._premise(at, cells, node_id, kind, is_new=is_new)
        elif cells.get("relation", "").strip() and is_new:
            self.builder.lost(LossKind.DROPPED, "relation_without_target", at)

    def _take_essay(self, kind: str, text: str) -> None:
        if kind in ("line", "extra"):
            self.open = self.text if kind == "line" else self.extra
            self.open.append(text)
        elif kind == "more":
            self.open[-1:] = [f"{self.open[-1] if self.open else ''}{text}"]
        else:
            self.head.setdefault(kind, text)

    def _node(self, at: At, cells: Cells, kind: str) -> UUID:
        known = _KINDS.get(kind)
        if kind and known is None:
            self.builder.lost(LossKind.GUESSED, "kind", at, kind)
        node_id = self.builder.node(
            cells.get("text", "").strip(),
            at,
            kind=known or NodeKind.CLAIM,
            note=cells.get("note", ""),
            implicit=cells.get("implicit", "").strip().lower() in ("yes", "true", "1", "x"),
            source_id=self._source(at, cells),
            extra=self._extra(cells.get("extra", ""), at),
        )
        self.by_text.setdefault(self.builder.nodes[node_id].text.casefold(), []).append(node_id)
        if not kind:
            self.guessable.append(node_id)
        if "passages" in cells:
            self.passages.append((node_id, cells["passages"], at))
        return node_id

    def _source(self, at: At, cells: Cells) -> UUID | None:
        key = tuple(cells.get(name, "") for name in ("citation", "url", "source_kind", "status"))
        if not key[0] and not key[1]:
            return None
        if key not in self.sources:
            kind, status = key[2].strip().lower(), key[3].strip().lower()
            if kind not in {*SourceKind, ""} or status not in {*SourceStatus, ""}:
                self.builder.lost(LossKind.DROPPED, "source_details", at, f"{kind} {status}")
            self.sources[key] = self.builder.source(
                key[0],
                at,
                url=key[1],
                kind=SourceKind(kind) if kind in set(SourceKind) else SourceKind.OTHER,
                status=(
                    SourceStatus(status) if status in set(SourceStatus) else SourceStatus.UNCHECKED
                ),
            )
        return self.sources[key]

    def _premise(self, at: At, cells: Cells, node_id: UUID, kind: str, *, is_new: bool) -> None:
        """Let a statement take part in a step."""
        self.premises += 1
        if self.premises > _MOST_PREMISES:
            raise FormatError(Flaw.TOO_MANY, line=at.line, limit=_MOST_PREMISES)
        name = cells.get("step", "").strip() or f"\0{len(self.steps)}"
        step = self.steps.setdefault(name, _Step(at))
        order = cells.get("premise", "").strip()
        number = int(order) if order.isascii() and order.isdigit() and len(order) < 6 else 0
        step.premises.append((number, len(step.premises), node_id))
        if is_new:
            step.home.append(node_id)
        word = cells.get("relation", "").strip().lower()
        relation = _RELATIONS.get(word) or (None if word else _RELATIONS.get(kind))
        if word and relation is None:
            self.builder.lost(LossKind.GUESSED, "relation", at, word)
        step.kind = step.kind or relation
        step.target = step.target or cells.get("target", "").strip()
        for column in ("weight", "scheme", "step_note", "step_passages", "step_extra"):
            if column in cells:
                step.cells.setdefault(column, cells[column])
        self.pointing.add(node_id)

    def finish(self) -> tuple[EssayGraph, LossReport]:
        """Return the map of all rows."""
        self.builder.set_text("\n".join(self.text))
        steps = self._ordered()
        ids = {name: uuid7() for name in steps}
        for name, step in steps.items():
            target = self._target(step, ids)
            self.builder.relation(
                step.kind or RelationKind.SUPPORT,
                [node_id for _, _, node_id in sorted(step.premises, key=lambda one: one[:2])],
                target or uuid7(),
                step.at,
                id=ids[name],
                scheme=step.cells.get("scheme", "").strip(),
                weight=self._weight(step),
                note=step.cells.get("step_note", ""),
                home=step.home,
                extra=self._extra(step.cells.get("step_extra", ""), step.at),
            )
            if "step_passages" in step.cells:
                self.passages.append((ids[name], step.cells["step_passages"], step.at))
        for owner, cell, at in self.passages:
            for start, end in self._spans(cell, at):
                self.builder.anchor(owner, start, end, at)
        for cell, at in self.background:
            for start, end in self._spans(cell, at):
                self.builder.context(start, end, at)
        self._crown()
        return self.builder.finish(
            title=self.head.get("title", ""),
            author_line=self.head.get("author", ""),
            language=self.head.get("language", "").strip() or "en",
            extra=self._extra("".join(self.extra), NOWHERE),
        )

    def _ordered(self) -> dict[str, _Step]:
        """Return the steps by their numbers where all have ours, else as they came."""
        if not all(re.fullmatch(r"R[0-9]{1,6}", name) for name in self.steps):
            return self.steps
        return dict(sorted(self.steps.items(), key=lambda one: int(one[0][1:])))

    def _target(self, step: _Step, ids: Mapping[str, UUID]) -> UUID | None:
        found = self.ids.get(step.target) or ids.get(step.target)
        if found is None:
            alike = self.by_text.get(" ".join(step.target.split()).casefold(), [])
            if len(alike) > 1:
                self.builder.lost(LossKind.GUESSED, "target_ambiguous", step.at, step.target)
            found = alike[0] if alike else None
        return found

    def _weight(self, step: _Step) -> float | None:
        cell = step.cells.get("weight", "").strip()
        try:
            return float(cell.replace(",", ".")) if cell else None
        except ValueError:
            self.builder.lost(LossKind.DROPPED, "weight", step.at, cell)
            return None

    def _extra(self, cell: str, at: At) -> JsonRow | None:
        """Return the foreign data that a cell holds as JSON."""
        if not cell.strip():
            return None
        try:
            found = read_json(cell.encode())
        except FormatError:
            found = None
        if not isinstance(found, dict):
            self.builder.lost(LossKind.DROPPED, "foreign_data", at, cell)
            return None
        return found

    def _spans(self, cell: str, at: At) -> Iterator[tuple[int, int]]:
        """Yield the passages that a cell names."""
        found = [one for one in cell.split(";", _MOST_PASSAGES) if one.strip()]
        for part in found[:_MOST_PASSAGES]:
            span = _PASSAGE.fullmatch(part.strip())
            if span is None:
                self.builder.lost(LossKind.DROPPED, "passage", at, part)
            else:
                yield int(span[1]), int(span[2])

    def _crown(self) -> None:
        """Take the one statement without kind and target for the thesis, if none is said."""
        if any(node.kind is NodeKind.THESIS for node in self.builder.nodes.values()):
            return
        free = [node_id for node_id in self.guessable if node_id not in self.pointing]
        if len(free) == 1:
            self.builder.lost(LossKind.GUESSED, "thesis", detail=self.builder.nodes[free[0]].text)
            self.builder.crown(free[0])
