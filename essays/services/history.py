"""Undo and redo over the revision log. An undo is a new revision that names what it takes back."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from essays.access.permissions import Permission
from essays.access.reach import Reach, locked_reach
from essays.access.scopes import Person
from essays.graph.changes import Changes
from essays.graph.errors import ArgmapError, Conflict, NotFound
from essays.graph.lookup import MemoryLookup, applied
from essays.graph.model import EssayGraph
from essays.graph.undo import plan_undo
from essays.models import Revision
from essays.services.editing import Applied, record
from essays.services.loading import load

# How far back undo and redo look; beyond that an edit is part of the map's past.
REACH = 1_000


class NothingToUndo(ArgmapError):
    """There is no edit of this person left to take back, or to make again."""

    code = "nothing_to_undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A revision that the person can undo or redo, and its operation's name."""

    number: int
    op: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What a person's next undo and redo would take back."""

    undo: Step | None
    redo: Step | None


def next_steps(essay_id: UUID, actor: Person) -> Steps:
    """Return the person's next undo and redo. One query.

    Undo: their newest revision not yet undone that is not itself an undo. Redo: their newest undo
    that still holds, unless they edited since.
    """
    newest = Revision.objects.filter(essay_id=essay_id).order_by("-number")
    log = newest.values_list("number", "actor_id", "undoes", "operation__op")[:REACH]
    return _steps(list(log), actor.pk)


def steps_after(done: Applied) -> Steps | None:
    """Return what can be taken back right after one's own edit: it is the next to be undone, and
    leaves nothing to make again. None where that is not known: after an undo, or no change."""
    if done.number is None or done.op is None:
        return None
    return Steps(undo=Step(number=done.number, op=done.op), redo=None)


def undo(essay_id: UUID, *, actor: Person) -> Applied:
    """Take back the person's newest edit. Raises NothingToUndo or Conflict."""
    return _take_back(essay_id, actor, lambda steps: steps.undo)


def redo(essay_id: UUID, *, actor: Person) -> Applied:
    """Make again what the person undid last. Raises NothingToUndo or Conflict."""
    return _take_back(essay_id, actor, lambda steps: steps.redo)


def undo_revision(essay_id: UUID, number: int, *, actor: Person) -> Applied:
    """Take back one revision, whoever made it. Raises NotFound or Conflict."""
    with transaction.atomic():
        found = locked_reach(actor, essay_id, Permission.EDIT)
        return _reverse(found, number, actor)


def _take_back(essay_id: UUID, actor: Person, pick: Callable[[Steps], Step | None]) -> Applied:
    with transaction.atomic():
        found = locked_reach(actor, essay_id, Permission.EDIT)
        step = pick(next_steps(essay_id, actor))
        if step is None:
            raise NothingToUndo
        return _reverse(found, step.number, actor)


def _reverse(found: Reach, number: int, actor: Person) -> Applied:
    essay = found.essay
    revision = Revision.objects.filter(essay_id=essay.pk, number=number).first()
    if revision is None:
        raise NotFound("revision", essay.pk)
    done = Changes.from_json(revision.changes)
    # An undo asks about all that refers to its rows: reading the whole map takes fewer statements.
    graph = load(essay.pk)
    try:
        changes = plan_undo(done, MemoryLookup(graph))
    except Conflict as conflict:
        conflict.data["revisions"] = in_the_way(essay.pk, number, conflict.rows)
        raise
    operation = {**revision.operation, "undoes": number}
    undone = record(essay, changes, actor=actor, operation=operation, undoes=number)
    return replace(undone, before=graph, reach=found)


def changes_since(essay_id: UUID, version: int) -> tuple[Changes, ...]:
    """Return what the revisions after a version changed, the newest first. One query."""
    later = Revision.objects.filter(essay_id=essay_id, number__gt=version).order_by("-number")
    return tuple(Changes.from_json(found) for found in later.values_list("changes", flat=True))


def earlier(graph: EssayGraph, version: int) -> EssayGraph:
    """Return a map as it was at a version before its own. One query."""
    for changes in changes_since(graph.details.id, version):
        graph = applied(graph, changes.inverse())
    return graph


def in_the_way(essay_id: UUID, number: int, rows: Collection[tuple[str, UUID]]) -> list[int]:
    """Return the numbers of the later revisions that touched any of these rows. One query."""
    later = Revision.objects.filter(essay_id=essay_id, number__gt=number).order_by("number")
    wanted = set(rows)
    found = []
    for at, document in later.values_list("number", "changes").iterator():
        changes = Changes.from_json(document)
        touched = {(change.table, change.id) for change in changes.rows}
        if changes.splices:
            touched.add(("essay", essay_id))
        if touched & wanted:
            found.append(at)
    return found


type Entry = tuple[int, UUID | None, int | None, str]


def _steps(log: Iterable[Entry], actor_id: UUID | None) -> Steps:
    """Read the log, newest first. A revision holds unless one that holds undoes it."""
    entries = list(log)
    undoing = {number: undoes for number, _, undoes, _ in entries}
    taken_back: set[int] = set()
    undo: Step | None = None
    redo: Step | None = None
    edited = False
    for number, who, undoes, op in entries:
        holds = number not in taken_back
        if holds and undoes is not None:
            taken_back.add(undoes)
        if who != actor_id:
            continue
        if undoes is None:
            edited = True
            if holds and undo is None:
                undo = Step(number=number, op=op)
        elif holds and redo is None and not edited and undoing.get(undoes) is None:
            redo = Step(number=number, op=op)
    return Steps(undo=undo, redo=redo)
