"""The demo's map from the file that people write: keys for ids, quotes for passages.

demo.toml says at its head what may stand in it. Ids are made anew at each reading.
"""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from essays.graph.errors import ArgmapError
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind, SourceKind, SourceStatus
from essays.graph.model import (
    Anchor,
    ContextMark,
    Details,
    EssayGraph,
    Node,
    Premise,
    Relation,
    Row,
    Source,
)
from essays.graph.positions import spread
from essays.text.anchors import describe
from essays.text.normal import normalise

type Table = Mapping[str, Any]

_KEYS = {
    "essay": {"title", "author_line", "language", "context", "sources", "nodes", "relations"},
    "source": {"kind", "citation", "url", "status"},
    "node": {"kind", "text", "quotes", "source", "note", "implicit"},
    "relation": {
        "key",
        "premises",
        "supports",
        "attacks",
        "scheme",
        "weight",
        "note",
        "cue",
    },
    "quote": {"quote", "within"},
}


class SourceFault(ArgmapError):
    """The demo's own files do not fit together; `data` says where."""

    code = "demo_source"


def read_demo(text: str, source: str) -> EssayGraph:
    """Return the map that a TOML document describes on a text. Raises SourceFault."""
    try:
        document = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise SourceFault("not_toml", reason=str(error)) from error
    return _Reading(normalise(text).strip(), document).graph()


class _Reading:
    """One reading of a document: the ids of its keys, and the rows made of it."""

    def __init__(self, text: str, document: Table) -> None:
        _known("essay", document, at="essay")
        self._text = text
        self._document = document
        self._sources = {key: uuid7() for key in document.get("sources", {})}
        self._nodes = {key: uuid7() for key in document.get("nodes", {})}
        self._relations: dict[str, UUID] = {}
        for number, relation in enumerate(document.get("relations", ())):
            key = relation.get("key", f"relation {number + 1}")
            if key in self._relations or key in self._nodes:
                raise SourceFault("key_twice", key=key)
            self._relations[key] = uuid7()
        self._homed: set[str] = set()

    def graph(self) -> EssayGraph:
        document = self._document
        details = Details(
            id=uuid7(),
            title=document["title"],
            author_line=document.get("author_line", ""),
            language=document.get("language", "en"),
        )
        rows = [*self._source_rows(), *self._node_rows(), *self._relation_rows()]
        for quote in document.get("context", ()):
            start, end = self._span(quote, at="context")
            found = describe(self._text, start, end)
            rows.append(
                ContextMark(
                    id=uuid7(),
                    start=start,
                    end=end,
                    quote=found.exact,
                    prefix=found.prefix,
                    suffix=found.suffix,
                )
            )
        return EssayGraph.of(details, rows, text=self._text)

    def _source_rows(self) -> Iterator[Row]:
        for key, table in self._document.get("sources", {}).items():
            _known("source", table, at=key)
            yield Source(
                id=self._sources[key],
                kind=SourceKind(table.get("kind", SourceKind.OTHER)),
                citation=table["citation"],
                url=table.get("url", ""),
                status=SourceStatus(table.get("status", SourceStatus.UNCHECKED)),
            )

    def _node_rows(self) -> Iterator[Row]:
        tables = self._document.get("nodes", {})
        for (key, table), position in zip(tables.items(), spread(len(tables)), strict=True):
            _known("node", table, at=key)
            source = table.get("source")
            yield Node(
                id=self._nodes[key],
                kind=NodeKind(table.get("kind", NodeKind.CLAIM)),
                text=table["text"],
                note=table.get("note", ""),
                implicit=table.get("implicit", False),
                source_id=None if source is None else _named(self._sources, source, at=key),
                position=position,
            )
            for quote in table.get("quotes", ()):
                yield self._anchor(quote, at=key, node_id=self._nodes[key])

    def _relation_rows(self) -> Iterator[Row]:
        tables = self._document.get("relations", ())
        for (key, id), table, position in zip(
            self._relations.items(), tables, spread(len(tables)), strict=True
        ):
            _known("relation", table, at=key)
            kind, target = self._target(table, at=key)
            yield Relation(
                id=id,
                kind=kind,
                target_node_id=self._nodes.get(target),
                target_relation_id=self._relations.get(target),
                scheme=table.get("scheme", ""),
                weight=table.get("weight"),
                note=table.get("note", ""),
                position=position,
            )
            yield from self._premise_rows(table, relation_id=id, at=key)
            if "cue" in table:
                yield self._anchor(table["cue"], at=key, relation_id=id)

    def _premise_rows(self, table: Table, *, relation_id: UUID, at: str) -> Iterator[Row]:
        premises = table.get("premises", ())
        if not premises:
            raise SourceFault("no_premise", at=at)
        for key, position in zip(premises, spread(len(premises)), strict=True):
            node_id = _named(self._nodes, key, at=at)
            yield Premise(
                id=uuid7(),
                relation_id=relation_id,
                node_id=node_id,
                position=position,
                home=key not in self._homed,
            )
            self._homed.add(key)

    def _target(self, table: Table, *, at: str) -> tuple[RelationKind, str]:
        if ("supports" in table) == ("attacks" in table):
            raise SourceFault("one_target", at=at)
        kind = RelationKind.SUPPORT if "supports" in table else RelationKind.ATTACK
        target: str = table.get("supports") or table["attacks"]
        _named({**self._nodes, **self._relations}, target, at=at)
        return kind, target

    def _anchor(
        self, quote: Any, *, at: str, node_id: UUID | None = None, relation_id: UUID | None = None
    ) -> Anchor:
        start, end = self._span(quote, at=at)
        found = describe(self._text, start, end)
        return Anchor(
            id=uuid7(),
            node_id=node_id,
            relation_id=relation_id,
            start=start,
            end=end,
            exact=found.exact,
            prefix=found.prefix,
            suffix=found.suffix,
        )

    def _span(self, quote: Any, *, at: str) -> tuple[int, int]:
        """Return where the words of a quote stand, which must be at one place."""
        if isinstance(quote, str):
            start = _only(quote, self._text, at=at)
            return start, start + len(quote)
        _known("quote", quote, at=at)
        within, words = quote["within"], quote["quote"]
        start = _only(within, self._text, at=at) + _only(words, within, at=at)
        return start, start + len(words)


def _only(words: str, text: str, *, at: str) -> int:
    """Return where the words begin; raise SourceFault when they stand there never or twice."""
    start = text.find(words) if words else -1
    if start < 0:
        raise SourceFault("quote_not_found", at=at, quote=words)
    if text.find(words, start + 1) >= 0:
        raise SourceFault("quote_twice", at=at, quote=words)
    return start


def _known(kind: str, table: Table, *, at: str) -> None:
    unknown = sorted(set(table) - _KEYS[kind])
    if unknown:
        raise SourceFault("unknown_key", at=at, keys=unknown)


def _named(ids: Mapping[str, UUID], key: str, *, at: str) -> UUID:
    if key not in ids:
        raise SourceFault("unknown_name", at=at, name=key)
    return ids[key]
