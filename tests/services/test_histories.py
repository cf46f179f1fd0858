"""Two people edit, undo and redo in any order: the map stays sound, in memory and in the tables."""

import os
from collections.abc import Callable

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essays.graph.checks import broken
from essays.graph.errors import ArgmapError
from essays.graph.ids import uuid7
from essays.graph.kinds import AnchorState, NodeKind
from essays.graph.lookup import MemoryLookup, applied
from essays.graph.model import EssayGraph
from essays.graph.operations import AddNode, Batch, Single
from essays.graph.plan import plan_batch
from essays.models import Essay, Premise, Relation, Revision
from essays.services import history
from essays.services.editing import Applied, apply
from essays.services.loading import load
from tests.factories import ada, ben, make_essay, make_member
from tests.graph.edits import TEXT, edits
from tests.graph.test_undo import content

pytestmark = pytest.mark.django_db
STEPS = 25 if os.environ.get("ARGMAP_TEST_PROFILE") == "full" else 12


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_two_people_never_break_a_map_whatever_they_take_back(data: st.DataObject) -> None:
    essay = make_essay(text=TEXT)
    people = (ada(), make_member(essay, ben()))
    graph = load(essay.pk)
    for _ in range(data.draw(st.integers(1, STEPS))):
        actor = data.draw(st.sampled_from(people))
        step = data.draw(st.sampled_from((_edit, _edit, _edit, _several, _undo, _redo, _take_back)))
        act = step(data.draw, essay, graph)
        try:
            done = act(actor)
        except ArgmapError:
            assert content(load(essay.pk)) == content(graph)
            continue
        graph = applied(graph, done.changes)
        connection.check_constraints()
        stored = load(essay.pk)
        assert content(stored) == content(graph)
        assert stored.version == done.version == Revision.objects.filter(essay=essay).count()
        _is_sound(stored)


type Act = Callable[[object], Applied]


def _edit(draw, essay: Essay, graph: EssayGraph) -> Act:
    operation = draw(edits(graph))
    return lambda actor: apply(essay.pk, operation, actor=actor)


def _several(draw, essay: Essay, graph: EssayGraph) -> Act:
    """A batch of edits, each of which fits what the earlier ones left."""
    operations: list[Single] = []
    lookup = MemoryLookup(graph)
    for _ in range(draw(st.integers(2, 5))):
        operation = draw(edits(lookup.graph()))
        trial = MemoryLookup(lookup.graph())
        try:
            plan_batch(Batch(operations=(operation,)), trial)
        except ArgmapError:
            continue
        lookup = trial
        operations.append(operation)
    batch = Batch(operations=tuple(operations))
    return lambda actor: apply(essay.pk, batch, actor=actor)


def _undo(draw, essay: Essay, graph: EssayGraph) -> Act:
    return lambda actor: history.undo(essay.pk, actor=actor)


def _redo(draw, essay: Essay, graph: EssayGraph) -> Act:
    return lambda actor: history.redo(essay.pk, actor=actor)


def _take_back(draw, essay: Essay, graph: EssayGraph) -> Act:
    number = draw(st.integers(1, max(1, graph.version)))
    return lambda actor: history.undo_revision(essay.pk, number, actor=actor)


def _is_sound(graph: EssayGraph) -> None:
    assert not broken(graph)
    # a relation without a premise would not even be read
    assert Relation.objects.filter(essay_id=graph.details.id).count() == len(graph.relations)
    assert Premise.objects.filter(essay_id=graph.details.id).count() == len(graph.premises)
    marks = [(mark, mark.exact) for mark in graph.anchors.values()]
    marks += [(mark, mark.quote) for mark in graph.context_marks.values()]
    for mark, words in marks:
        if mark.start is None or mark.end is None:
            assert mark.start is mark.end is None
            assert mark.state is AnchorState.LOST
            continue
        assert mark.state is not AnchorState.LOST
        assert 0 <= mark.start < mark.end <= len(graph.text)
        if mark.state in (AnchorState.EXACT, AnchorState.MOVED):
            assert graph.text[mark.start : mark.end] == words


def test_an_import_is_taken_back_and_made_again_as_a_whole() -> None:
    essay = make_essay(text=TEXT)
    apply(essay.pk, box("Before."), actor=ada())
    before = content(load(essay.pk))
    batch = Batch(operations=tuple(box(f"Box {n}.") for n in range(1_100)), origin="import")
    apply(essay.pk, batch, actor=ada())
    after = content(load(essay.pk))
    history.undo(essay.pk, actor=ada())
    assert content(load(essay.pk)) == before
    history.redo(essay.pk, actor=ada())
    assert content(load(essay.pk)) == after


def box(text: str) -> AddNode:
    return AddNode(id=uuid7(), kind=NodeKind.CLAIM, text=text)
