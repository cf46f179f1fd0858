"""What each operation costs: a fixed number of statements, whatever the size of the map."""

import os
import re
from collections.abc import Mapping

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind, SourceStatus
from essays.graph.operations import (
    OPERATIONS,
    AddAnchor,
    AddNode,
    AddRelation,
    AddSource,
    Batch,
    EditAnchor,
    EditNode,
    EditRelation,
    EditSource,
    MarkContext,
    Move,
    NewAnchor,
    NewPremise,
    NewRelation,
    Operation,
    RemoveAnchor,
    RemoveNode,
    RemoveRelation,
    RemoveSource,
    SetDetails,
    SetText,
    Single,
    UnmarkContext,
)
from essays.models import Essay
from essays.services.editing import apply
from tests.factories import ada, make_essay
from tests.graph.edits import TEXT

pytestmark = pytest.mark.django_db
FULL = os.environ.get("ARGMAP_TEST_PROFILE") == "full"
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SET CONSTRAINTS")
MANY = re.compile(r"(\d+) times: ")  # how Django logs executemany


def statements(essay: Essay, operation: Operation) -> list[str]:
    """Return the statements of an edit besides transaction control; one that is sent for each of
    several rows counts as often."""
    actor = ada()
    with CaptureQueriesContext(connection) as queries:
        apply(essay.pk, operation, actor=actor)
    sent: list[str] = []
    for query in queries:
        many = MANY.match(query["sql"])
        sql = query["sql"][many.end() :] if many else query["sql"]
        if not sql.upper().startswith(CONTROL):
            sent += [sql] * (int(many[1]) if many else 1)
    return sent


def passage() -> NewAnchor:
    return NewAnchor(id=uuid7(), start=0, end=8)


def under(node: AddNode) -> NewRelation:
    return NewRelation(id=uuid7(), kind=RelationKind.SUPPORT, target_node_id=node.id)


def on(step: NewRelation | None) -> NewRelation:
    target = step.id if step else None
    return NewRelation(id=uuid7(), kind=RelationKind.ATTACK, target_relation_id=target)


def box(text: str = "So it is.", *, kind: NodeKind = NodeKind.CLAIM, **fields) -> AddNode:
    return AddNode(id=uuid7(), kind=kind, text=text, **fields)


