"""The write door: what it does in the database is what the plan does in memory."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essays.access.errors import EssayNotFound, Forbidden
from essays.graph.errors import ArgmapError, Conflict, NotFound, Stale, Taken
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind, SourceStatus
from essays.graph.lookup import MemoryLookup, applied
from essays.graph.model import TABLES, EssayGraph
from essays.graph.operations import (
    AddNode,
    AddSource,
    Batch,
    EditNode,
    EditSource,
    NewAnchor,
    NewRelation,
    RemoveSource,
    SetDetails,
    Single,
)
from essays.graph.plan import plan
from essays.models import Essay, MemberRole, Membership, Node, Revision, Visibility
from essays.services import history
from essays.services.editing import Applied, apply
from essays.services.loading import load
from tests.factories import ada, ben, cy, make_essay
from tests.graph.edits import TEXT, edits
from tests.graph.test_undo import content

pytestmark = pytest.mark.django_db


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_edits_leave_the_same_in_memory_and_in_the_database(data: st.DataObject) -> None:
    essay = make_essay(text=TEXT)
    graph = load(essay.pk)
    states = [content(graph)]
    for _ in range(data.draw(st.integers(1, 10))):
        operation = data.draw(edits(graph))
        before = graph
        try:
            graph = applied(graph, plan(_signed(operation), MemoryLookup(graph)))
        except ArgmapError as error:
            with pytest.raises(type(error)):
                apply(essay.pk, operation, actor=ada())
            assert content(load(essay.pk)) == content(before)
            continue
        done = apply(essay.pk, operation, actor=ada())
        stored = load(essay.pk)
        assert content(stored) == content(graph)
        assert stored.version == done.version == len(states) - 1 + bool(done.changes)
        if done.changes:
            states.append(content(stored))
    for state in reversed(states[:-1]):
        history.undo(essay.pk, actor=ada())
        assert content(load(essay.pk)) == state
    for state in states[1:]:
        history.redo(essay.pk, actor=ada())
        assert content(load(essay.pk)) == state


def _signed(operation: Single) -> Single:
    """The door notes who checked a source."""
    if isinstance(operation, AddSource) and operation.status is not SourceStatus.UNCHECKED:
        return AddSource(
            id=operation.id,
            citation=operation.citation,
            status=operation.status,
            checked_by_id=ada().pk,
        )
    return operation


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.data())
def test_a_batch_leaves_in_the_database_what_its_edits_leave_in_memory(
    data: st.DataObject,
) -> None:
    essay = make_essay(text=TEXT)
    graph = load(essay.pk)
    operations: list[Single] = []
    for _ in range(data.draw(st.integers(1, 12))):
        operation = data.draw(edits(graph))
        try:
            graph = applied(graph, plan(_signed(operation), MemoryLookup(graph)))
        except ArgmapError:
            continue
        operations.append(operation)
    done = apply(essay.pk, Batch(operations=tuple(operations)), actor=ada())
    stored = load(essay.pk)
    assert content(stored) == content(graph)
    known = done.graph
    assert known is not None
    assert known.version == stored.version
    assert all(dict(known.table(name)) == dict(stored.table(name)) for name in TABLES)


def claim(text: str, to: UUID | None = None, **columns: object) -> AddNode:
    relation = None
    if to is not None:
        relation = NewRelation(id=uuid7(), kind=RelationKind.SUPPORT, target_node_id=to)
    return AddNode(id=uuid7(), kind=NodeKind.CLAIM, text=text, relation=relation, **columns)


def test_an_edit_that_changes_nothing_makes_no_revision() -> None:
    essay = make_essay()
    done = apply(essay.pk, SetDetails(title=essay.title), actor=ada())
    assert (done.number, done.version) == (None, 0)
    assert not Revision.objects.filter(essay=essay).exists()


def test_a_taken_id_is_refused_and_nothing_is_stored() -> None:
    mine, other = make_essay(), make_essay()
    node = claim("Mine")
    apply(mine.pk, node, actor=ada())
    with pytest.raises(Taken):
        apply(other.pk, AddNode(id=node.id, kind=NodeKind.CLAIM, text="Theirs"), actor=ada())
    for operations in ((claim("New"), node), (twice := claim("New"), twice)):
        with pytest.raises(Taken) as refused:
            apply(mine.pk, Batch(operations=operations), actor=ada())
        assert refused.value.data == {"index": 1}
    assert Node.objects.count() == 1


def test_an_id_names_one_row_of_all_tables() -> None:
    """A step's target and a passage's owner are found by their id alone."""
    essay = make_essay()
    node, source = claim("Mine"), AddSource(id=uuid7(), citation="A diary")
    apply(essay.pk, Batch(operations=(node, source)), actor=ada())
    step = NewRelation(id=source.id, kind=RelationKind.SUPPORT, target_node_id=node.id)
    own = uuid7()
    for operation in (
        AddSource(id=node.id, citation="A diary"),
        replace(claim("Other"), id=source.id),
        replace(claim("Other"), relation=step),
        replace(claim("Other", node.id), premise_id=source.id),
        replace(claim("Other"), id=own, anchors=(NewAnchor(id=own, start=0, end=7),)),
    ):
        for edit in (operation, Batch(operations=(operation,))):
            with pytest.raises(Taken):
                apply(essay.pk, edit, actor=ada())
    assert Revision.objects.filter(essay=essay).count() == 1
    assert Node.objects.count() == 1


def test_a_row_does_not_come_back_under_the_id_of_another() -> None:
    essay, source = make_essay(), AddSource(id=uuid7(), citation="A diary")
    apply(essay.pk, source, actor=ada())
    apply(essay.pk, RemoveSource(id=source.id), actor=ada())
    apply(essay.pk, replace(claim("Now mine"), id=source.id), actor=ada())
    with pytest.raises(Conflict, match="undo_row_is_back"):
        history.undo_revision(essay.pk, 2, actor=ada())


def test_a_relation_to_another_essays_node_is_refused() -> None:
    mine, other = make_essay(), make_essay()
    node = claim("Mine")
    apply(mine.pk, node, actor=ada())
    with pytest.raises(NotFound):
        apply(other.pk, claim("Theirs", node.id), actor=ada())
    assert not Node.objects.filter(essay=other).exists()


def test_only_editors_pass_the_door() -> None:
    essay = make_essay(visibility=Visibility.PUBLIC)
    hidden = make_essay()
    Membership.objects.create(essay=essay, user=ben(), role=MemberRole.COMMENTER)
    with pytest.raises(Forbidden):
        apply(essay.pk, claim("Ben's"), actor=ben())
    with pytest.raises(Forbidden):
        apply(essay.pk, claim("Cy's"), actor=cy())
    with pytest.raises(EssayNotFound):
        apply(hidden.pk, claim("Cy's"), actor=cy())
    with pytest.raises(EssayNotFound):
        apply(uuid7(), claim("Nowhere"), actor=ada())


def test_an_edit_of_a_row_that_changed_since_is_stale() -> None:
    essay = make_essay()
    node = claim("First")
    other = claim("Second")
    apply(essay.pk, node, actor=ada())
    apply(essay.pk, other, actor=ada())
    seen = load(essay.pk).nodes[node.id].changed_version
    apply(essay.pk, EditNode(id=other.id, text="Elsewhere"), actor=ada(), expected={})
    apply(essay.pk, EditNode(id=node.id, text="Mine"), actor=ada(), expected={node.id: seen})
    with pytest.raises(Stale) as stale:
        apply(essay.pk, EditNode(id=node.id, text="Late"), actor=ada(), expected={node.id: seen})
    assert stale.value.data["current"] == 4


def test_nobody_signs_a_source_for_somebody_else() -> None:
    essay = make_essay()
    source = AddSource(
        id=uuid7(), citation="Pravda", status=SourceStatus.CONFIRMED, checked_by_id=cy().pk
    )
    apply(essay.pk, source, actor=ada())
    assert load(essay.pk).sources[source.id].checked_by_id == ada().pk
    apply(essay.pk, EditSource(id=source.id, status=SourceStatus.UNCHECKED), actor=ada())
    assert load(essay.pk).sources[source.id].checked_by_id is None
    for somebody in (cy().pk, uuid7()):
        apply(essay.pk, EditSource(id=source.id, checked_by_id=somebody), actor=ada())
        assert load(essay.pk).sources[source.id].checked_by_id is None


def test_loading_takes_six_queries_at_any_size() -> None:
    essay = make_essay(text=TEXT)
    for boxes in (5, 500):
        batch = Batch(operations=tuple(claim(f"Reason {n}") for n in range(boxes)))
        apply(essay.pk, batch, actor=ada())
        with CaptureQueriesContext(connection) as queries:
            load(essay.pk)
        assert len(queries) <= 6


def last(essay: Essay) -> EssayGraph:
    return load(essay.pk)


def test_my_undo_skips_what_others_did() -> None:
    essay = make_essay()
    Membership.objects.create(essay=essay, user=ben(), role=MemberRole.EDITOR)
    mine = claim("Ada's")
    apply(essay.pk, mine, actor=ada())
    his = claim("Ben's")
    apply(essay.pk, his, actor=ben())
    done: Applied = history.undo(essay.pk, actor=ada())
    assert set(last(essay).nodes) == {his.id}
    assert Revision.objects.get(essay=essay, number=done.number).undoes == 1
    history.redo(essay.pk, actor=ada())
    assert set(last(essay).nodes) == {mine.id, his.id}


def test_a_new_edit_empties_my_redo() -> None:
    essay = make_essay()
    apply(essay.pk, claim("One"), actor=ada())
    history.undo(essay.pk, actor=ada())
    apply(essay.pk, claim("Two"), actor=ada())
    assert history.next_steps(essay.pk, ada()).redo is None
    with pytest.raises(history.NothingToUndo):
        history.redo(essay.pk, actor=ada())


def test_undo_and_redo_reach_over_several_edits() -> None:
    essay = make_essay()
    nodes = [claim(text) for text in ("One", "Two", "Three")]
    for node in nodes:
        apply(essay.pk, node, actor=ada())
    for left in (2, 1, 0):
        history.undo(essay.pk, actor=ada())
        assert len(last(essay).nodes) == left
    for left in (1, 2, 3):
        history.redo(essay.pk, actor=ada())
        assert len(last(essay).nodes) == left
    history.undo(essay.pk, actor=ada())
    assert set(last(essay).nodes) == {nodes[0].id, nodes[1].id}


def test_an_undo_in_the_way_of_others_names_their_revisions() -> None:
    essay = make_essay()
    Membership.objects.create(essay=essay, user=ben(), role=MemberRole.EDITOR)
    node = claim("Ada's")
    apply(essay.pk, node, actor=ada())
    apply(essay.pk, EditNode(id=node.id, text="Ben's words"), actor=ben())
    with pytest.raises(ArgmapError) as refused:
        history.undo(essay.pk, actor=ada())
    assert refused.value.data["revisions"] == [2]
    assert last(essay).nodes[node.id].text == "Ben's words"
