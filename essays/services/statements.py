"""The statements that put rows of one table in place: one each, however many rows.

The rows travel as one JSON parameter, which knows no limit of parameters, and both databases take
it apart alike. Names in the SQL are those of our own tables and columns.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import orjson
from django.db import IntegrityError, connection
from django.db.models import CharField, Field, ForeignKey, JSONField, Model, TextField

from essays.graph.changes import Change
from essays.graph.errors import Taken
from essays.graph.model import ROW_TYPES, JsonRow, content_columns
from essays.services.rows import MODELS, driver_id

COPY_FROM = 50  # rows; PostgreSQL takes that many faster by COPY

_GIVEN = {
    "postgresql": "jsonb_array_elements(%s::jsonb) AS given(value)",
    "sqlite": "json_each(%s) AS given",
}
# The plus keeps SQLite from reading all rows of the essay and, for each, all that came.
_BY_ID = {
    "postgresql": "own.essay_id = %s AND own.id = {id}",
    "sqlite": "+own.essay_id = %s AND own.id = {id}",
}


class LostRow(RuntimeError):
    """A row that a plan saw under the lock was not there: somebody wrote past the door."""


def update_rows(essay_id: UUID, table: str, changes: Sequence[Change], version: int) -> None:
    """Update rows of one table; raises LostRow. One statement."""
    names = _changed(table, changes)
    sets = [f"{_column(table, name)} = {_new(table, name, changes)}" for name in names]
    sql = f"""UPDATE {_name(table)} AS own SET {", ".join(sets)}, changed_version = %s
              FROM {_GIVEN[connection.vendor]}
              WHERE {_by_id(table)}"""  # noqa: S608 - names of our own
    with connection.cursor() as cursor:
        cursor.execute(sql, (version, _document(table, changes), driver_id(essay_id)))
        if cursor.rowcount != len(changes):
            raise LostRow(table, cursor.rowcount, len(changes))


def insert_rows(essay_id: UUID, table: str, changes: Sequence[Change], version: int) -> None:
    """Insert rows into one table; raises Taken. One statement."""
    if connection.vendor == "postgresql" and len(changes) >= COPY_FROM:
        _execute(table, lambda: _copy(essay_id, table, changes, version))
        return
    sql = f"INSERT INTO {_into(table)} {_new_rows(table)}"
    parameters = (driver_id(essay_id), version, _document(table, changes))
    with connection.cursor() as cursor:
        _execute(table, lambda: cursor.execute(sql, parameters))


def put_rows(
    essay_id: UUID,
    table: str,
    *,
    updates: Sequence[Change],
    inserts: Sequence[Change],
    version: int,
) -> None:
    """Update some rows of a table, then insert others; raises Taken or LostRow. One statement: an
    insertion in which the rows that change meet themselves."""
    if {change.id for change in updates} & {change.id for change in inserts}:
        raise Taken
    names = _changed(table, updates)
    kept = [
        _new(table, name, updates) if name in names else f"own.{_column(table, name)}"
        for name in content_columns(ROW_TYPES[table])
    ]
    sets = [f"{column} = excluded.{column}" for column in (_column(table, name) for name in names)]
    ids = [str(driver_id(change.id)) for change in updates]
    ours = f"own.essay_id = excluded.essay_id AND own.id IN ({', '.join(['%s'] * len(ids))})"
    given = _GIVEN[connection.vendor]
    sql = f"""INSERT INTO {_into(table, alias="own")}
              SELECT own.id, own.essay_id, %s, {", ".join(kept)}
              FROM {given} CROSS JOIN {_name(table)} AS own
              WHERE {_by_id(table)}
              UNION ALL {_new_rows(table)}
              ON CONFLICT (id) DO UPDATE
              SET changed_version = excluded.changed_version, {", ".join(sets)} WHERE {ours}"""  # noqa: S608
    own = driver_id(essay_id)
    old = (version, _document(table, updates), own)
    new = (own, version, _document(table, inserts))
    with connection.cursor() as cursor:
        _execute(table, lambda: cursor.execute(sql, (*old, *new, *ids)))
        lost = len(updates) + len(inserts) - cursor.rowcount
    if lost:
        there = MODELS[table]._default_manager.filter(essay_id=essay_id, id__in=ids).count()
        raise Taken if there == len(ids) else LostRow(table, there, len(ids))


def _execute(table: str, write: Callable[[], object]) -> None:
    try:
        write()
    except IntegrityError as error:
        if _is_taken(error, MODELS[table]):
            raise Taken from error
        raise


def _copy(essay_id: UUID, table: str, changes: Iterable[Change], version: int) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {_into(table)} FROM STDIN") as copy:
        for change in changes:
            row = _prepared(table, change)
            # by name: PostgreSQL does not keep the order of keys in the log
            content = (row[name] for name in content_columns(ROW_TYPES[table]))
            copy.write_row((row["id"], essay_id, version, *content))


def _into(table: str, *, alias: str = "") -> str:
    names = ("id", "essay_id", "changed_version", *content_columns(ROW_TYPES[table]))
    named = f"{_name(table)} AS {alias}" if alias else _name(table)
    return f"{named} ({', '.join(_column(table, name) for name in names)})"


def _new_rows(table: str) -> str:
    """Return the query for whole rows; its parameters are essay, version and the rows."""
    values = [_value(table, name) for name in content_columns(ROW_TYPES[table])]
    # SQLite would take the ON of ON CONFLICT for that of a join if there were no WHERE
    return f"""SELECT {_value(table, "id")}, %s, %s, {", ".join(values)}
               FROM {_GIVEN[connection.vendor]} WHERE true"""  # noqa: S608


def _new(table: str, name: str, changes: Sequence[Change]) -> str:
    """Return the new value of a column. Where only some of the rows change it, others keep it."""
    value = _value(table, name)
    if all(name in (change.after or {}) for change in changes):
        return value
    kept = f"own.{_column(table, name)}"
    return f"CASE WHEN given.value -> '{name}' IS NULL THEN {kept} ELSE {value} END"


def _by_id(table: str) -> str:
    return _BY_ID[connection.vendor].format(id=_value(table, "id"))


def _value(table: str, name: str) -> str:
    """Return a value of the rows that came, as what its column keeps. Both databases turn text and
    SQLite turns everything into the type of the column by themselves."""
    value = f"(given.value ->> '{name}')"
    field = _fields(table)[name]
    if connection.vendor == "sqlite" or isinstance(field, (CharField, TextField)):
        return value
    return f"{value}::{field.db_type(connection)}"


def _changed(table: str, changes: Iterable[Change]) -> list[str]:
    """Return the columns that any of the updates changes, in the order of the table."""
    given = {name for change in changes for name in change.after or {}}
    return [name for name in content_columns(ROW_TYPES[table]) if name in given]


def _document(table: str, changes: Iterable[Change]) -> str:
    return orjson.dumps([_prepared(table, change) for change in changes]).decode()


def _prepared(table: str, change: Change) -> JsonRow:
    """Return the id and the new columns of a row as this database keeps them."""
    row: JsonRow = {"id": driver_id(change.id)}
    fields = _fields(table)
    for name, value in (change.after or {}).items():
        if isinstance(fields[name], JSONField):
            row[name] = orjson.dumps(value or {}).decode()
        else:
            row[name] = driver_id(value) if isinstance(fields[name], ForeignKey) else value
    return row


@cache
def _fields(table: str) -> "dict[str, Field[Any, Any]]":
    return {field.attname: field for field in MODELS[table]._meta.concrete_fields}


def _column(table: str, name: str) -> str:
    return connection.ops.quote_name(_fields(table)[name].column or "")


def _name(table: str) -> str:
    return connection.ops.quote_name(MODELS[table]._meta.db_table)


def _is_taken(error: IntegrityError, model: type[Model]) -> bool:
    """Return whether the id was in use anywhere, in the words of either database."""
    table = model._meta.db_table
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name).endswith(("_pkey", "_of_essay"))
    failed = str(error).removeprefix("UNIQUE constraint failed: ")
    return failed in (f"{table}.id", f"{table}.essay_id, {table}.id")
