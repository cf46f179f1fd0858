"""The nodes of a map from an Argdown document: statements, and arguments without steps."""

import re
from uuid import UUID

from essays.formats import argdown_evidence as evidence
from essays.formats.argdown_document import Places
from essays.formats.argdown_evidence import Evidence, Wishes, extra_of
from essays.formats.argdown_model import (
    Argument,
    Link,
    Member,
    Occurrence,
    Reading,
    Statement,
    said,
)
from essays.formats.argdown_titles import is_made_from
from essays.formats.base import LossKind
from essays.formats.building import At, Builder
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import JsonRow

_KINDS = {"evidence": NodeKind.EVIDENCE, "thesis": NodeKind.THESIS}
_BLANKS = re.compile(r"\s+")


class Nodes:
    """Adds the nodes. `stand_ins` are the conclusions that we wrote for a relation which Argdown
    cannot name, with that relation: they are no nodes."""

    def __init__(self, builder: Builder, reading: Reading, text: str) -> None:
        self.builder = builder
        self.reading = reading
        self.evidence = Evidence(builder)
        self.statements: dict[str, UUID] = {}
        self.arguments: dict[str, UUID] = {}
        self.theses: list[UUID] = []
        self.places: dict[UUID, At] = {}
        self.stand_ins = _stand_ins(reading)
        self._places = Places(text)

    def at(self, offset: int) -> At:
        """Return the line and column of an offset."""
        line, column = self._places.of(offset)
        return At(line=line, column=column)

    def add(self) -> None:
        """Add all nodes, in the order in which the document names them first."""
        rows: list[Statement | Argument] = [
            one for title, one in self.reading.statements.items() if title not in self.stand_ins
        ]
        rows += [one for one in self.reading.arguments.values() if not one.steps]
        rows.sort(key=_first_offset)
        for row in rows:
            self._add(row)

    def _add(self, row: Statement | Argument) -> None:
        is_argument = isinstance(row, Argument)
        members = row.descriptions if isinstance(row, Argument) else row.members
        at = self.at(_first_offset(row))
        one = said(members)
        words = "" if one is None else self.words(one)
        if not words:
            words = _BLANKS.sub(" ", row.title).strip()
            self.builder.lost(LossKind.GUESSED, "title_as_text", at, words)
        wishes = evidence.of_statement(members, row.data)
        kind = next((_KINDS[tag] for tag in row.tags if tag in _KINDS), NodeKind.CLAIM)
        kept = self._kept(row, words, wishes)
        if is_argument:
            kept["form"] = "argument"
        if len(members) > 1:
            self._other_wordings(members, one, kept)
        id = self.builder.node(
            words,
            at,
            kind=NodeKind.CLAIM if kind is NodeKind.THESIS else kind,
            note=wishes.note,
            implicit=wishes.implicit,
            source_id=self.evidence.source(wishes, at),
            extra=extra_of(wishes, kept),
        )
        self.places[id] = at
        if wishes.spans:
            self.evidence.passages(id, wishes, at)
        if kind is NodeKind.THESIS:
            self.theses.append(id)
        (self.arguments if is_argument else self.statements)[row.title] = id

    def words(self, one: Occurrence) -> str:
        """Return the text without tags at its ends, and mentions as the titles they name."""
        text, marks, start, end = one.text, list(one.marks), 0, len(one.text)
        while marks and not marks[-1][2] and not text[marks[-1][1] : end].strip():
            end = marks.pop()[0]
        while marks and not marks[0][2] and not text[start : marks[0][0]].strip():
            start = marks.pop(0)[1]
        if not marks:
            return _BLANKS.sub(" ", text[start:end]).strip()
        parts = []
        for begin, stop, title in marks:
            if title:
                self.builder.lost(LossKind.APPROXIMATED, "mention", self.at(one.offset), title)
                parts += [text[start:begin], title, " " if text[stop - 1].isspace() else ""]
                start = stop
        return _BLANKS.sub(" ", "".join([*parts, text[start:end]])).strip()

    def _kept(self, row: Statement | Argument, words: str, wishes: Wishes) -> JsonRow:
        """Return what only Argdown knows of a row."""
        kept: JsonRow = {}
        if row.titled and not is_made_from(row.title, words):
            kept["title"] = row.title
        marks = [tag for tag in row.tags if tag not in _KINDS]
        if marks:
            kept["tags"] = marks
        if wishes.foreign:
            kept["data"] = wishes.foreign
        if row.section is not None and (title := self.reading.sections[row.section].title):
            kept["section"] = title
        return kept

    def _other_wordings(
        self, members: tuple[Occurrence, ...], chosen: Occurrence | None, kept: JsonRow
    ) -> None:
        """Keep the other ways in which a statement is put."""
        texts = {chosen.text.strip() if chosen else ""}
        for one in members:
            if not one.is_reference and one.text.strip() not in texts:
                texts.add(one.text.strip())
                kept.setdefault("wordings", []).append(one.text.strip())
                self.builder.lost(LossKind.DROPPED, "wording", self.at(one.offset), one.text)


def _first_offset(row: Statement | Argument) -> int:
    members = row.descriptions if isinstance(row, Argument) else row.members
    return members[0].offset if members else 0


def _stand_ins(reading: Reading) -> dict[str, Link]:
    """Find the conclusions that only stand for a relation: nothing but one relation leads from
    them, and nothing to them."""
    wishes = {
        argument.steps[-1].title: argument.steps[-1].inference
        for argument in reading.arguments.values()
        if argument.steps
    }
    wanted = {
        title
        for title, inference in wishes.items()
        if inference is not None
        and inference.data
        and inference.data.get("stands_for") in [str(kind) for kind in RelationKind]
        and len(reading.statements[title].members) == 1
    }
    links: dict[str, list[Link]] = {title: [] for title in wanted}
    for link in reading.links if wanted else ():
        if link.target.member is Member.STATEMENT:
            links.pop(link.target.title, None)
        if link.source.member is Member.STATEMENT and link.source.title in links:
            links[link.source.title].append(link)
    return {title: found[0] for title, found in links.items() if len(found) == 1}
