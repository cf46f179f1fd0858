"""What the database itself refuses, whoever writes."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from essays.graph.ids import uuid7
from essays.models import (
    Anchor,
    ContextMark,
    Essay,
    Membership,
    Node,
    Premise,
    Relation,
    Revision,
    Source,
)
from tests.factories import ada, ben, make_essay

pytestmark = pytest.mark.django_db

CONTENT = (Source, Node, Relation, Premise, Anchor, ContextMark)
on_postgres = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has no composite keys here"
)


def node(essay: Essay, kind: str = "claim", **columns: object) -> Node:
    return Node.objects.create(essay=essay, kind=kind, text="Grain was scarce.", **columns)


def relation(essay: Essay, target: Node, *premises: Node) -> Relation:
    made = Relation.objects.create(essay=essay, kind="support", target_node=target)
    for premise in premises:
        Premise.objects.create(essay=essay, relation=made, node=premise)
    return made


def check_now() -> None:
    """Ask now what is otherwise asked at commit."""
    connection.check_constraints()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def essay() -> Essay:
    return make_essay()


def refused(make: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError):
        _made_and_checked(make)


@transaction.atomic
def _made_and_checked(make: Callable[[], object]) -> None:
    make()
    check_now()


def test_an_essay_has_at_most_one_thesis(essay: Essay) -> None:
    node(essay, "thesis")
    node(make_essay(), "thesis")
    refused(lambda: node(essay, "thesis"))


def test_a_node_needs_text_of_bounded_length(essay: Essay) -> None:
    refused(lambda: Node.objects.create(essay=essay, kind="claim", text=""))
    refused(lambda: Node.objects.create(essay=essay, kind="claim", text="é" * 2_001))
    Node.objects.create(essay=essay, kind="claim", text="é" * 2_000)


def test_kinds_and_states_are_from_the_closed_sets(essay: Essay) -> None:
    refused(lambda: node(essay, "fact"))
    refused(lambda: Relation.objects.create(essay=essay, kind="hunch", target_node=node(essay)))
    refused(lambda: Source.objects.create(essay=essay, citation="x", status="fine"))
    refused(lambda: ContextMark.objects.create(essay=essay, quote="x", state="gone"))


def test_a_relation_has_exactly_one_target_and_not_itself(essay: Essay) -> None:
    claim = node(essay)
    step = relation(essay, claim)
    refused(lambda: Relation.objects.create(essay=essay, kind="attack"))
    refused(
        lambda: Relation.objects.create(
            essay=essay, kind="attack", target_node=claim, target_relation=step
        )
    )
    own = uuid7()
    refused(
        lambda: Relation.objects.create(id=own, essay=essay, kind="attack", target_relation_id=own)
    )


@pytest.mark.parametrize("weight", [-0.01, 1.01])
def test_a_weight_lies_between_0_and_1(essay: Essay, weight: float) -> None:
    claim = node(essay)
    refused(
        lambda: Relation.objects.create(
            essay=essay, kind="support", target_node=claim, weight=weight
        )
    )


def test_a_node_is_a_premise_of_a_relation_once_and_at_home_once(essay: Essay) -> None:
    thesis, claim = node(essay, "thesis"), node(essay)
    first, second = relation(essay, thesis, claim), relation(essay, thesis)
    refused(lambda: Premise.objects.create(essay=essay, relation=first, node=claim))
    Premise.objects.filter(node=claim).update(home=True)
    refused(lambda: Premise.objects.create(essay=essay, relation=second, node=claim, home=True))
    Premise.objects.create(essay=essay, relation=second, node=claim)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (None, 3), (3, None), (-1, 3)])
def test_a_span_has_a_length_or_is_lost(essay: Essay, start: int | None, end: int | None) -> None:
    claim = node(essay)
    refused(lambda: Anchor.objects.create(essay=essay, node=claim, start=start, end=end, exact="x"))
    refused(lambda: ContextMark.objects.create(essay=essay, start=start, end=end, quote="x"))
    Anchor.objects.create(essay=essay, node=claim, exact="x", state="lost")


def test_an_anchor_stands_under_a_node_or_a_relation(essay: Essay) -> None:
    claim = node(essay)
    step = relation(essay, claim)
    refused(lambda: Anchor.objects.create(essay=essay, exact="x"))
    refused(lambda: Anchor.objects.create(essay=essay, node=claim, relation=step, exact="x"))


def test_a_source_cannot_go_while_a_node_names_it(essay: Essay) -> None:
    source = Source.objects.create(essay=essay, citation="Parish records, 1709")
    node(essay, source=source)
    refused(lambda: Source.objects.filter(pk=source.pk).delete())
    assert Node.objects.get().source_id == source.pk


def test_a_revision_number_is_used_once_an_essay(essay: Essay) -> None:
    Revision.objects.create(essay=essay, number=1, operation={}, changes=[])
    Revision.objects.create(essay=make_essay(), number=1, operation={}, changes=[])
    refused(lambda: Revision.objects.create(essay=essay, number=1, operation={}, changes=[]))


def test_a_person_is_a_member_once_and_one_member_owns(essay: Essay) -> None:
    refused(lambda: Membership.objects.create(essay=essay, user=ada(), role="viewer"))
    refused(lambda: Membership.objects.create(essay=essay, user=ben(), role="owner"))


def test_a_text_is_at_most_200_000_code_points(essay: Essay) -> None:
    essays = Essay.objects.filter(pk=essay.pk)
    essays.update(text="𝔸" * 200_000)
    refused(lambda: essays.update(text="a" * 200_001))


def test_deleting_a_node_takes_what_stands_on_it(essay: Essay) -> None:
    thesis, claim, doubt = node(essay, "thesis"), node(essay), node(essay)
    step = relation(essay, thesis, claim)
    undercut = Relation.objects.create(essay=essay, kind="attack", target_relation=step)
    Premise.objects.create(essay=essay, relation=undercut, node=doubt)
    Anchor.objects.create(essay=essay, relation=step, exact="so")
    Anchor.objects.create(essay=essay, node=thesis, exact="Bread")
    thesis.delete()
    check_now()
    assert {row.pk for row in Node.objects.all()} == {claim.pk, doubt.pk}
    for table in (Relation, Premise, Anchor):
        assert not table._default_manager.exists(), table


def test_deleting_an_essay_leaves_no_orphan_row(essay: Essay) -> None:
    kept = make_essay()
    for one in (essay, kept):
        thesis, claim = node(one, "thesis"), node(one)
        step = relation(one, thesis, claim)
        claim.source = Source.objects.create(essay=one, citation="Parish records")
        claim.save()
        Anchor.objects.create(essay=one, node=claim, exact="x")
        Anchor.objects.create(essay=one, relation=step, exact="x")
        ContextMark.objects.create(essay=one, quote="x")
        Revision.objects.create(essay=one, number=1, operation={}, changes=[])
    Essay.objects.filter(pk=essay.pk).delete()
    check_now()
    for table in (*CONTENT, Revision, Membership):
        owners = set(table._default_manager.values_list("essay_id", flat=True))
        assert owners == {kept.pk}, table


def _across(kind: str, here: Essay, there: Essay) -> None:
    mine, theirs = node(here), node(there)
    if kind == "node.source":
        source = Source.objects.create(essay=there, citation="x")
        node(here, source=source)
    elif kind == "relation.target_node":
        relation(here, theirs, mine)
    elif kind == "relation.target_relation":
        Relation.objects.create(essay=here, kind="attack", target_relation=relation(there, theirs))
    elif kind == "premise.node":
        relation(here, mine, theirs)
    elif kind == "premise.relation":
        Premise.objects.create(essay=here, relation=relation(there, theirs), node=mine)
    elif kind == "anchor.node":
        Anchor.objects.create(essay=here, node=theirs, exact="x")
    else:
        Anchor.objects.create(essay=here, relation=relation(there, theirs), exact="x")


@on_postgres
@pytest.mark.parametrize(
    "kind",
    [
        "node.source",
        "relation.target_node",
        "relation.target_relation",
        "premise.node",
        "premise.relation",
        "anchor.node",
        "anchor.relation",
    ],
)
def test_postgres_refuses_every_reference_across_essays(essay: Essay, kind: str) -> None:
    there = make_essay()
    refused(lambda: _across(kind, essay, there))


def test_rows_may_be_inserted_before_what_they_refer_to(essay: Essay) -> None:
    later, step = uuid7(), uuid7()
    Relation.objects.create(id=step, essay=essay, kind="support", target_node_id=later)
    node(essay, id=later)
    check_now()
    assert Relation.objects.get().target_node_id == later


def test_ids_are_uuids_that_grow_with_time(essay: Essay) -> None:
    first, second = node(essay), node(essay)
    assert isinstance(first.pk, UUID)
    assert first.pk.version == 7
    assert first.pk < second.pk
