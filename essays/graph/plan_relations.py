"""Steps between boxes: what adding, changing and removing them does."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from essays.graph import operations as ops
from essays.graph import rules
from essays.graph.changes import Change, Changes
from essays.graph.errors import BadValue, NotFound, Refused, Taken, inside
from essays.graph.ids import derived
from essays.graph.lookup import MAX_CHAIN, Ground, Lookup, one
from essays.graph.model import Anchor, Node, Premise, Relation
from essays.graph.positions import stamped

MAX_PREMISES = 100


def place_new_node(op: ops.AddNode, ground: Ground) -> list[Change]:
    """Return the rows that give a new node its place: a step of its own, or one more premise. That
    the box it stands under is there, the caller has seen."""
    if op.relation is not None and op.joins is not None:
        raise BadValue("joins", "one_place")
    rows: list[Change] = []
    if op.relation is not None:
        with inside("relation"):
            relation = _new_relation(op.relation)
        _check_target(relation, {op.id}, ground)
        relation_id = relation.id
        rows.append(Change.insert(relation))
    elif op.joins is not None:
        if not ground.mates:  # every relation has a premise
            raise NotFound(Relation.table, op.joins)
        _within_limit(len(ground.mates) + 1)
        relation_id = op.joins
    else:
        return []
    premise_id = op.premise_id or derived(op.id, "premise")
    premise = Premise(
        id=premise_id,
        relation_id=relation_id,
        node_id=op.id,
        position=stamped(premise_id),
        home=True,
    )
    return [*rows, Change.insert(premise)]


def add_relation(op: ops.AddRelation, lookup: Lookup) -> Changes:
    node_ids = _premise_nodes(op.premises)
    new = ops.NewRelation(
        id=op.id,
        kind=op.kind,
        target_node_id=op.target_node_id,
        target_relation_id=op.target_relation_id,
        scheme=op.scheme,
        weight=op.weight,
        note=op.note,
        position=op.position,
    )
    relation = replace(_new_relation(new), extra=rules.extra(op.extra))
    ground = _found(node_ids, relation.target_node_id, relation.target_relation_id, lookup)
    _check_target(relation, node_ids, ground)
    premises = _new_premises(op.premises, relation.id, ground.places)
    return Changes((Change.insert(relation), *premises))


def edit_relation(op: ops.EditRelation, lookup: Lookup) -> Changes:
    retargeted = op.target_node_id is not None or op.target_relation_id is not None
    columns = _edited(op)
    if op.premises is ops.KEEP and not retargeted:
        return Changes(Change.update(one(lookup, Relation, op.id), **columns))
    step = lookup.removal(relation_ids={op.id})
    relation = next((row for row in step.fallen if row.id == op.id), None)
    if relation is None:
        raise NotFound(Relation.table, op.id)
    old = [premise for premise in step.premises if premise.relation_id == op.id]
    new_nodes = set() if op.premises is ops.KEEP else _premise_nodes(op.premises)
    ground = _found(new_nodes, op.target_node_id, op.target_relation_id, lookup)
    if retargeted:
        rules.one_target(op.target_node_id, op.target_relation_id)
        columns |= {
            "target_node_id": op.target_node_id,
            "target_relation_id": op.target_relation_id,
        }
    changed = replace(relation, **columns)
    premise_nodes = new_nodes or {premise.node_id for premise in old}
    _check_target(changed, premise_nodes, ground, standing=step.fallen)
    rows = list(Change.update(relation, **columns))
    if op.premises is not ops.KEEP:
        rows += _replaced_premises(op.premises, old, ground.places)
    return Changes(tuple(rows))


def _edited(op: ops.EditRelation) -> dict[str, Any]:
    """Return the columns that the edit gives, but for the target."""
    columns: dict[str, Any] = {}
    if op.kind is not ops.KEEP:
        columns["kind"] = op.kind
    if op.scheme is not ops.KEEP:
        columns["scheme"] = rules.scheme(op.scheme)
    if op.weight is not ops.KEEP:
        columns["weight"] = rules.weight(op.weight)
    if op.note is not ops.KEEP:
        columns["note"] = rules.note(op.note)
    if op.extra is not ops.KEEP:
        columns["extra"] = rules.extra(op.extra)
    return columns


def remove_relation(op: ops.RemoveRelation, lookup: Lookup) -> Changes:
    one(lookup, Relation, op.id)
    return Changes(tuple(fall(lookup, relation_ids={op.id})))


def fall(
    lookup: Lookup, *, node_ids: Collection[UUID] = (), relation_ids: Collection[UUID] = ()
) -> list[Change]:
    """Return the removal of everything that cannot stand without these nodes and relations, in the
    order in which rows may go. The nodes themselves are the caller's."""
    removal = lookup.removal(node_ids=node_ids, relation_ids=relation_ids)
    fallen = {relation.id for relation in removal.fallen}
    anchors = lookup.rows(Anchor, node_id=set(node_ids), relation_id=fallen)
    return [
        *(Change.delete(anchor) for anchor in anchors),
        *(Change.delete(premise) for premise in removal.premises),
        *(Change.delete(relation) for relation in removal.fallen),
    ]