class Map:
    """A thesis with many reasons, each with a passage or a source, in an essay of Ada's."""

    def __init__(self, boxes: int) -> None:
        self.essay = make_essay(text=TEXT)
        self.source = AddSource(id=uuid7(), citation="Pravda, 1956")
        self.thesis = box(kind=NodeKind.THESIS)
        self.reasons = [
            box(relation=under(self.thesis), source_id=self.source.id)
            if n % 2
            else box(relation=under(self.thesis), anchors=(passage(),))
            for n in range(boxes)
        ]
        operations = (self.source, self.thesis, *self.reasons)
        apply(self.essay.pk, Batch(operations=operations), actor=ada())

    def step(self, number: int) -> NewRelation:
        step = self.reasons[number].relation
        assert step is not None
        return step

    def backing(self) -> dict[str, object]:
        """What evidence stands on."""
        return {"source_id": self.source.id, "anchors": (passage(),)}

    def homes(self, *numbers: int) -> tuple[NewPremise, ...]:
        """These reasons as premises elsewhere, where they are to hang from now on."""
        nodes = (self.reasons[number] for number in numbers)
        return tuple(NewPremise(id=uuid7(), node_id=node.id, home=True) for node in nodes)

    def usual(self) -> list[Single]:
        """Every operation, as the forms and the drawing send it."""
        undercut = box(relation=on(self.step(0)), anchors=(passage(),))
        mark = MarkContext(id=uuid7(), start=10, end=20)
        second = AddRelation(
            id=uuid7(),
            kind=RelationKind.ATTACK,
            premises=self.homes(2, 3),
            target_node_id=self.reasons[4].id,
        )
        anchor = self.reasons[4].anchors[0]
        return [
            box(relation=under(self.thesis), **self.backing()),
            box(joins=self.step(0).id, **self.backing()),
            undercut,
            EditNode(
                id=self.reasons[1].id,
                kind=NodeKind.THESIS,
                text="No.",
                source_id=self.source.id,
            ),
            second,
            AddRelation(
                id=uuid7(),
                kind=RelationKind.SUPPORT,
                premises=self.homes(5),
                target_relation_id=second.id,
            ),
            EditRelation(id=self.step(0).id, premises=self.homes(6, 7)),
            EditRelation(id=self.step(6).id, target_node_id=self.reasons[8].id),
            EditRelation(id=self.step(7).id, target_relation_id=second.id),
            EditRelation(id=second.id, scheme="expert-opinion", weight=0.5, note="So he says."),
            Move(table="premise", id=second.premises[0].id, position="V"),
            Move(table="node", id=self.thesis.id, position="V"),
            Move(table="premise", id=second.premises[1].id, home=False),
            AddAnchor(id=uuid7(), node_id=self.reasons[1].id, start=3, end=9),
            EditAnchor(id=anchor.id, start=3, end=9),
            RemoveAnchor(id=anchor.id),
            mark,
            SetText(text="At last. " + TEXT.replace("closed", "shut").replace("came", "went")),
            UnmarkContext(id=mark.id),
            SetDetails(title="Another title", author_line="Ada", language="de", extra={"a": 1}),
            AddSource(id=uuid7(), citation="Izvestia, 1957"),
            EditSource(id=self.source.id, status=SourceStatus.WRONG),
            RemoveSource(id=self.source.id),
            RemoveRelation(id=second.id),
            RemoveNode(id=undercut.id),
            RemoveNode(id=self.reasons[8].id),
            RemoveNode(id=self.thesis.id),
        ]

    def fullest(self) -> list[Single]:
        """Operations that do all at once what their fields allow."""
        thesis = NodeKind.THESIS
        return [
            box(kind=thesis, relation=under(self.reasons[0]), **self.backing()),
            box(kind=thesis, joins=self.step(1).id, **self.backing()),
            box(relation=on(self.step(1)), **self.backing()),
            EditRelation(
                id=self.step(2).id,
                kind=RelationKind.ATTACK,
                premises=self.homes(3, 4),
                target_relation_id=self.step(5).id,
            ),
            AddRelation(
                id=uuid7(),
                kind=RelationKind.ATTACK,
                premises=self.homes(*range(8, min(len(self.reasons), 108))),
                target_relation_id=self.step(5).id,
            ),
            box(anchors=tuple(passage() for _ in range(60))),
            EditNode(
                id=self.reasons[6].id,
                kind=thesis,
                text="Yes.",
                note="So it is.",
                source_id=self.source.id,
            ),
        ]


@pytest.mark.parametrize("boxes", [10, 9_999 if FULL else 2_000])
def test_one_edit_costs_at_most_eight_statements_whatever_the_size(boxes: int) -> None:
    here = Map(boxes)
    usual = here.usual()
    assert {operation.op for operation in usual} == OPERATIONS.keys() - {Batch.op}
    for operation in (*here.fullest(), *usual):
        sent = statements(here.essay, operation)
        assert len(sent) <= 8, (operation, [sql[:300] for sql in sent])


WHOLE = ("Seq Scan on essays_premise", "Seq Scan on essays_relation")


@pytest.mark.postgres
def test_what_falls_with_a_row_is_looked_up_not_searched_for() -> None:
    here = Map(2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        # whether a small table is read whole is the planner's affair; that it need not be, is ours
        cursor.execute("SET LOCAL enable_seqscan = off")
    plans: Mapping[str, list[str]] = {
        operation.op: [
            explained(sql) for sql in statements(here.essay, operation) if "RECURSIVE" in sql
        ]
        for operation in (
            box(relation=on(here.step(0))),
            EditRelation(id=here.step(3).id, target_relation_id=here.step(4).id),
            RemoveRelation(id=here.step(5).id),
            RemoveNode(id=here.reasons[6].id),
        )
    }
    assert all(plans.values())
    for op, found in plans.items():
        assert not [plan for plan in found if any(scan in plan for scan in WHOLE)], (op, found)


def explained(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(line for (line,) in cursor.fetchall())
