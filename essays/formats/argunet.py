"""Argunet's GraphML: theses and arguments with their premises and conclusions (docs/formats.md).

The elements are those of `http://www.argunet.org/xml/argml`, as Argunet Editor writes them.
"""

import re
from dataclasses import dataclass, field
from uuid import UUID

from essays.formats.base import Flaw, Format, FormatError, LossKind, LossReport
from essays.formats.building import Builder
from essays.formats.elements import Element, read_xml
from essays.graph.kinds import RelationKind
from essays.graph.model import EssayGraph

_SPACE = "http://www.argunet.org/xml/argml"
_UNTITLED = {"untitled", ""}
_LANGUAGE = re.compile(r"^\s*([a-z]{2,3})\b")


@dataclass(slots=True)
class _Argunet:
    builder: Builder
    statements: dict[str, UUID] = field(default_factory=dict)  # by id of the proposition
    mains: dict[str, UUID] = field(default_factory=dict)  # what an argument or thesis says, by id
    steps: dict[str, UUID] = field(default_factory=dict)  # the last step of an argument

    def node(self, element: Element, group: str) -> None:
        """Add a thesis, an argument of one statement, or an argument with its steps."""
        key, title = element.get("id"), _said(element, "title")
        title = "" if title.strip().lower() in _UNTITLED else title
        propositions = element.named("proposition")
        if key in self.mains:
            self.builder.lost(LossKind.DROPPED, "id_twice", element.at, key)
        elif propositions:
            self._argument(element, propositions, title, group)
        else:
            words = _said(element, "content") or _said(element, "description")
            note = "\n\n".join(filter(None, [title if words else "", group]))
            self.mains[key] = self._statement(key, words or title, element, note)

    def _argument(
        self, element: Element, propositions: list[Element], title: str, group: str
    ) -> None:
        description = _said(element, "description")
        note = "\n\n".join(filter(None, [title, description, group]))
        premises: list[UUID] = []
        for number, one in enumerate(propositions):
            id = self._statement(one.get("id"), _said(one, "content"), one, "")
            last = number == len(propositions) - 1
            # the file misspells preliminary conclusions
            if "conclusion" in one.get("type") or (last and premises):
                if premises:
                    self.steps[element.get("id")] = self.builder.relation(
                        RelationKind.SUPPORT,
                        [premise for premise in premises if premise != id],
                        id,
                        element.at,
                        note=note,
                        extra={"argunet": {"id": element.get("id")}},
                    )
                premises = []
            premises.append(id)
            self.mains[element.get("id")] = id

    def _statement(self, key: str, words: str, element: Element, note: str) -> UUID:
        if key and key in self.statements:
            return self.statements[key]
        extra = {"argunet": {"id": key}}
        id = self.builder.node(words, element.at, note=note, extra=extra)
        if key:
            self.statements[key] = id
        return id

    def edge(self, element: Element) -> None:
        """Add an attack or a support. Between two places of one statement it says nothing new."""
        source = self._end(element, "source")
        target = self._end(element, "target")
        whole = element.get("targetNodeId")
        if not element.get("targetPropositionId") and whole in self.steps:
            target = self.steps[whole]
        if source is None or target is None:
            self.builder.lost(LossKind.DROPPED, "dangling_edge", element.at)
        elif source != target:
            against = "attack" in element.get("type").lower()
            kind = RelationKind.ATTACK if against else RelationKind.SUPPORT
            self.builder.relation(kind, [source], target, element.at)

    def _end(self, element: Element, end: str) -> UUID | None:
        proposition = self.statements.get(element.get(f"{end}PropositionId"))
        return proposition or self.mains.get(element.get(f"{end}NodeId"))


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map of a debate. Raises FormatError."""
    root = read_xml(data)
    if root.name != "graphml":
        raise FormatError(Flaw.WRONG_TYPE, **root.at._asdict(), expected="graphml")
    reading = _Argunet(Builder())
    ours = [element for element in root.walk() if element.space == _SPACE]
    for element, group in _grouped(root):
        reading.node(element, group)
    for element in ours:
        if element.name == "edge":
            reading.edge(element)
    debate = next((element for element in ours if element.name == "debate"), None)
    language = _LANGUAGE.match(_said(debate, "language")) if debate else None
    reading.builder.crown_root()
    return reading.builder.finish(
        title=_said(debate, "title") if debate else "",
        language=language[1] if language else "en",
    )


def recognise(data: bytes) -> bool:
    """Return whether the bytes are GraphML with Argunet's own elements."""
    return b"<graphml" in data[:10_000] and _SPACE.encode() in data[:10_000]


FORMAT = Format(
    name="argunet",
    title="Argunet GraphML",
    extensions=("graphml", "xml"),
    media_type="application/xml",
    load=load,
    recognise=recognise,
)


def _said(element: Element, name: str) -> str:
    child = element.first(name)
    return child.words().strip() if child else ""


def _grouped(root: Element) -> list[tuple[Element, str]]:
    """Return theses and arguments in the order of the file, each with the title of its group."""
    found: list[tuple[Element, str]] = []
    stack: list[tuple[Element, str]] = [(root, "")]
    while stack:
        element, group = stack.pop()
        if element.space == _SPACE:
            if element.name in ("thesis", "argument"):
                found.append((element, group))
                continue
        elif element.name == "node":
            titles = (
                _said(one, "title") for data in element.named("data") for one in data.named("group")
            )
            group = next(titles, group)
        stack.extend((child, group) for child in reversed(element.children))
    return found
