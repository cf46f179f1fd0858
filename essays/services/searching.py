"""Finds words in one map: in boxes, notes, citations and quotes."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from essays import models


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A row that holds the words, and the field in which they stand."""

    table: str
    id: UUID
    field: str
    text: str


def search(essay_id: UUID, words: str, *, after: UUID | None = None, limit: int) -> list[Hit]:
    """Return the rows that hold the words in whatever case, by id. Three queries."""
    found = [
        *_in(models.Node, ("text", "note"), essay_id, words, after=after, limit=limit),
        *_in(models.Source, ("citation",), essay_id, words, after=after, limit=limit),
        *_in(models.Anchor, ("exact",), essay_id, words, after=after, limit=limit),
    ]
    return sorted(found, key=lambda hit: hit.id)[:limit]


def _in(
    model: type[models.Node | models.Source | models.Anchor],
    fields: tuple[str, ...],
    essay_id: UUID,
    words: str,
    *,
    after: UUID | None,
    limit: int,
) -> list[Hit]:
    wanted = Q()
    for field in fields:
        wanted |= Q(**{f"{field}__icontains": words})
    rows = model._default_manager.filter(wanted, essay_id=essay_id).order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    table, low = model._meta.model_name or "", words.lower()
    hits = []
    for id, *values in rows.values_list("id", *fields)[:limit]:
        held = dict(zip(fields, values, strict=True))
        field = next((name for name in fields if low in held[name].lower()), fields[0])
        hits.append(Hit(table=table, id=id, field=field, text=held[field]))
    return hits
