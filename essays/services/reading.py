"""Single rows and pages of rows, as a program reads them: a relation comes with its premises."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from essays import models
from essays.graph.errors import NotFound
from essays.graph.model import EssayGraph, JsonRow, Premise, Relation, Row, Source, place
from essays.services.rows import MODELS, read


@dataclass(frozen=True, slots=True)
class Piece:
    """A row of a map, and the premises of one that is a relation, in order."""

    row: Row
    premises: tuple[Premise, ...] = ()

    @property
    def stamp(self) -> str:
        """What changes whenever the piece does. A relation's names each premise, since one that
        is taken out leaves no later version behind."""
        if not isinstance(self.row, Relation):
            return str(self.row.changed_version)
        named = "".join(f"{row.id.hex}{row.changed_version}." for row in self.premises)
        return f"{self.row.changed_version}.{blake2b(named.encode(), digest_size=6).hexdigest()}"

    def unsigned(self) -> "Piece":
        """Return the piece without who checked it, if it is a source."""
        return replace(self, row=_unsigned(self.row)) if isinstance(self.row, Source) else self

    def document(self) -> JsonRow:
        """Return the piece as a JSON object."""
        document: JsonRow = {"id": str(self.row.id), **self.row.columns()}
        if isinstance(self.row, Relation):
            document["premises"] = [
                {"id": str(row.id), "node_id": str(row.node_id), "position": row.position}
                | {"home": row.home}
                for row in self.premises
            ]
        return document


def unsigned(graph: EssayGraph) -> EssayGraph:
    """Return the map without who checked its sources: people are for members only."""
    sources = {id: _unsigned(row) for id, row in graph.sources.items()}
    return replace(graph, sources=sources)


def _unsigned(source: Source) -> Source:
    return source if source.checked_by_id is None else replace(source, checked_by_id=None)


def piece(essay_id: UUID, kind: type[Row], id: UUID) -> Piece:
    """Return one row of an essay; raises NotFound. One query, two for a relation."""
    found = _pieces(essay_id, kind, _table(essay_id, kind).filter(pk=id))
    if not found:
        raise NotFound(kind.table, id)
    return found[0]


def pieces(essay_id: UUID, kind: type[Row], *, after: UUID | None, limit: int) -> list[Piece]:
    """Return the next rows of a table by id. One query, two for relations."""
    table = _table(essay_id, kind)
    if after is not None:
        table = table.filter(pk__gt=after)
    return _pieces(essay_id, kind, table.order_by("pk")[:limit])


def _pieces(essay_id: UUID, kind: type[Row], table: QuerySet[Any]) -> list[Piece]:
    rows = list(read(kind, table))
    if kind is not Relation:
        return [Piece(row) for row in rows]
    premises = _premises(essay_id, [row.id for row in rows])
    return [Piece(row, tuple(sorted(premises.get(row.id, ()), key=place))) for row in rows]


def _premises(essay_id: UUID, relation_ids: Iterable[UUID]) -> dict[UUID, list[Premise]]:
    found: dict[UUID, list[Premise]] = {}
    table = models.Premise.objects.filter(essay_id=essay_id, relation_id__in=list(relation_ids))
    for premise in read(Premise, table):
        found.setdefault(premise.relation_id, []).append(premise)
    return found


def _table(essay_id: UUID, kind: type[Row]) -> QuerySet[Any]:
    return MODELS[kind.table]._default_manager.filter(essay_id=essay_id)
