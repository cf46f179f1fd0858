"""Taking a revision back: its inverse changes, checked like a new edit.

An undo is refused (Conflict) when it would touch what came later: a column that no longer holds its
value, a row that others now refer to, a reference to a row that is gone, a passage on text that
would go, or a rule of maps that would break. It never takes back another edit silently.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from essays.graph.changes import Change, Changes
from essays.graph.errors import Conflict
from essays.graph.kinds import NodeKind
from essays.graph.lookup import MAX_CHAIN, MemoryLookup
from essays.graph.model import (
    REFERENCES,
    ROW_TYPES,
    TABLES,
    Details,
    Node,
    Premise,
    Relation,
    Row,
)
from essays.graph.plan_relations import height
from essays.graph.undo_text import restored_passages


def plan_undo(done: Changes, lookup: MemoryLookup) -> Changes:
    """Return the changes that restore what was before `done`, or raise Conflict.

    Passages follow the text: those laid after a change of it, elsewhere, are shifted along, and
    those that come back after one are looked for where their words stand now.
    """
    inverse = done.inverse()
    present = _present(inverse.rows, lookup)
    _check_columns(inverse.rows, present, lookup)
    _check_ids(inverse.rows, lookup)
    _check_references(inverse.rows, lookup)
    _check_rules(inverse.rows, present, lookup)
    return replace(inverse, rows=restored_passages(inverse, present, lookup))


def _present(rows: Iterable[Change], lookup: MemoryLookup) -> dict[tuple[str, UUID], Row]:
    """Return the rows that the changes are about, as they stand now: one statement a table."""
    ids: dict[str, set[UUID]] = {}
    for change in rows:
        if change.table != Details.table:
            ids.setdefault(change.table, set()).add(change.id)
    return {
        (table, row.id): row
        for table, wanted in ids.items()
        for row in lookup.rows(ROW_TYPES[table], id=wanted)
    }


def _check_columns(
    rows: Iterable[Change], present: dict[tuple[str, UUID], Row], lookup: MemoryLookup
) -> None:
    """Refuse when a row does not hold what the revision left: `before` of the inverse."""
    for change in rows:
        key = change.table, change.id
        row = lookup.details if change.table == Details.table else present.get(key)
        if change.before is None:
            if row is not None:
                raise Conflict([key], reason="undo_row_is_back")
            continue
        if row is None:
            raise Conflict([key], reason="undo_row_is_gone")
        now = row.columns()
        if any(now[name] != value for name, value in change.before.items()):
            raise Conflict([key], reason="undo_row_changed")


def _check_ids(rows: Iterable[Change], lookup: MemoryLookup) -> None:
    """Refuse when a row would come back under an id that a row of another table got meanwhile."""
    changed = {(change.table, change.id): change for change in rows}
    back = [change.id for change in changed.values() if change.before is None]
    if not back:
        return
    for kind, id in lookup.there([(kind, id) for id in back for kind in TABLES.values()]):
        change = changed.get((kind.table, id))
        if change is None or change.after is not None:
            raise Conflict([(kind.table, id)], reason="undo_row_is_back")


def _check_references(rows: Iterable[Change], lookup: MemoryLookup) -> None:
    """Refuse when a row that would go is referred to from outside these changes, or a row that
    would come back refers to one that is gone. At most two statements a table."""
    touched = {(change.table, change.id): change for change in rows}
    gone: dict[str, set[UUID]] = {}
    named: dict[str, set[UUID]] = {}
    for change in touched.values():
        if change.after is None:
            gone.setdefault(change.table, set()).add(change.id)
            continue
        for reference in REFERENCES:
            id = change.after.get(reference.column) if reference.table == change.table else None
            if id is not None:
                named.setdefault(reference.to, set()).add(UUID(id))
    for table in dict.fromkeys(reference.table for reference in REFERENCES):
        _refuse_orphans(table, gone, touched, lookup)
    for table, ids in named.items():
        _refuse_dangling(table, ids, touched, lookup)


def _refuse_orphans(
    table: str,
    gone: Mapping[str, Collection[UUID]],
    touched: Mapping[tuple[str, UUID], Change],
    lookup: MemoryLookup,
) -> None:
    columns = {
        reference.column: gone[reference.to]
        for reference in REFERENCES
        if reference.table == table and reference.to in gone
    }
    if not columns:
        return
    for row in lookup.rows(ROW_TYPES[table], **columns):
        change = touched.get((table, row.id))
        if change is not None and change.after is None:
            continue
        freed = () if change is None else change.after or ()
        if any(getattr(row, name) in ids and name not in freed for name, ids in columns.items()):
            raise Conflict([(table, row.id)], reason="undo_row_in_use")


def _refuse_dangling(
    table: str,
    named: Collection[UUID],
    touched: Mapping[tuple[str, UUID], Change],
    lookup: MemoryLookup,
) -> None:
    wanted = set()
    for id in named:
        change = touched.get((table, id))
        if change is None or (change.after is not None and change.before is not None):
            wanted.add(id)
        elif change.after is None:
            raise Conflict([(table, id)], reason="undo_target_is_gone")
    if not wanted:
        return
    there = {row.id for row in lookup.rows(ROW_TYPES[table], id=wanted)}
    for id in sorted(wanted - there):
        raise Conflict([(table, id)], reason="undo_target_is_gone")


def _check_rules(
    rows: Iterable[Change], present: Mapping[tuple[str, UUID], Row], lookup: MemoryLookup
) -> None:
    """Refuse when the restored rows would break a rule together with what came later."""
    changed = {(change.table, change.id): change for change in rows}
    _check_thesis(changed, lookup)
    relations = {
        change.id
        for change in changed.values()
        if change.table == Relation.table and change.after is not None
    }
    _check_premises(changed, present, lookup)
    _check_chains(relations, lookup, changed)


def _check_thesis(changed: dict[tuple[str, UUID], Change], lookup: MemoryLookup) -> None:
    becomes = [
        change.id
        for change in changed.values()
        if change.table == Node.table and (change.after or {}).get("kind") == NodeKind.THESIS
    ]
    if not becomes:
        return
    for node in lookup.rows(Node, kind=NodeKind.THESIS):
        change = changed.get((Node.table, node.id))
        stays = change is None or (change.after is not None and "kind" not in change.after)
        if stays and node.id not in becomes:
            raise Conflict([(Node.table, node.id)], reason="undo_second_thesis")


def _check_premises(
    changed: Mapping[tuple[str, UUID], Change],
    present: Mapping[tuple[str, UUID], Row],
    lookup: MemoryLookup,
) -> None:
    """Each touched relation keeps a premise, no node twice, none that is its target; no node gets
    two homes."""
    relations = [change for change in changed.values() if change.table == Relation.table]
    premises = [change for change in changed.values() if change.table == Premise.table]
    touched = {change.id for change in relations if change.after is not None}
    nodes = set()
    for change in premises:
        row = present.get((Premise.table, change.id))
        for columns in (change.after or {}, row.columns() if row else {}):
            touched |= {UUID(columns["relation_id"])} if "relation_id" in columns else set()
            nodes |= {UUID(columns["node_id"])} if "node_id" in columns else set()
    if not touched and not nodes:
        return
    after = _after(lookup.rows(Premise, relation_id=touched, node_id=nodes), premises, Premise)
    targets = _after(lookup.rows(Relation, id=touched), relations, Relation)
    homes: dict[UUID, UUID] = {}
    members: dict[UUID, set[UUID]] = {}
    for row in after.values():
        mates = members.setdefault(row.relation_id, set())
        if row.node_id in mates or (row.home and row.node_id in homes):
            raise Conflict([(Premise.table, row.id)], reason="undo_second_place")
        mates.add(row.node_id)
        if row.home:
            homes[row.node_id] = row.id
    for relation in targets.values():
        if relation.id in touched and not members.get(relation.id):
            raise Conflict([(Relation.table, relation.id)], reason="undo_no_premise")
        if relation.target_node_id in members.get(relation.id, ()):
            raise Conflict([(Relation.table, relation.id)], reason="undo_premise_is_target")


def _check_chains(
    relations: Collection[UUID], lookup: MemoryLookup, changed: dict[tuple[str, UUID], Change]
) -> None:
    """No relation stands on itself, none more than MAX_CHAIN above a node."""
    for id in sorted(relations):
        columns = changed[(Relation.table, id)].after or {}
        seen, at = {id}, columns.get("target_relation_id")
        if at is None:
            continue
        above = 1
        if changed[Relation.table, id].before is not None:  # else nothing stands on it yet
            above = height(id, lookup.removal(relation_ids={id}).fallen)
        while at is not None:
            target = UUID(at)
            change = changed.get((Relation.table, target))
            if target in seen or len(seen) + above > MAX_CHAIN:
                raise Conflict([(Relation.table, id)], reason="undo_chain")
            seen.add(target)
            if change is not None and "target_relation_id" in (change.after or {}):
                at = (change.after or {})["target_relation_id"]
                continue
            chain = lookup.chain(target)
            up = chain[0].target_relation_id if chain else None
            at = None if up is None else str(up)


def _after[R: Row](now: Iterable[R], changes: Iterable[Change], kind: type[R]) -> dict[UUID, R]:
    """Return the rows as they will stand after the changes, as far as these rows are known."""
    rows = {row.id: row for row in now}
    for change in changes:
        if change.after is None:
            rows.pop(change.id, None)
        elif change.before is None:
            rows[change.id] = kind.of(change.id, change.after)
        elif change.id in rows:
            merged = {**rows[change.id].columns(), **change.after}
            rows[change.id] = kind.of(change.id, merged)
    return rows
