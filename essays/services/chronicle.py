"""The revision log, as somebody reads it."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce

from essays.graph.changes import Changes
from essays.models import Node, Relation, Revision

# Their operation names only an id: what they took away stands in the changes.
_REMOVALS = ("remove_node", "remove_relation", "remove_anchor", "unmark_context", "remove_source")

_WORDS = ("text", "exact", "quote", "citation")


def revisions_of(essay_id: UUID) -> QuerySet[Revision]:
    """Return the revisions of an essay, newest first, each with its actor but without changes,
    which of an import can be megabytes."""
    log = Revision.objects.filter(essay_id=essay_id).order_by("-number")
    return log.select_related("actor").defer("changes")


def revisions_since(essay_id: UUID, number: int, *, limit: int) -> list[Revision]:
    """Return the revisions after this one, oldest first, each whole and with its actor."""
    log = Revision.objects.filter(essay_id=essay_id, number__gt=number).order_by("number")
    return list(log.select_related("actor")[:limit])


def undone_by(essay_id: UUID, numbers: Collection[int]) -> Mapping[int, int]:
    """Return which of these revisions were taken back, and by which. One query."""
    undos = Revision.objects.filter(essay_id=essay_id, undoes__in=numbers).order_by("number")
    return {undone: number for undone, number in undos.values_list("undoes", "number") if undone}


def wrote_last(essay_id: UUID, node_id: UUID) -> UUID | None:
    """Return who made or changed a box last, None when it is not in the essay. One query."""
    found = last_change(essay_id, node_id)
    return found.actor_id if found else None


def last_change(essay_id: UUID, row_id: UUID) -> Revision | None:
    """Return the revision that made or changed a box or a step last, with its actor; None when
    neither is in the essay. One query."""
    versions = (
        Subquery(table.objects.filter(essay_id=essay_id, pk=row_id).values("changed_version")[:1])
        for table in (Node, Relation)
    )
    return revisions_of(essay_id).filter(number=Coalesce(*versions)).defer("operation").first()


def removed_words(essay_id: UUID, numbers: Collection[int]) -> Mapping[UUID, str]:
    """Return the words of the rows that these revisions deleted, by id. One query."""
    log = Revision.objects.filter(
        essay_id=essay_id, number__in=numbers, operation__op__in=_REMOVALS
    )
    found: dict[UUID, str] = {}
    for document in log.values_list("changes", flat=True):
        for change in Changes.from_json(document).rows:
            row = change.before or {}
            words = next((row[name] for name in _WORDS if row.get(name)), "")
            if change.after is None and words:
                found[change.id] = str(words)
    return found