def _new_relation(new: ops.NewRelation) -> Relation:
    """Return the row of a new step."""
    rules.one_target(new.target_node_id, new.target_relation_id)
    return Relation(
        id=new.id,
        kind=new.kind,
        target_node_id=new.target_node_id,
        target_relation_id=new.target_relation_id,
        scheme=rules.scheme(new.scheme),
        weight=rules.weight(new.weight),
        note=rules.note(new.note),
        position=stamped(new.id) if new.position is None else rules.position(new.position),
    )


def _check_target(
    relation: Relation,
    premise_node_ids: Collection[UUID],
    ground: Ground,
    *,
    standing: Sequence[Relation] = (),
) -> None:
    """Refuse a step that points at its own premise, at what stands on it, or at a relation that is
    not there or would carry too high a pile. `standing` is the step with what stands on it."""
    if relation.target_node_id is not None and relation.target_node_id in premise_node_ids:
        raise Refused("premise_is_target", id=str(relation.target_node_id))
    if relation.target_relation_id is None:
        return
    before = next((row for row in standing if row.id == relation.id), None)
    if before is not None and before.target_relation_id == relation.target_relation_id:
        return
    if relation.target_relation_id in {relation.id, *(row.id for row in standing)}:
        raise Refused("relation_targets_itself", id=str(relation.id))
    if not ground.chain:
        raise NotFound(Relation.table, relation.target_relation_id)
    above = height(relation.id, standing)
    if len(ground.chain) + above > MAX_CHAIN:
        raise Refused("chain_too_deep", limit=MAX_CHAIN)


def height(relation_id: UUID, standing: Sequence[Relation]) -> int:
    """Return how many relations stand on each other above and including this one."""
    height, level = 0, {relation_id}
    while level:
        height += 1
        level = {row.id for row in standing if row.target_relation_id in level}
    return height


def _premise_nodes(premises: Sequence[ops.NewPremise]) -> set[UUID]:
    node_ids = {premise.node_id for premise in premises}
    if not premises:
        raise BadValue("premises", "empty")
    _within_limit(len(premises))
    if len(node_ids) != len(premises):
        raise BadValue("premises", "twice")
    return node_ids


def _within_limit(count: int) -> None:
    if count > MAX_PREMISES:
        raise BadValue("premises", "too_many", limit=MAX_PREMISES, length=count)


def _found(
    node_ids: Collection[UUID],
    target_node_id: UUID | None,
    target_relation_id: UUID | None,
    lookup: Lookup,
) -> Ground:
    """Return the present places of nodes, and what a target relation stands on; refuse (NotFound)
    when a node, or the target node, is missing."""
    wanted = {*node_ids} if target_node_id is None else {*node_ids, target_node_id}
    ground = lookup.ground(nodes=wanted, target=target_relation_id)
    for node_id in sorted(wanted - set(ground.places)):
        raise NotFound(Node.table, node_id)
    return ground


def _new_premises(
    premises: Sequence[ops.NewPremise], relation_id: UUID, places: Mapping[UUID, Sequence[Premise]]
) -> list[Change]:
    """Return the rows of new premises; a node that had none of these places hangs by this one."""
    rows: list[Change] = []
    for new in premises:
        others = places[new.node_id]
        home = not others if new.home is None else new.home
        if home:
            rows += [change for other in others for change in Change.update(other, home=False)]
        premise = Premise(
            id=new.id,
            relation_id=relation_id,
            node_id=new.node_id,
            position=stamped(new.id) if new.position is None else rules.position(new.position),
            home=home,
        )
        rows.append(Change.insert(premise))
    return rows


def _replaced_premises(
    premises: Sequence[ops.NewPremise],
    old: Sequence[Premise],
    places: Mapping[UUID, Sequence[Premise]],
) -> list[Change]:
    """Return what gives a relation these premises instead of the `old` ones: nodes that stay keep
    their row. `places` are the present ones of the nodes."""
    wanted = {premise.node_id for premise in premises}
    gone = [row for row in old if row.node_id not in wanted]
    stay = {row.node_id for row in old} & wanted
    new = [premise for premise in premises if premise.node_id not in stay]
    if {premise.id for premise in new} & {row.id for row in old}:
        raise Taken
    return [
        *(Change.delete(row) for row in gone),
        *_new_premises(new, old[0].relation_id, places),
    ]
