"""Rows that let go of each other in one batch, whatever order the tables are written in."""

import pytest
from django.db import connection

from essays.graph.checks import broken
from essays.graph.errors import Taken
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.lookup import MemoryLookup, applied
from essays.graph.operations import (
    AddAnchor,
    AddNode,
    AddRelation,
    Batch,
    EditNode,
    EditRelation,
    NewAnchor,
    NewPremise,
    NewRelation,
    RemoveNode,
    RemoveRelation,
    Single,
)
from essays.graph.plan import plan_batch
from essays.models import Essay
from essays.services import history
from essays.services.editing import apply
from essays.services.loading import load
from tests.factories import ada, make_essay
from tests.graph.test_undo import content

pytestmark = pytest.mark.django_db


def box(text: str = "So it is.", **fields) -> AddNode:
    return AddNode(**{"id": uuid7(), "kind": NodeKind.CLAIM, "text": text, **fields})


def step(to: AddNode, *premises: NewPremise, id=None) -> AddRelation:
    return AddRelation(
        id=id or uuid7(),
        kind=RelationKind.SUPPORT,
        target_node_id=to.id,
        premises=premises,
    )


def place(node: AddNode) -> NewPremise:
    return NewPremise(id=uuid7(), node_id=node.id)


def written(essay: Essay, *operations: Single) -> None:
    """Write the batch, and see that the tables hold what memory says, there and back."""
    before = load(essay.pk)
    batch = Batch(operations=operations)
    after = applied(before, plan_batch(batch, MemoryLookup(before)))
    apply(essay.pk, batch, actor=ada())
    connection.check_constraints()
    assert content(load(essay.pk)) == content(after)
    assert not broken(after)
    history.undo(essay.pk, actor=ada())
    connection.check_constraints()
    assert content(load(essay.pk)) == content(before)


def test_a_step_that_turns_to_another_box_survives_the_end_of_the_first() -> None:
    essay = make_essay()
    first, second, reason = box(), box(), box()
    relation = step(first, place(reason))
    apply(essay.pk, Batch(operations=(first, second, reason, relation)), actor=ada())
    turn = EditRelation(id=relation.id, target_node_id=second.id)
    written(essay, turn, RemoveNode(id=first.id))


def test_two_premises_that_change_places_are_not_in_each_others_way() -> None:
    essay = make_essay()
    target, left, right = box(), box(), box()
    here, there = place(left), place(right)
    relation = step(target, here, there)
    apply(essay.pk, Batch(operations=(target, left, right, relation)), actor=ada())
    crossed = (
        NewPremise(id=here.id, node_id=right.id),
        NewPremise(id=there.id, node_id=left.id),
    )
    written(essay, RemoveRelation(id=relation.id), step(target, *crossed, id=relation.id))


def test_a_premise_may_come_back_in_another_step() -> None:
    essay = make_essay()
    target, other, reason = box(), box(), box()
    premise = place(reason)
    relation = step(target, premise)
    apply(essay.pk, Batch(operations=(target, other, reason, relation)), actor=ada())
    written(essay, RemoveRelation(id=relation.id), step(other, premise))


def test_a_passage_may_come_back_under_another_box() -> None:
    essay = make_essay()
    passage = NewAnchor(id=uuid7(), start=0, end=7)
    first, second = box(anchors=(passage,)), box()
    apply(essay.pk, Batch(operations=(first, second)), actor=ada())
    again = AddAnchor(id=passage.id, start=0, end=7, node_id=second.id)
    written(essay, RemoveNode(id=first.id), again)


def test_a_new_premise_takes_no_id_of_one_that_goes() -> None:
    essay = make_essay()
    target, left, right = box(), box(), box()
    premise = place(left)
    relation = step(target, premise)
    apply(essay.pk, Batch(operations=(target, left, right, relation)), actor=ada())
    same = NewPremise(id=premise.id, node_id=right.id)
    with pytest.raises(Taken):
        apply(essay.pk, EditRelation(id=relation.id, premises=(same,)), actor=ada())


def test_joining_a_full_step_is_refused() -> None:
    essay = make_essay()
    target, reasons = box(), [box() for _ in range(100)]
    relation = step(target, *(place(reason) for reason in reasons))
    apply(essay.pk, Batch(operations=(target, *reasons, relation)), actor=ada())
    with pytest.raises(Exception, match="too_many"):
        apply(essay.pk, box(joins=relation.id), actor=ada())


def test_nobody_joins_a_step_that_is_not_there() -> None:
    essay, elsewhere = make_essay(), make_essay()
    target = box()
    hang = NewRelation(id=uuid7(), kind=RelationKind.SUPPORT, target_node_id=target.id)
    apply(elsewhere.pk, Batch(operations=(target, box(relation=hang))), actor=ada())
    for relation_id in (uuid7(), hang.id):
        with pytest.raises(Exception, match="not_found"):
            apply(essay.pk, box(joins=relation_id), actor=ada())


def test_a_new_thesis_takes_no_id_that_is_in_use() -> None:
    here, elsewhere = make_essay(), make_essay()
    thesis, claim, stranger = box(kind=NodeKind.THESIS), box(), box()
    apply(here.pk, Batch(operations=(thesis, claim)), actor=ada())
    apply(elsewhere.pk, stranger, actor=ada())
    before = content(load(here.pk)), content(load(elsewhere.pk))
    for taken in (thesis, claim, stranger):
        with pytest.raises(Taken):
            apply(here.pk, box("Mine.", id=taken.id, kind=NodeKind.THESIS), actor=ada())
    assert (content(load(here.pk)), content(load(elsewhere.pk))) == before


def test_rows_that_change_together_hold_exactly_what_each_was_given() -> None:
    essay = make_essay()
    target, left, right = box(), box(), box()
    steps = step(target, place(left)), step(target, place(right))
    apply(essay.pk, Batch(operations=(target, left, right, *steps)), actor=ada())
    written(
        essay,
        EditRelation(id=steps[0].id, weight=0.1 + 0.2, note='Two lines,\n"quoted" \\ 😀 100 %s.'),
        EditRelation(id=steps[1].id, kind=RelationKind.ATTACK, extra={"a": [1.5, None, "é"]}),
        EditNode(id=left.id, text="true", implicit=True, extra={"kept": 9007199254740993}),
        EditNode(id=right.id, note="12"),
    )
