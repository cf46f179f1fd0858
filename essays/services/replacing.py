"""Puts another state in the place of an essay's map: what differs becomes one revision."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from essays.access.scopes import Person
from essays.graph.changes import Change, Changes
from essays.graph.diff import Difference, diff
from essays.graph.kinds import SourceStatus
from essays.graph.model import TABLES, EssayGraph, Row, Source
from essays.graph.operations import Batch
from essays.models import Essay
from essays.services.editing import Applied, record
from essays.services.loading import load


def put_map(essay: Essay, wanted: EssayGraph, *, actor: Person, origin: str = "map") -> Applied:
    """Make the locked essay hold this map, ids and all; nothing is recorded when it does already.

    `wanted` is sound, as everything is that a format has read. Who checked a source is kept where
    its status is, and is else the person who puts. Raises Taken.
    """
    present = load(essay.pk)
    wanted = replace(
        wanted,
        details=replace(wanted.details, id=essay.pk),
        sources={id: _signed(row, present, actor) for id, row in wanted.sources.items()},
    )
    difference = diff(present, wanted)
    changes = Changes.of_text(_changes(difference), present.text, wanted.text)
    return record(essay, changes, actor=actor, operation=_operation(difference, origin))


def _signed(source: Source, present: EssayGraph, actor: Person) -> Source:
    """Return the source with a signature that is nobody's but the actor's, or was there before."""
    if source.status is SourceStatus.UNCHECKED:
        return replace(source, checked_by_id=None)
    before = present.sources.get(source.id)
    if before is not None and before.status is source.status:
        return replace(source, checked_by_id=before.checked_by_id)
    return replace(source, checked_by_id=actor.pk)


def _changes(difference: Difference) -> Iterator[Change]:
    """Yield what removes, changes and adds rows, in the order in which the rows may go and come."""
    tables = difference.tables
    for name in reversed(list(TABLES)):
        if name in tables:
            yield from (Change.delete(row) for row in tables[name].removed)
    if difference.details is not None:
        yield from _updated(*difference.details)
    for name in TABLES:
        if name in tables:
            for before, after in tables[name].changed:
                yield from _updated(before, after)
            yield from (Change.insert(row) for row in tables[name].added)


def _updated(before: Row, after: Row) -> tuple[Change, ...]:
    old, new = before.columns(), after.columns()
    names = [name for name in new if new[name] != old[name]]
    columns = ({name: row[name] for name in names} for row in (old, new))
    return (Change(before.table, before.id, *columns),)


def _operation(difference: Difference, origin: str) -> dict[str, Any]:
    """Return what the log says: a batch, with the numbers of rows of each kind."""
    kinds: dict[str, int] = {}
    for name, table in difference.tables.items():
        for verb, rows in (
            ("add", table.added),
            ("edit", table.changed),
            ("remove", table.removed),
        ):
            if rows:
                kinds[f"{verb}_{name}"] = len(rows)
    if difference.details is not None:
        kinds["set_details"] = 1
    if difference.text is not None:
        kinds["set_text"] = 1
    return {"op": Batch.op, "origin": origin, "kinds": kinds}
