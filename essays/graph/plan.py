"""What an operation does: `plan(operation, lookup)` answers the changes and makes none.

Every rule of DOMAIN ("What must always hold") is kept here or in the two modules beside this one,
so that each way into an essay meets it. Errors: NotFound, Refused, BadValue.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from essays.graph import operations as ops
from essays.graph import plan_relations, plan_text, rules
from essays.graph.changes import Change, Changes, Fold
from essays.graph.errors import ArgmapError, Refused, inside
from essays.graph.kinds import NodeKind, SourceStatus
from essays.graph.lookup import Lookup, MemoryLookup, Wanted, one
from essays.graph.model import Anchor, Node, Premise, Relation, Source
from essays.graph.positions import stamped

MAX_BATCH = 50_000
# What one batch may cost, since it holds the essay, and on SQLite the whole site, meanwhile: rows
# looked at (an import of 10,000 boxes looks at some 100,000), and changes of the text.
MAX_LOOKS = 2_000_000
MAX_TEXTS = 20


def plan(operation: ops.Single, lookup: Lookup) -> Changes:
    """Return what the operation changes in the essay that `lookup` reads."""
    return _PLANS[type(operation)](operation, lookup)


def plan_batch(batch: ops.Batch, lookup: MemoryLookup) -> Changes:
    """Return what the operations change together, each row once. `lookup` is changed on the way.

    An error carries the index of its operation as `data["index"]`.
    """
    if len(batch.operations) > MAX_BATCH:
        raise Refused("batch_too_long", limit=MAX_BATCH, length=len(batch.operations))
    rules.origin(batch.origin)
    if sum(isinstance(operation, ops.SetText) for operation in batch.operations) > MAX_TEXTS:
        raise Refused("batch_too_heavy")
    fold, before, there = Fold(), lookup.text, lookup.counts()
    for index, operation in enumerate(batch.operations):
        try:
            changes = plan(operation, lookup)
            lookup.apply(changes)
        except ArgmapError as error:
            error.data["index"] = index
            raise
        fold.add(changes.rows)
        if lookup.looked > MAX_LOOKS:
            raise Refused("batch_too_heavy")
    for table, count in lookup.counts().items():
        # a map that single edits took beyond the limit may shrink step by step
        if there[table] < count > rules.MOST_ROWS[table]:
            raise Refused(f"too_many_{table}s", limit=rules.MOST_ROWS[table], length=count)
    return Changes.of_text(fold.rows(), before, lookup.text)


def _add_node(op: ops.AddNode, lookup: Lookup) -> Changes:
    wanted: list[Wanted] = [] if op.source_id is None else [(Source, op.source_id)]
    if op.relation is not None and op.relation.target_node_id is not None:
        wanted.append((Node, op.relation.target_node_id))
    ground = lookup.ground(
        rows=wanted,
        step=op.joins,
        target=None if op.relation is None else op.relation.target_relation_id,
        thesis=op.kind is NodeKind.THESIS,
    )
    ground.require(wanted)
    rows = _demoted(ground.thesis)
    node = Node(
        id=op.id,
        kind=op.kind,
        text=rules.statement(op.text),
        note=rules.note(op.note),
        implicit=op.implicit,
        source_id=op.source_id,
        position=stamped(op.id) if op.position is None else rules.position(op.position),
        extra=rules.extra(op.extra),
    )
    rows.append(Change.insert(node))
    rows += plan_relations.place_new_node(op, ground)
    for number, anchor in enumerate(op.anchors):
        with inside("anchors", number):
            row = plan_text.anchor_row(anchor, lookup.text, node_id=op.id)
        rows.append(Change.insert(row))
    return Changes(tuple(rows))


def _edit_node(op: ops.EditNode, lookup: Lookup) -> Changes:
    node = one(lookup, Node, op.id)
    wanted: list[Wanted] = []
    if op.source_id is not ops.KEEP and op.source_id is not None:
        wanted.append((Source, op.source_id))
    crowned = op.kind is NodeKind.THESIS and node.kind is not NodeKind.THESIS
    ground = lookup.ground(rows=wanted, thesis=crowned)
    ground.require(wanted)
    columns = _given(
        kind=op.kind,
        text=_ruled(op.text, rules.statement),
        note=_ruled(op.note, rules.note),
        implicit=op.implicit,
        source_id=op.source_id,
        extra=_ruled(op.extra, rules.extra),
    )
    return Changes((*_demoted(ground.thesis), *Change.update(node, **columns)))


def _remove_node(op: ops.RemoveNode, lookup: Lookup) -> Changes:
    node = one(lookup, Node, op.id)
    return Changes((*plan_relations.fall(lookup, node_ids={op.id}), Change.delete(node)))


def _demoted(thesis: Sequence[UUID]) -> list[Change]:
    """Return the change of the present thesis, if any, into a claim: an essay has one thesis."""
    was, now = {"kind": str(NodeKind.THESIS)}, {"kind": str(NodeKind.CLAIM)}
    return [Change(Node.table, id, was, now) for id in thesis]


def _move(op: ops.Move, lookup: Lookup) -> Changes:
    kinds: dict[str, type[Node | Relation | Premise]] = {
        "node": Node,
        "relation": Relation,
        "premise": Premise,
    }
    row = one(lookup, kinds[op.table], op.id)
    rows: list[Change] = []
    columns = _given(position=_ruled(op.position, rules.position), home=op.home)
    if op.home is not ops.KEEP:
        if not isinstance(row, Premise):
            raise Refused("home_is_for_premises", table=op.table)
        if op.home:
            rows += [
                change
                for other in lookup.rows(Premise, node_id=row.node_id)
                if other.id != row.id
                for change in Change.update(other, home=False)
            ]
    return Changes((*rows, *Change.update(row, **columns)))


def _set_details(op: ops.SetDetails, lookup: Lookup) -> Changes:
    columns = _given(
        title=_ruled(op.title, rules.title),
        author_line=_ruled(op.author_line, rules.author_line),
        language=_ruled(op.language, rules.language),
        extra=_ruled(op.extra, lambda extra: rules.extra(extra, limit=rules.ESSAY_EXTRA)),
    )
    return Changes(Change.update(lookup.details, **columns))


def _add_source(op: ops.AddSource, lookup: Lookup) -> Changes:
    source = Source(
        id=op.id,
        kind=op.kind,
        citation=rules.citation(op.citation),
        url=rules.url(op.url),
        status=op.status,
        checked_by_id=None if op.status is SourceStatus.UNCHECKED else op.checked_by_id,
    )
    return Changes((Change.insert(source),))


def _edit_source(op: ops.EditSource, lookup: Lookup) -> Changes:
    source = one(lookup, Source, op.id)
    columns = _given(
        kind=op.kind,
        citation=_ruled(op.citation, rules.citation),
        url=_ruled(op.url, rules.url),
        status=op.status,
        checked_by_id=op.checked_by_id,
    )
    if op.status is SourceStatus.UNCHECKED:
        columns["checked_by_id"] = None
    return Changes(Change.update(source, **columns))


def _remove_source(op: ops.RemoveSource, lookup: Lookup) -> Changes:
    source = one(lookup, Source, op.id)
    freed = [
        change
        for node in lookup.rows(Node, source_id=op.id)
        for change in Change.update(replace(node), source_id=None)
    ]
    return Changes((*freed, Change.delete(source)))


def _remove_anchor(op: ops.RemoveAnchor, lookup: Lookup) -> Changes:
    return Changes((Change.delete(one(lookup, Anchor, op.id)),))


def _given(**columns: Any) -> dict[str, Any]:
    """Return the columns that the edit does not keep."""
    return {name: value for name, value in columns.items() if value is not ops.KEEP}


def _ruled[T](value: ops.Kept[T], rule: Callable[[T], T]) -> ops.Kept[T]:
    """Return the value under its rule, or KEEP."""
    return value if isinstance(value, ops.Keep) else rule(value)


_PLANS: dict[type[ops.Single], Callable[[Any, Lookup], Changes]] = {
    ops.AddNode: _add_node,
    ops.EditNode: _edit_node,
    ops.RemoveNode: _remove_node,
    ops.AddRelation: plan_relations.add_relation,
    ops.EditRelation: plan_relations.edit_relation,
    ops.RemoveRelation: plan_relations.remove_relation,
    ops.Move: _move,
    ops.AddAnchor: plan_text.add_anchor,
    ops.EditAnchor: plan_text.edit_anchor,
    ops.RemoveAnchor: _remove_anchor,
    ops.MarkContext: plan_text.mark_context,
    ops.UnmarkContext: plan_text.unmark_context,
    ops.SetText: plan_text.set_text,
    ops.SetDetails: _set_details,
    ops.AddSource: _add_source,
    ops.EditSource: _edit_source,
    ops.RemoveSource: _remove_source,
}
