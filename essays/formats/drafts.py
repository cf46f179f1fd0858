"""Rows before they have their order: mutable, and quicker to make than the frozen ones."""

from dataclasses import dataclass
from uuid import UUID

from essays.formats.fitting import At
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import JsonRow


@dataclass(slots=True)
class Statement:
    """A node to be."""

    id: UUID
    kind: NodeKind
    text: str
    note: str
    implicit: bool
    source_id: UUID | None
    extra: JsonRow


@dataclass(slots=True)
class Step:
    """A relation to be; `target` is a node or another step."""

    id: UUID
    kind: RelationKind
    premises: list[UUID]
    target: UUID
    at: At
    scheme: str
    weight: float | None
    note: str
    extra: JsonRow
