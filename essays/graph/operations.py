"""The closed set of edits. Each says what a person meant; `essays.graph.plan` says what it does.

Ids of new rows are made by the client (`ids.uuid7`). A field left at KEEP is not changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar, Literal
from uuid import UUID

from essays.graph.kinds import NodeKind, RelationKind, SourceKind, SourceStatus
from essays.graph.model import JsonRow


class Keep(Enum):
    """The value of a field that an edit leaves alone."""

    KEEP = "keep"


KEEP: Literal[Keep.KEEP] = Keep.KEEP
type Kept[T] = T | Literal[Keep.KEEP]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnchor:
    """A passage for a box that is being made. `exact`, when given, must be the words there."""

    id: UUID
    start: int
    end: int
    exact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelation:
    """The step from a box that is being made to a box, or a step, that is there."""

    id: UUID
    kind: RelationKind
    target_node_id: UUID | None = None
    target_relation_id: UUID | None = None
    scheme: str = ""
    weight: float | None = None
    note: str = ""
    position: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNode:
    """Make a box: alone, with its passages, and with its place: a step of its own (`relation`), or
    one more premise of a step that is there (`joins`). The premise gets `premise_id`,
    or one derived from the node's."""

    op: ClassVar[str] = "add_node"
    id: UUID
    kind: NodeKind
    text: str
    note: str = ""
    implicit: bool = False
    source_id: UUID | None = None
    position: str | None = None
    extra: JsonRow = field(default_factory=dict)
    anchors: tuple[NewAnchor, ...] = ()
    relation: NewRelation | None = None
    joins: UUID | None = None
    premise_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditNode:
    op: ClassVar[str] = "edit_node"
    id: UUID
    kind: Kept[NodeKind] = KEEP
    text: Kept[str] = KEEP
    note: Kept[str] = KEEP
    implicit: Kept[bool] = KEEP
    source_id: Kept[UUID | None] = KEEP
    extra: Kept[JsonRow] = KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveNode:
    """Remove a box, its passages, and every step that cannot stand without it."""

    op: ClassVar[str] = "remove_node"
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPremise:
    """A node's place in a relation. `home` None: yes when it is the node's only place."""

    id: UUID
    node_id: UUID
    position: str | None = None
    home: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddRelation:
    """Let boxes that are there support or attack a box or a step; two or more are linked."""

    op: ClassVar[str] = "add_relation"
    id: UUID
    kind: RelationKind
    premises: tuple[NewPremise, ...]
    target_node_id: UUID | None = None
    target_relation_id: UUID | None = None
    scheme: str = ""
    weight: float | None = None
    note: str = ""
    position: str | None = None
    extra: JsonRow = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRelation:
    """Change a step. A new target is given by one of the two columns; `premises` names them all."""

    op: ClassVar[str] = "edit_relation"
    id: UUID
    kind: Kept[RelationKind] = KEEP
    target_node_id: UUID | None = None
    target_relation_id: UUID | None = None
    scheme: Kept[str] = KEEP
    weight: Kept[float | None] = KEEP
    note: Kept[str] = KEEP
    extra: Kept[JsonRow] = KEEP
    premises: Kept[tuple[NewPremise, ...]] = KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveRelation:
    """Remove a step and what stands on it; its premises stay on the map."""

    op: ClassVar[str] = "remove_relation"
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Give a root node, a relation or a premise another place among its siblings (`position`), or
    let a node hang under this premise's relation (`home`)."""

    op: ClassVar[str] = "move"
    table: Literal["node", "relation", "premise"]
    id: UUID
    position: Kept[str] = KEEP
    home: Kept[bool] = KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAnchor:
    op: ClassVar[str] = "add_anchor"
    id: UUID
    start: int
    end: int
    exact: str | None = None
    node_id: UUID | None = None
    relation_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditAnchor:
    """Lay a passage over other words; this is also how a lost one is attached again."""

    op: ClassVar[str] = "edit_anchor"
    id: UUID
    start: int
    end: int
    exact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveAnchor:
    op: ClassVar[str] = "remove_anchor"
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkContext:
    op: ClassVar[str] = "mark_context"
    id: UUID
    start: int
    end: int
    exact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmarkContext:
    op: ClassVar[str] = "unmark_context"
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SetText:
    """Replace the essay's text; every anchor and context mark follows."""

    op: ClassVar[str] = "set_text"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDetails:
    op: ClassVar[str] = "set_details"
    title: Kept[str] = KEEP
    author_line: Kept[str] = KEEP
    language: Kept[str] = KEEP
    extra: Kept[JsonRow] = KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSource:
    op: ClassVar[str] = "add_source"
    id: UUID
    citation: str
    kind: SourceKind = SourceKind.OTHER
    url: str = ""
    status: SourceStatus = SourceStatus.UNCHECKED
    checked_by_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditSource:
    op: ClassVar[str] = "edit_source"
    id: UUID
    citation: Kept[str] = KEEP
    kind: Kept[SourceKind] = KEEP
    url: Kept[str] = KEEP
    status: Kept[SourceStatus] = KEEP
    checked_by_id: Kept[UUID | None] = KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSource:
    """Remove a source; the evidence that named it stays, without one."""

    op: ClassVar[str] = "remove_source"
    id: UUID


type Single = (
    AddNode
    | EditNode
    | RemoveNode
    | AddRelation
    | EditRelation
    | RemoveRelation
    | Move
    | AddAnchor
    | EditAnchor
    | RemoveAnchor
    | MarkContext
    | UnmarkContext
    | SetText
    | SetDetails
    | AddSource
    | EditSource
    | RemoveSource
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Several edits, all or nothing. `origin` says where they come from, for the history."""

    op: ClassVar[str] = "batch"
    operations: tuple[Single, ...]
    origin: str = ""


type Operation = Single | Batch

OPERATIONS: Mapping[str, type[Operation]] = {
    kind.op: kind
    for kind in (
        AddNode,
        EditNode,
        RemoveNode,
        AddRelation,
        EditRelation,
        RemoveRelation,
        Move,
        AddAnchor,
        EditAnchor,
        RemoveAnchor,
        MarkContext,
        UnmarkContext,
        SetText,
        SetDetails,
        AddSource,
        EditSource,
        RemoveSource,
        Batch,
    )
}
