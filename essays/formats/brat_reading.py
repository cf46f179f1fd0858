"""Reading of BRAT standoff, as argument mining has it: C. Stab and I. Gurevych, Parsing
Argumentation Structures in Persuasive Essays (2017)."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from uuid import UUID

from essays.formats.archives import unpacked
from essays.formats.base import Flaw, FormatError, LossKind, LossReport
from essays.formats.building import MAX_QUOTED, At, Builder
from essays.formats.plain import lines
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import Anchor, EssayGraph
from essays.graph.rules import MOST_ROWS
from essays.text.normal import normalise

MAX_LINES = 60_000
_MOST_SPANS = MOST_ROWS[Anchor.table]
_ZIP = b"PK"
_SPANS = re.compile(r"(\S+) ([0-9]{1,9} [0-9]{1,9}(?:;[0-9]{1,9} [0-9]{1,9})*+)")
_STEP = re.compile(r"(\S+) Arg1:(\S+) Arg2:(\S+)")
_STANCE = re.compile(r"Stance (\S+) (For|Against)")
_NOTE = re.compile(r"AnnotatorNotes (\S+)")
_MAJOR = "majorclaim"
_TYPES = {_MAJOR, "claim", "premise"}
_SIGNS = {
    **dict.fromkeys(("supports", "support", "For"), RelationKind.SUPPORT),
    **dict.fromkeys(("attacks", "attack", "Against"), RelationKind.ATTACK),
}


@dataclass(slots=True)
class _Bound:
    """A text-bound annotation: its type and spans as the file has them."""

    at: At
    kind: str
    spans: list[tuple[int, int]]
    words: str
    notes: list[str] = field(default_factory=list)


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map that a zip of one `.txt` and one `.ann` holds. Raises FormatError, with the
    line of the `.ann`.

    Every MajorClaim is the thesis, said again; a Claim bears on it by its stance.
    """
    if not data.startswith(_ZIP):
        raise FormatError(Flaw.SYNTAX, line=1, column=1, reason="text_missing")
    text, annotations = _pair(data)
    reader = _Reading(Builder(), text)
    for number, line in lines(annotations, most=MAX_LINES):
        reader.take(At(line=number), line)
    return reader.finish()


def _pair(data: bytes) -> tuple[str, bytes]:
    """Return the text and the annotations of the one document in an archive."""
    files = unpacked(data, (".ann", ".txt"))
    stems = {str(PurePosixPath(name).with_suffix("")) for name in files if name.endswith(".ann")}
    if len(stems) != 1:
        reason = "several_documents" if stems else "annotations_missing"
        raise FormatError(Flaw.SYNTAX, line=1, column=1, reason=reason)
    (stem,) = stems
    if f"{stem}.txt" not in files:
        raise FormatError(Flaw.SYNTAX, line=1, column=1, reason="text_missing")
    raw = files[f"{stem}.txt"]
    try:
        return raw.decode("utf-8-sig"), files[f"{stem}.ann"]
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FormatError(Flaw.ENCODING, line=line, reason="utf_8", member="txt") from error


