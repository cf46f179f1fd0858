"""Makes changes in the tables: deletes, updates, then inserts. Only the write door calls it."""

from collections.abc import Sequence
from itertools import batched
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Q

from essays.graph.changes import Change
from essays.graph.kinds import NodeKind
from essays.graph.model import REFERENCES, TABLES, Premise
from essays.services.rows import MODELS, read
from essays.services.statements import LostRow, insert_rows, put_rows, update_rows

ANALYZE_FROM = 1_000  # rows
TOGETHER = 500  # rows that change with new ones in one statement; more go faster apart
_CHUNK = 5_000


def write_rows(essay_id: UUID, changes: Sequence[Change], *, version: int) -> None:
    """Make the changes, stamping inserted and updated rows with the version. Raises Taken.

    At most one statement a table for deletes and one for updates and inserts, or one more where a
    unique place is given up and taken. What points elsewhere does so first, since a deletion
    takes along what still points at its row.
    """
    changes = _relaid(essay_id, changes)
    turned, others = _updates(changes)
    for (_, table), rows in turned:
        update_rows(essay_id, table, rows, version)
    _delete(essay_id, [change for change in changes if change.after is None])
    new = {
        table: [change for change in changes if change.table == table and change.before is None]
        for table in TABLES
    }
    together: dict[str, list[Change]] = {}
    for (_, table), rows in others:
        alone = sum(of == table for (_, of), _ in others) == 1
        if alone and 0 < len(new[table]) < TOGETHER and len(rows) < TOGETHER:
            together[table] = rows
        else:
            update_rows(essay_id, table, rows, version)
    for table, rows in new.items():
        if table in together:
            put_rows(essay_id, table, updates=together[table], inserts=rows, version=version)
        elif rows:
            insert_rows(essay_id, table, rows, version)
            _analyze(table, count=len(rows))


type _Groups = list[tuple[tuple[bool, str], list[Change]]]


def _updates(changes: Sequence[Change]) -> tuple[_Groups, _Groups]:
    """Return the updates that point elsewhere and the others, by table. What gives up a unique
    place (thesis, home) goes before what takes it."""
    turned: dict[tuple[bool, str], list[Change]] = {}
    others: dict[tuple[bool, str], list[Change]] = {}
    for change in changes:
        if change.table in MODELS and change.before and change.after:
            takes = change.after.get("home") is True or (
                change.after.get("kind") == NodeKind.THESIS
            )
            groups = turned if _points_elsewhere(change) else others
            groups.setdefault((takes, change.table), []).append(change)
    return _in_order(turned), _in_order(others)


def _in_order(groups: dict[tuple[bool, str], list[Change]]) -> _Groups:
    return sorted(groups.items(), key=lambda item: item[0])


def ids_are_free(essay_id: UUID, changes: Sequence[Change]) -> Q:
    """Return the condition, for a statement about the essay, that no row of another table has the
    id of an inserted one: targets and owners are found by their id alone. No statement more."""
    new = [(change.table, change.id) for change in changes if change.before is None]
    free = Q()
    for table, model in MODELS.items():
        elsewhere = [id for of, id in new if of != table]
        if elsewhere:
            rows = model._default_manager.filter(essay_id=essay_id, id__in=elsewhere)
            free &= Q(~Exists(rows))
    return free


def _analyze(table: str, *, count: int) -> None:
    """Let PostgreSQL know that a table grew. The plans by which it checks references at commit are
    kept from when the table was small, and would search it whole for each of the new rows."""
    if connection.vendor == "postgresql" and count >= ANALYZE_FROM:
        with connection.cursor() as cursor:
            name = connection.ops.quote_name(MODELS[table]._meta.db_table)
            cursor.execute(f"ANALYZE {name}")


def _points_elsewhere(change: Change) -> bool:
    """Return whether an update lets go of a row whose removal would take this one along."""
    return any(
        reference.column in (change.after or {})
        for reference in REFERENCES
        if reference.table == change.table and reference.falls
    )


def _relaid(essay_id: UUID, changes: Sequence[Change]) -> Sequence[Change]:
    """Return the changes with premises that go to another place taken out and put in anew: two
    that change places would be in each other's way."""
    moved = {
        change.id: change.after
        for change in changes
        if change.table == Premise.table
        and change.before
        and change.after
        and _points_elsewhere(change)
    }
    if not moved:
        return changes
    premises = MODELS[Premise.table]._default_manager.filter(essay_id=essay_id, id__in=moved)
    there = list(read(Premise, premises))
    if len(there) < len(moved):
        raise LostRow(Premise.table, len(there), len(moved))
    kept = [change for change in changes if change.table != Premise.table or change.id not in moved]
    gone = [Change.delete(row) for row in there]
    back = [Change(row.table, row.id, None, row.columns() | moved[row.id]) for row in there]
    return [*kept, *gone, *back]


def _delete(essay_id: UUID, changes: Sequence[Change]) -> None:
    """Delete the rows. Those that fall with another one are left to the database's cascade."""
    gone = {(change.table, str(change.id)) for change in changes}
    for table in reversed(list(TABLES)):
        ids = [
            change.id for change in changes if change.table == table and not _falls(change, gone)
        ]
        for chunk in batched(ids, _CHUNK, strict=False):
            rows = MODELS[table]._default_manager.filter(essay_id=essay_id, id__in=chunk)
            count, _ = rows.delete()
            if count < len(chunk):
                raise LostRow(table, count, len(chunk))


def _falls(change: Change, gone: set[tuple[str, str]]) -> bool:
    before = change.before or {}
    return any(
        (reference.to, before.get(reference.column)) in gone
        for reference in REFERENCES
        if reference.table == change.table and reference.falls
    )
