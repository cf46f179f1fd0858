"""LKIF and CAF, the XML of earlier versions of Carneades (docs/formats.md).

Both list statements and arguments, pro or con, whose premises may be negated or exceptions.
"""

import re
from dataclasses import dataclass, field
from uuid import UUID

from essays.formats.aif_schemes import slug_of
from essays.formats.base import Flaw, Format, FormatError, LossKind, LossReport
from essays.formats.building import Builder
from essays.formats.elements import Element, read_xml
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import EssayGraph

_LKIF = re.compile(rb"<lkif[\s>]")
_CAF = re.compile(rb"<caf[\s>]")


@dataclass(slots=True)
class _Carneades:
    builder: Builder
    main: set[str]
    statements: dict[str, UUID] = field(default_factory=dict)
    negated: dict[str, UUID] = field(default_factory=dict)

    def read(self, root: Element) -> None:
        elements = root.walk()
        for element in elements:
            if element.name == "statement":
                self._statement(element)
        for element in elements:
            if element.name == "argument":
                self._argument(element)

    def _statement(self, element: Element) -> None:
        key = element.get("id")
        if not key or key in self.statements:
            what = "id_twice" if key else "node_without_id"
            self.builder.lost(LossKind.DROPPED, what, element.at, key)
            return
        first = element.first("s")
        said = first.words() if first else _description(element)
        is_main = element.get("main") == "true" or key in self.main
        kept = ("id", "standard", "value", "assumption")
        self.statements[key] = self.builder.node(
            said or element.get("text") or key,
            element.at,
            kind=NodeKind.THESIS if is_main else NodeKind.CLAIM,
            extra={"carneades": {name: element.get(name) for name in kept if element.get(name)}},
        )

    def _argument(self, element: Element) -> None:
        conclusion = element.first("conclusion")
        target = self.statements.get(conclusion.get("statement")) if conclusion else None
        premises: list[UUID | None] = []
        exceptions: list[UUID | None] = []
        for one in element.walk():
            if one.name == "exceptions":
                exceptions += [self._end(premise) for premise in one.named("premise")]
            elif one.name == "premises":
                for premise in one.named("premise"):
                    apart = exceptions if premise.get("type") == "exception" else premises
                    apart.append(self._end(premise))
        against = element.get("direction") == "con" or element.get("pro") == "false"
        note = "\n\n".join(filter(None, [element.get("title"), _description(element)]))
        step = self.builder.relation(
            RelationKind.ATTACK if against else RelationKind.SUPPORT,
            [id for id in premises if id],
            target or self.builder.fresh(),
            element.at,
            scheme=slug_of(element.get("scheme")) or "",
            weight=_weight(element.get("weight")),
            note=note,
            extra={"carneades": {"id": element.get("id"), "scheme": element.get("scheme")}},
        )
        for id in exceptions:
            if id:
                self.builder.relation(RelationKind.ATTACK, [id], step, element.at)

    def _end(self, premise: Element) -> UUID | None:
        """Return what a premise says: a statement or, where it is negated, one against it."""
        key = premise.get("statement")
        id = self.statements.get(key)
        if id is None:
            self.builder.lost(LossKind.DROPPED, "dangling_edge", premise.at, key)
        elif premise.get("polarity") == "negative" or premise.get("positive") == "false":
            self.builder.lost(LossKind.GUESSED, "negated_premise", premise.at, key)
            if key not in self.negated:
                against = self.builder.node(f"¬ {self.builder.nodes[id].text}", premise.at)
                self.builder.relation(RelationKind.ATTACK, [id], against, premise.at)
                self.negated[key] = against
            return self.negated[key]
        return id


def load_lkif(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map of the argument graphs in an LKIF file. Raises FormatError."""
    root = _root(data, "lkif")
    graphs = [element for element in root.walk() if element.name == "argument-graph"]
    title = next((graph.get("title") for graph in graphs if graph.get("title")), "")
    return _load(root, title, {graph.get("main-issue") for graph in graphs} - {""})


def load_caf(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map of a CAF file, in English where it speaks several languages.

    Raises FormatError.
    """
    root = _root(data, "caf")
    metadata = root.first("metadata")
    return _load(root, metadata.get("title") if metadata else "", set())


LKIF = Format(
    name="lkif",
    title="LKIF (Carneades)",
    extensions=("xml", "lkif"),
    media_type="application/xml",
    load=load_lkif,
    recognise=lambda data: bool(_LKIF.search(data[:10_000])),
)
CAF = Format(
    name="caf",
    title="CAF (Carneades)",
    extensions=("xml", "caf"),
    media_type="application/xml",
    load=load_caf,
    recognise=lambda data: bool(_CAF.search(data[:10_000])),
)


def _root(data: bytes, name: str) -> Element:
    root = read_xml(data)
    if root.name != name:
        raise FormatError(Flaw.WRONG_TYPE, **root.at._asdict(), expected=name)
    return root


def _load(root: Element, title: str, main: set[str]) -> tuple[EssayGraph, LossReport]:
    reading = _Carneades(Builder(), main)
    reading.read(root)
    if not any(node.kind is NodeKind.THESIS for node in reading.builder.nodes.values()):
        reading.builder.crown_root()
    return reading.builder.finish(title=title)


def _description(element: Element) -> str:
    """Return the description of an element, in English where there are several."""
    holders = [element, *element.named("metadata")]
    found = [
        one
        for holder in holders
        for some in holder.named("descriptions")
        for one in some.named("description")
    ]
    found.sort(key=lambda one: one.get("lang") != "en")
    return found[0].words().strip() if found else ""


def _weight(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None