class _Reading:
    """The lines of an .ann on their way to a map."""

    def __init__(self, builder: Builder, raw: str) -> None:
        self.builder = builder
        self.raw = raw
        builder.set_text(raw)
        self.bound: dict[str, _Bound] = {}
        self.spans = 0
        self.steps: list[tuple[At, str, str, str]] = []
        self.stances: list[tuple[At, str, str]] = []
        self.notes: list[tuple[At, str, str]] = []

    def take(self, at: At, line: str) -> None:
        """Read one line."""
        name, _, rest = line.partition("\t")
        body, _, words = rest.partition("\t")
        sort = name[:1]
        if not line.strip():
            return
        if sort == "T":
            self._take_bound(at, name, body, words)
        elif sort == "R":
            self._take_step(at, body)
        elif sort in ("A", "M") and (found := _STANCE.fullmatch(body.rstrip())):
            self.stances.append((at, found[1], found[2]))
        elif sort == "#" and (found := _NOTE.fullmatch(body.rstrip())):
            self.notes.append((at, found[1], words))
        elif sort in _OTHERS:
            self.builder.lost(LossKind.DROPPED, _OTHERS[sort], at, line)
        else:
            raise FormatError(Flaw.SYNTAX, line=at.line, column=1, reason="annotation")

    def _take_bound(self, at: At, name: str, body: str, words: str) -> None:
        found = _SPANS.fullmatch(body)
        if found is None:
            raise FormatError(Flaw.SYNTAX, line=at.line, column=len(name) + 2, reason="spans")
        self.spans += 1 + found[2].count(";")
        if self.spans > _MOST_SPANS:
            raise FormatError(Flaw.TOO_MANY, line=at.line, limit=_MOST_SPANS)
        if name in self.bound:
            raise FormatError(Flaw.DUPLICATE, line=at.line, column=1, id=name[:100])
        kind = found[1].lower()
        if kind not in _TYPES:
            self.builder.lost(LossKind.GUESSED, "type", at, found[1])
        spans = [tuple(map(int, span.split())) for span in found[2].split(";")]
        self.bound[name] = _Bound(at, kind, [(start, end) for start, end in spans], words)

    def _take_step(self, at: At, body: str) -> None:
        found = _STEP.fullmatch(body.rstrip())
        if found is None:
            raise FormatError(Flaw.SYNTAX, line=at.line, column=1, reason="relation")
        if found[1] not in _SIGNS:
            self.builder.lost(LossKind.DROPPED, "relation_type", at, found[1])
        else:
            self.steps.append((at, found[1], found[2], found[3]))

    def finish(self) -> tuple[EssayGraph, LossReport]:
        """Return the map of all annotations."""
        for at, name, note in self.notes:
            if name in self.bound:
                self.bound[name].notes.append(note)
            else:
                self.builder.lost(LossKind.DROPPED, "note", at, note)
        ids = self._statements()
        thesis = next((ids[name] for name, one in self.bound.items() if one.kind == _MAJOR), None)
        stanced: set[UUID] = set()
        for at, name, stance in self.stances:
            if thesis is None or name not in ids:
                self.builder.lost(LossKind.DROPPED, "stance", at, name)
            else:
                self.builder.relation(_SIGNS[stance], [ids[name]], thesis, at)
                stanced.add(ids[name])
        for name, one in self.bound.items():
            if one.kind == "claim" and thesis is not None and ids[name] not in stanced:
                self.builder.lost(LossKind.GUESSED, "relation", one.at, name)
                self.builder.relation(RelationKind.SUPPORT, [ids[name]], thesis, one.at)
        for at, word, premise, target in self.steps:
            if premise not in ids or target not in ids:
                self.builder.lost(LossKind.DROPPED, "step_without_ends", at)
            else:
                self.builder.relation(_SIGNS[word], [ids[premise]], ids[target], at)
        return self.builder.finish()

    def _statements(self) -> dict[str, UUID]:
        """Add a statement for each annotation but the further major claims; return ids by name."""
        spans = (span for one in self.bound.values() for span in one.spans)
        moved = offsets_moved(self.raw, self.builder.text, (n for span in spans for n in span))
        ids: dict[str, UUID] = {}
        thesis: UUID | None = None
        for name, one in self.bound.items():
            places = [(moved.get(start, -1), moved.get(end, -1)) for start, end in one.spans]
            if sum(end - start for start, end in places) > MAX_QUOTED:
                raise FormatError(Flaw.TOO_LARGE, line=one.at.line, limit=MAX_QUOTED)
            found = " ".join(self.builder.text[s:e] for s, e in places if 0 <= s < e)
            if one.words and one.words.split() != found.split():
                self.builder.lost(LossKind.REPAIRED, "words_differ", one.at, one.words)
            if one.kind == _MAJOR and thesis is not None:
                ids[name] = thesis
            else:
                ids[name] = self.builder.node(
                    found or one.words,
                    one.at,
                    kind=NodeKind.THESIS if one.kind == _MAJOR else NodeKind.CLAIM,
                    note="\n".join(one.notes),
                )
                thesis = ids[name] if one.kind == _MAJOR else thesis
            for start, end in places:
                self.builder.anchor(ids[name], start, end, one.at)
        return ids


_OTHERS: Mapping[str, str] = {
    "E": "event",
    "A": "attribute",
    "M": "attribute",
    "#": "note",
    "*": "equivalence",
    "N": "normalisation",
}


def offsets_moved(raw: str, kept: str, offsets: Iterable[int]) -> dict[int, int]:
    """Return where offsets into a raw text (code points) lie in the text as it is kept; those
    outside are left out. Linear in the text."""
    wanted = sorted({offset for offset in offsets if offset <= len(raw)})
    if raw == kept:
        return {offset: offset for offset in wanted}
    moved: dict[int, int] = {}
    begun = length = 0
    for offset in wanted:
        edge = max(offset, begun)
        # never between a letter and its marks, nor inside a line end
        while edge < len(raw) and (
            unicodedata.combining(raw[edge]) or raw[edge - 1 : edge + 1] == "\r\n"
        ):
            edge += 1
        length += len(normalise(raw[begun:edge]))
        begun = edge
        moved[offset] = min(length, len(kept))
    return moved
