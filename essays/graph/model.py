"""The rows of a map as frozen data, and a whole map in memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, Self, get_type_hints
from uuid import UUID

from essays.graph.kinds import AnchorState, NodeKind, RelationKind, SourceKind, SourceStatus
from essays.graph.skeleton import Skeleton

# A row as JSON, with ids and kinds as strings: what changes, log and native format hold.
type JsonRow = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row of an essay's content has; the write door keeps `changed_version`."""

    table: ClassVar[str]
    id: UUID
    changed_version: int = 0

    def columns(self) -> JsonRow:
        """Return the row's content as JSON values, without its id and bookkeeping."""
        row: JsonRow = {}
        for name in content_columns(type(self)):
            value = getattr(self, name)
            row[name] = str(value) if isinstance(value, (UUID, StrEnum)) else value
        return row

    @classmethod
    def of(cls, id: UUID, columns: Mapping[str, Any], *, changed_version: int = 0) -> Self:
        """Return the row with these JSON columns."""
        read = _readers(cls)
        values = {
            name: value if value is None or name not in read else read[name](value)
            for name, value in columns.items()
        }
        return cls(id=id, changed_version=changed_version, **values)


def content_columns(row: type[Row]) -> tuple[str, ...]:
    """Return the names of a row's content columns, in the order of the dataclass."""
    return _COLUMNS.get(row) or _COLUMNS.setdefault(
        row, tuple(f.name for f in fields(row) if f.name not in ("id", "changed_version"))
    )


def _readers(row: type[Row]) -> dict[str, type]:
    """Return, for each column that is not plain JSON, the type that reads it."""
    if row in _READERS:
        return _READERS[row]
    special = (UUID, NodeKind, RelationKind, AnchorState, SourceKind, SourceStatus)
    hints = get_type_hints(row)
    return _READERS.setdefault(
        row,
        {
            name: kind
            for name in content_columns(row)
            for kind in special
            if hints[name] in (kind, kind | None)
        },
    )


_COLUMNS: dict[type[Row], tuple[str, ...]] = {}
_READERS: dict[type[Row], dict[str, type]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node(Row):
    """One statement."""

    table: ClassVar[str] = "node"
    kind: NodeKind
    text: str
    note: str = ""
    implicit: bool = False
    source_id: UUID | None = None
    position: str = ""
    extra: JsonRow = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Row):
    """One inference from its premises to one target, a node or another relation."""

    table: ClassVar[str] = "relation"
    kind: RelationKind
    target_node_id: UUID | None = None
    target_relation_id: UUID | None = None
    scheme: str = ""
    weight: float | None = None
    note: str = ""
    position: str = ""
    extra: JsonRow = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Premise(Row):
    """A node's place in a relation; `home` marks where the node hangs in outline and drawing."""

    table: ClassVar[str] = "premise"
    relation_id: UUID
    node_id: UUID
    position: str = ""
    home: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor(Row):
    """A span of the text (code points, half-open; None when lost) under a node or a relation."""

    table: ClassVar[str] = "anchor"
    node_id: UUID | None = None
    relation_id: UUID | None = None
    start: int | None
    end: int | None
    exact: str
    prefix: str = ""
    suffix: str = ""
    state: AnchorState = AnchorState.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextMark(Row):
    """A span of the text declared to be background (code points, half-open; None when lost)."""

    table: ClassVar[str] = "context_mark"
    start: int | None
    end: int | None
    quote: str
    prefix: str = ""
    suffix: str = ""
    state: AnchorState = AnchorState.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Row):
    """Where evidence comes from, and whether somebody checked it."""

    table: ClassVar[str] = "source"
    kind: SourceKind = SourceKind.OTHER
    citation: str
    url: str = ""
    status: SourceStatus = SourceStatus.UNCHECKED
    checked_by_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Details(Row):
    """What an essay says about itself. Its text stands apart, since it changes by splices."""

    table: ClassVar[str] = "essay"
    title: str
    author_line: str = ""
    language: str = "en"
    extra: JsonRow = field(default_factory=dict)


# In the order in which rows can be inserted: a row refers only to rows of the tables before it,
# or of its own.
TABLES: Mapping[str, type[Row]] = {
    row.table: row for row in (Source, Node, Relation, Premise, Anchor, ContextMark)
}
ROW_TYPES: Mapping[str, type[Row]] = {**TABLES, Details.table: Details}


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that names another row; it `falls` when that row's removal takes this one."""

    table: str
    column: str
    to: str
    falls: bool


REFERENCES: tuple[Reference, ...] = (
    Reference("node", "source_id", "source", falls=False),
    Reference("relation", "target_node_id", "node", falls=True),
    Reference("relation", "target_relation_id", "relation", falls=True),
    Reference("premise", "relation_id", "relation", falls=True),
    Reference("premise", "node_id", "node", falls=True),
    Reference("anchor", "node_id", "node", falls=True),
    Reference("anchor", "relation_id", "relation", falls=True),
)


