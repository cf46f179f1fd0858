"""THE write door: the only way by which an essay's content changes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from essays.access.permissions import Permission
from essays.access.reach import Reach, locked_reach
from essays.access.scopes import Person
from essays.graph.changes import Changes, changed_details, changed_text
from essays.graph.documents import write_operation
from essays.graph.errors import Refused, Stale, Taken
from essays.graph.lookup import MemoryLookup, applied
from essays.graph.model import TABLES, EssayGraph
from essays.graph.operations import KEEP, AddSource, Batch, EditSource, Operation
from essays.graph.plan import plan, plan_batch
from essays.layout.shape import Shape
from essays.models import Essay, Revision, User
from essays.services.loading import load
from essays.services.lookup import DatabaseLookup
from essays.services.rows import details_of
from essays.services.writing import ids_are_free, write_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What an edit did. `number` is None when it changed nothing and so made no revision.

    `op` names the operation, None for an undo. `before` is the map before a batch or an undo,
    which read it anyway; `reach` the essay's row as it is now, and the actor's standing.
    """

    essay_id: UUID
    version: int
    number: int | None
    changes: Changes
    op: str | None = None
    reach: Reach | None = None
    before: EssayGraph | None = None

    @property
    def graph(self) -> EssayGraph | None:
        """The map after a batch or an undo, worked out without reading it again."""
        return None if self.before is None else applied(self.before, self.changes)

    def upon(self, before: EssayGraph) -> "Applied":
        """Return the same, knowing the map it was made on, unless others edited in between."""
        made_on_it = self.version == before.version + (self.number is not None)
        return replace(self, before=before) if made_on_it else self


def apply(
    essay_id: UUID,
    operation: Operation,
    *,
    actor: Person,
    expected: Mapping[UUID, int] | None = None,
) -> Applied:
    """Make one edit and record it, all or nothing.

    `expected` maps rows to the changed_version the client saw, and the essay itself to its
    version, for an edit of the text that must stand on no other. Raises EssayNotFound, Forbidden,
    NotFound, Refused, BadValue, Taken or Stale. At most 8 statements besides transaction control
    for a single operation, whatever it does and whatever the size of the map; a batch reads the
    whole essay once.
    """
    operation = _signed(operation, actor)
    with transaction.atomic():
        found = locked_reach(actor, essay_id, Permission.EDIT)
        essay = found.essay
        if isinstance(operation, Batch):
            graph = load(essay.pk)
            changes = plan_batch(operation, MemoryLookup(graph))
            seen, free = _versions(graph), Q()  # all ids were seen
        else:
            lookup = DatabaseLookup(essay)
            changes = plan(operation, lookup)
            seen, free = lookup.seen, ids_are_free(essay.pk, changes.rows)
        _check_expected(expected or {}, {**seen, essay.pk: essay.version})
        document = write_operation(operation)
        done = record(essay, changes, actor=actor, operation=document, provided=free)
        before = graph if isinstance(operation, Batch) else None
        return replace(done, op=operation.op, before=before, reach=found)


def record(
    essay: Essay,
    changes: Changes,
    *,
    actor: Person,
    operation: dict[str, Any],
    undoes: int | None = None,
    provided: Q | None = None,
) -> Applied:
    """Write the changes of the locked essay and its revision; nothing when there are none.

    Raises Taken unless the essay still meets what is `provided`.
    """
    if not changes:
        return Applied(essay_id=essay.pk, version=essay.version, number=None, changes=changes)
    version = essay.version + 1
    write_rows(essay.pk, changes.rows, version=version)
    columns: dict[str, Any] = {"version": version, "updated": timezone.now()}
    details = details_of(essay)
    changed = changed_details(details, changes.rows)
    if changed != details:
        columns |= {
            "title": changed.title,
            "author_line": changed.author_line,
            "language": changed.language,
            "extra": changed.extra,
        }
    if changes.splices:
        columns["text"] = changed_text(essay.text, changes)
    if not Essay.objects.filter(provided or Q(), pk=essay.pk).update(**columns):
        raise Taken
    for name, value in columns.items():
        setattr(essay, name, value)
    revision = Revision(
        essay_id=essay.pk,
        number=version,
        actor=actor if isinstance(actor, User) else None,
        operation=operation,
        changes=changes.to_json(),
        undoes=undoes,
    )
    revision.save(force_insert=True)
    return Applied(essay_id=essay.pk, version=version, number=version, changes=changes)


def keep_shape(essay_id: UUID, shape: Shape, *, version: int) -> None:
    """Store what the drawing of this version keeps, as part of the edit that made it. Somebody who
    edited since then decides instead. One statement; no revision, since the content is the same.
    """
    Essay.objects.filter(pk=essay_id, version=version).update(shape=shape.to_json())


def _signed(operation: Operation, actor: Person) -> Operation:
    """Return the operation with the person who edits as the one who checked a source: nobody signs
    for somebody else."""
    if isinstance(operation, Batch):
        signed = tuple(_signed(single, actor) for single in operation.operations)
        return replace(operation, operations=signed)  # type: ignore[arg-type]  # no batch in it
    if isinstance(operation, AddSource):
        return replace(operation, checked_by_id=actor.pk)
    if isinstance(operation, EditSource):
        checks = operation.status is not KEEP
        return replace(operation, checked_by_id=actor.pk if checks else KEEP)
    return operation


def _versions(graph: EssayGraph) -> dict[UUID, int]:
    return {row.id: row.changed_version for name in TABLES for row in graph.table(name).values()}


def _check_expected(expected: Mapping[UUID, int], seen: Mapping[UUID, int]) -> None:
    """Refuse when a row is not as the client saw it."""
    for id, version in expected.items():
        if id not in seen:
            raise Refused("expected_row_not_touched", id=str(id))
        if seen[id] != version:
            raise Stale("row", id, current=seen[id])
