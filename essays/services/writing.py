"""Makes changes in the tables: deletes, updates, then inserts. Only the write door calls it."""

from collections.abc import Callable, Iterable, Sequence
from itertools import batched
from typing import Any
from uuid import UUID

import orjson
from django.db import IntegrityError, connection
from django.db.models import Exists, Field, ForeignKey, JSONField, Model, Q

from essays.graph.changes import Change
from essays.graph.errors import Taken
from essays.graph.kinds import NodeKind
from essays.graph.model import REFERENCES, ROW_TYPES, TABLES, JsonRow, Premise, content_columns
from essays.services.rows import MODELS, driver_id, read

ANALYZE_FROM = 1_000  # rows
COPY_FROM = 50  # rows; fewer go by INSERT
_CHUNK = 5_000


class LostRow(RuntimeError):
    """A row that a plan saw under the lock was not there: somebody wrote past the door."""


def write_rows(essay_id: UUID, changes: Sequence[Change], *, version: int) -> None:
    """Make the changes, stamping inserted and updated rows with the version. Raises Taken.

    At most one statement a table for inserts, one for deletes and one for updates, or two where a
    unique place is given up and taken. What points elsewhere does so first, since a deletion
    takes along what still points at its row.
    """
    changes = _relaid(essay_id, changes)
    updates = [change for change in changes if change.before and change.after]
    turned = [change for change in updates if _points_elsewhere(change)]
    _update(essay_id, turned, version)
    _delete(essay_id, [change for change in changes if change.after is None])
    _update(essay_id, [change for change in updates if not _points_elsewhere(change)], version)
    for table in TABLES:
        rows = [change for change in changes if change.table == table and change.before is None]
        if rows:
            _insert(essay_id, table, rows, version)
            _analyze(table, count=len(rows))


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
            cursor.execute(f"ANALYZE {_quoted(MODELS[table]._meta.db_table)}")


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


def _update(essay_id: UUID, changes: Sequence[Change], version: int) -> None:
    """Update the rows. What gives up a unique place (thesis, home) goes before what takes it."""
    groups: dict[tuple[bool, str], list[Change]] = {}
    for change in changes:
        if change.table in MODELS and change.after:
            takes = change.after.get("home") is True or (
                change.after.get("kind") == NodeKind.THESIS
            )
            groups.setdefault((takes, change.table), []).append(change)
    for (_, table), rows in sorted(groups.items(), key=lambda item: item[0]):
        sets, values = _assignments(table, [row.after or {} for row in rows])
        sql = f"""UPDATE {_quoted(MODELS[table]._meta.db_table)} SET {sets}, changed_version = %s
                  WHERE essay_id = %s AND id = %s"""  # noqa: S608 - names of our own columns
        keys = [(version, driver_id(essay_id), driver_id(row.id)) for row in rows]
        parameters = [(*value, *key) for value, key in zip(values, keys, strict=True)]
        with connection.cursor() as cursor:
            if len(rows) == 1:
                cursor.execute(sql, parameters[0])
            else:
                cursor.executemany(sql, parameters)
            if cursor.rowcount != len(rows):
                raise LostRow(table, cursor.rowcount, len(rows))


def _assignments(table: str, rows: Sequence[JsonRow]) -> tuple[str, list[list[Any]]]:
    """Return the SET of one statement for all these rows, and the values of each. A column that
    only some of them change is set under a condition."""
    preparers = _preparers(table)
    names = [name for name in preparers if any(name in row for row in rows)]
    partial = {name for name in names if any(name not in row for row in rows)}
    sets = []
    for name in names:
        column = _quoted(_field(MODELS[table], name).column)
        choice = f"CASE WHEN %s THEN %s ELSE {column} END" if name in partial else "%s"
        sets.append(f"{column} = {choice}")
    values: list[list[Any]] = []
    for row in rows:
        given: list[Any] = []
        for name in names:
            if name in partial:
                given.append(name in row)
            given.append(preparers[name](row[name]) if name in row else None)
        values.append(given)
    return ", ".join(sets), values


def _insert(essay_id: UUID, table: str, changes: Sequence[Change], version: int) -> None:
    model = MODELS[table]
    names = content_columns(ROW_TYPES[table])
    fields = [_field(model, name) for name in ("id", "essay_id", "changed_version", *names)]
    preparers = _preparers(table)
    own = driver_id(essay_id)
    rows = (
        [
            driver_id(change.id),
            own,
            version,
            # by name: PostgreSQL does not keep the order of keys in the log
            *(preparers[name]((change.after or {})[name]) for name in names),
        ]
        for change in changes
    )
    columns = ", ".join(_quoted(field.column) for field in fields)
    into = f"{_quoted(model._meta.db_table)} ({columns})"
    try:
        if connection.vendor == "postgresql" and len(changes) >= COPY_FROM:
            _copy(into, rows)
        else:
            _insert_values(into, len(fields), list(rows))
    except IntegrityError as error:
        if _is_taken(error, model):
            raise Taken from error
        raise


def _copy(into: str, rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _insert_values(into: str, width: int, rows: Sequence[Sequence[Any]]) -> None:
    one = f"({', '.join(['%s'] * width)})"
    with connection.cursor() as cursor:
        if len(rows) < COPY_FROM:
            values = ", ".join([one] * len(rows))
            cursor.execute(
                f"INSERT INTO {into} VALUES {values}",  # noqa: S608 - names of our own columns
                [value for row in rows for value in row],
            )
        else:
            cursor.executemany(f"INSERT INTO {into} VALUES {one}", rows)  # noqa: S608


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    by_attname: dict[str, Any] = {field.attname: field for field in model._meta.concrete_fields}
    found: Field[Any, Any] = by_attname[name]
    return found


def _preparers(table: str) -> dict[str, Callable[[Any], Any]]:
    """Return for each content column what makes its values those that this database's driver
    takes. Text and numbers pass as they are."""
    found: dict[str, Callable[[Any], Any]] = {}
    for name in content_columns(ROW_TYPES[table]):
        field = _field(MODELS[table], name)
        if isinstance(field, JSONField):
            found[name] = _json
        else:
            found[name] = driver_id if isinstance(field, ForeignKey) else _same
    return found


def _json(value: JsonRow) -> str:
    return orjson.dumps(value).decode() if value else "{}"


def _same(value: Any) -> Any:
    return value


def _is_taken(error: IntegrityError, model: type[Model]) -> bool:
    """Return whether the id was in use anywhere, in the words of either database."""
    table = model._meta.db_table
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name).endswith(("_pkey", "_of_essay"))
    failed = str(error).removeprefix("UNIQUE constraint failed: ")
    return failed in (f"{table}.id", f"{table}.essay_id, {table}.id")


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")
