"""arg-microtext XML: argument graphs over the clauses of a short text (docs/formats.md).

The format is that of A. Peldszus and M. Stede, An Annotated Corpus of Argumentative Microtexts
(2015), and its document type `arggraph.dtd`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from essays.formats.base import Flaw, Format, FormatError, LossKind, LossReport
from essays.formats.building import Builder
from essays.formats.elements import Element, read_xml
from essays.graph.kinds import RelationKind
from essays.graph.model import EssayGraph, Node
from essays.graph.rules import MOST_ROWS
from essays.text.errors import TextRefused
from essays.text.normal import normalise_line

_STEPS: Mapping[str, tuple[RelationKind, str]] = {
    "sup": (RelationKind.SUPPORT, ""),
    "exa": (RelationKind.SUPPORT, "example"),
    "reb": (RelationKind.ATTACK, ""),
    "und": (RelationKind.ATTACK, ""),
}
_MORE = {"add", "src"}  # one premise more for the step of another edge
# Parts of all units together, those of shared joints counted again for each unit.
MAX_JOINED = 200_000
_MARK = re.compile(rb"<arggraph[\s>]")


@dataclass(slots=True)
class _Reading:
    builder: Builder
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)  # of clauses in the text
    said: dict[str, str] = field(default_factory=dict)  # words of clauses
    parts: dict[str, list[str]] = field(default_factory=dict)  # of joints and units
    edges: dict[str, Element] = field(default_factory=dict)
    nodes: dict[str, UUID] = field(default_factory=dict)
    steps: dict[str, UUID] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)  # of edges that were followed
    joined: int = 0

    def read(self, root: Element) -> None:
        self._clauses(root)
        units = [one for one in root.named("adu") if self._new(one, self.parts)]
        joints = [one for one in root.named("joint") if self._new(one, self.parts)]
        for one in (*units, *joints):
            self.parts[one.get("id")] = []
        for edge in root.named("edge"):
            if edge.get("type") == "seg":
                self._segment(edge)
            elif self._new(edge, self.edges):
                self.edges[edge.get("id")] = edge
        order = {name: place for place, name in enumerate(self.said)}
        for unit in units:
            self._unit(unit, order)
        self._relations()

    def _new(self, element: Element, there: Mapping[str, object]) -> bool:
        """Return whether an element has an id that stands for nothing else; report otherwise."""
        if element.get("id") and element.get("id") not in there:
            return True
        what = "id_twice" if element.get("id") else "node_without_id"
        self.builder.lost(LossKind.DROPPED, what, element.at, element.get("id"))
        return False

    def _clauses(self, root: Element) -> None:
        """Join the clauses to the essay's text. What the text leaves unsaid is no part of it."""
        pieces: list[str] = []
        length = 0
        for clause in root.named("edu"):
            if not self._new(clause, self.said):
                continue
            if len(self.said) >= MOST_ROWS[Node.table]:
                place = clause.at._asdict()
                raise FormatError(Flaw.TOO_MANY, **place, limit=MOST_ROWS[Node.table])
            try:
                words = normalise_line(self.builder.printable(clause.words(), clause.at))
            except TextRefused as error:
                place = clause.at._asdict()
                raise FormatError(Flaw.ENCODING, **place, reason=error.code) from error
            self.said[clause.get("id")] = words
            if clause.get("implicit").lower() not in ("true", "1", "yes"):
                length += bool(pieces)
                self.spans[clause.get("id")] = (length, length + len(words))
                length += len(words)
                pieces.append(words)
        self.builder.set_text(" ".join(pieces), root.at)

    def _segment(self, edge: Element) -> None:
        source, target = edge.get("src"), edge.get("trg")
        if target in self.parts and (source in self.said or source in self.parts):
            self.parts[target].append(source)
        else:
            self.builder.lost(LossKind.DROPPED, "dangling_edge", edge.at, f"{source} {target}")

    def _unit(self, unit: Element, order: Mapping[str, int]) -> None:
        name = unit.get("id")
        clauses = sorted(self._clauses_of(unit), key=order.__getitem__)
        id = self.builder.node(
            " ".join(self.said[one] for one in clauses),
            unit.at,
            implicit=bool(clauses) and not any(one in self.spans for one in clauses),
            extra={"microtexts": {"id": name, "type": unit.get("type")}},
        )
        self.nodes[name] = id
        spans: list[tuple[int, int]] = []
        for start, end in (self.spans[one] for one in clauses if one in self.spans):
            if spans and spans[-1][1] + 1 == start:
                spans[-1] = (spans[-1][0], end)
            elif start < end:
                spans.append((start, end))
        for start, end in spans:
            self.builder.anchor(id, start, end, unit.at)

    def _clauses_of(self, unit: Element) -> set[str]:
        """Return the clauses that a unit stands on, through joints."""
        name = unit.get("id")
        found: set[str] = set()
        stack, seen = [name], {name}
        while stack:
            parts = self.parts[stack.pop()]
            self.joined += len(parts)
            if self.joined > MAX_JOINED:
                raise FormatError(Flaw.TOO_MANY, **unit.at._asdict(), limit=MAX_JOINED)
            for part in parts:
                if part in self.said:
                    found.add(part)
                elif part not in seen:
                    seen.add(part)
                    stack.append(part)
        return found

    def _relations(self) -> None:
        premises: dict[str, list[str]] = {}
        for name, edge in self.edges.items():
            if edge.get("type") in _STEPS:
                premises[name] = [edge.get("src")]
                self.steps[name] = self.builder.fresh()
        for name, edge in self.edges.items():
            if edge.get("type") in _MORE:
                base = self._base(name)
                if base in premises:
                    premises[base].append(edge.get("src"))
                else:
                    self.builder.lost(LossKind.DROPPED, "dangling_edge", edge.at, name)
            elif name not in premises:
                self.builder.lost(LossKind.DROPPED, "unknown_edge", edge.at, edge.get("type"))
        for name, sources in premises.items():
            edge = self.edges[name]
            kind, scheme = _STEPS[edge.get("type")]
            if gone := [one for one in sources if one not in self.nodes]:
                self.builder.lost(LossKind.DROPPED, "dangling_edge", edge.at, " ".join(gone))
            target = self._base(edge.get("trg"))
            self.builder.relation(
                kind,
                [self.nodes[one] for one in sources if one in self.nodes],
                self.nodes.get(target) or self.steps.get(target) or self.builder.fresh(),
                edge.at,
                scheme=scheme,
                id=self.steps[name],
                extra={"microtexts": {"id": name}},
            )

    def _base(self, name: str) -> str:
        """Return the edge that a chain of edges for one premise more leads to, or the name."""
        chain: dict[str, None] = {}
        while name in self.edges and self.edges[name].get("type") in _MORE and name not in chain:
            if name in self.bases:
                name = self.bases[name]
                break
            chain[name] = None
            name = self.edges[name].get("trg")
        self.bases.update(dict.fromkeys(chain, name))
        return name


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map of an argument graph, its text joined from the clauses. Raises FormatError."""
    root = read_xml(data)
    if root.name != "arggraph":
        place = root.at._asdict()
        raise FormatError(Flaw.WRONG_TYPE, **place, expected="arggraph", found=root.name[:100])
    reading = _Reading(Builder())
    reading.read(root)
    reading.builder.crown_root()
    kept = {name: value for name, value in root.attributes.items() if value}
    return reading.builder.finish(extra={"microtexts": kept} if kept else {})


def recognise(data: bytes) -> bool:
    """Return whether the root of the bytes is an argument graph."""
    return bool(_MARK.search(data[:10_000]))


FORMAT = Format(
    name="microtexts",
    title="arg-microtext XML",
    extensions=("xml",),
    media_type="application/xml",
    load=load,
    recognise=recognise,
)