@dataclass(frozen=True)
class EssayGraph:
    """An essay with its whole map, as it stood at `version`. Shared freely: nobody changes it."""

    details: Details
    text: str = ""
    version: int = 0
    sources: Mapping[UUID, Source] = field(default_factory=dict)
    nodes: Mapping[UUID, Node] = field(default_factory=dict)
    relations: Mapping[UUID, Relation] = field(default_factory=dict)
    premises: Mapping[UUID, Premise] = field(default_factory=dict)
    anchors: Mapping[UUID, Anchor] = field(default_factory=dict)
    context_marks: Mapping[UUID, ContextMark] = field(default_factory=dict)

    @classmethod
    def of(
        cls, details: Details, rows: Iterable[Row], *, text: str = "", version: int = 0
    ) -> "EssayGraph":
        """Return the graph of these rows, whatever their order."""
        tables: dict[str, dict[UUID, Any]] = {name: {} for name in TABLES}
        for row in rows:
            tables[row.table][row.id] = row
        return cls(details, text, version, *tables.values())

    def table(self, name: str) -> Mapping[UUID, Row]:
        """Return the rows of one table by id."""
        return {
            "source": self.sources,
            "node": self.nodes,
            "relation": self.relations,
            "premise": self.premises,
            "anchor": self.anchors,
            "context_mark": self.context_marks,
        }[name]

    @cached_property
    def thesis(self) -> Node | None:
        """The node that is the thesis, if there is one."""
        return next((n for n in self.nodes.values() if n.kind is NodeKind.THESIS), None)

    @cached_property
    def skeleton(self) -> Skeleton[int]:
        """The map as bare numbers. Ids are integers: a UUID is hashed and compared in Python."""
        thesis, attack = NodeKind.THESIS, RelationKind.ATTACK
        return Skeleton.of(
            [(row.position, row.id.int, row.kind is thesis) for row in self.nodes.values()],
            [
                (
                    row.position,
                    row.id.int,
                    row.kind is attack,
                    row.target_node_id.int if row.target_node_id else None,
                    row.target_relation_id.int if row.target_relation_id else None,
                )
                for row in self.relations.values()
            ],
            [
                (row.position, row.id.int, row.relation_id.int, row.node_id.int, row.home)
                for row in self.premises.values()
            ],
        )

    @cached_property
    def skeleton_nodes(self) -> Sequence[Node]:
        """The nodes as the skeleton numbers them."""
        rows = {row.id.int: row for row in self.nodes.values()}
        return [rows[id] for id in self.skeleton.nodes]

    @cached_property
    def skeleton_relations(self) -> Sequence[Relation]:
        """The relations as the skeleton numbers them."""
        rows = {row.id.int: row for row in self.relations.values()}
        return [rows[id] for id in self.skeleton.relations]

    @cached_property
    def premises_of(self) -> Mapping[UUID, tuple[Premise, ...]]:
        """Premises by relation id, in order."""
        return _grouped(self.premises.values(), "relation_id")

    @cached_property
    def places_of(self) -> Mapping[UUID, tuple[Premise, ...]]:
        """Premises by node id: the relations a node takes part in, in order of id."""
        return _grouped(self.premises.values(), "node_id", ordered=False)

    @cached_property
    def incoming(self) -> Mapping[UUID, tuple[Relation, ...]]:
        """Relations by the id of their target (node or relation), in order."""
        found: dict[UUID, list[Relation]] = {}
        for relation in self.relations.values():
            found.setdefault(target_of(relation), []).append(relation)
        return {id: tuple(sorted(rows, key=place)) for id, rows in found.items()}

    @cached_property
    def anchors_of(self) -> Mapping[UUID, tuple[Anchor, ...]]:
        """Anchors by the id of their node or relation, in the order of the text, lost ones last."""
        found: dict[UUID, list[Anchor]] = {}
        for anchor in self.anchors.values():
            owner = anchor.node_id or anchor.relation_id
            if owner is not None:
                found.setdefault(owner, []).append(anchor)
        return {id: tuple(sorted(rows, key=text_place)) for id, rows in found.items()}


def target_of(relation: Relation) -> UUID:
    """Return the id of the node or relation that a relation points at."""
    target = relation.target_node_id or relation.target_relation_id
    if target is None:
        raise ValueError(f"relation {relation.id} has no target")
    return target


def place(row: Node | Relation | Premise) -> tuple[str, int]:
    """Return the key by which siblings are ordered; equal positions fall back to the id."""
    return row.position, row.id.int  # numbers compare far quicker than ids


def text_place(row: Anchor | ContextMark) -> tuple[bool, int, int, UUID]:
    """Return the key of reading order in the text; rows without a span come last."""
    return row.start is None, row.start or 0, -(row.end or 0), row.id


def _grouped(
    rows: Iterable[Premise], column: str, *, ordered: bool = True
) -> Mapping[UUID, tuple[Premise, ...]]:
    found: dict[UUID, list[Premise]] = {}
    for row in rows:
        found.setdefault(getattr(row, column), []).append(row)
    key: Any = place if ordered else (lambda row: row.id.int)
    # most groups are of one, which needs no key
    return {
        id: tuple(sorted(group, key=key) if len(group) > 1 else group)
        for id, group in found.items()
    }
