"""Every edit can be taken back exactly, or is refused with the reason."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.graph.changes import Changes
from essays.graph.errors import ArgmapError, Conflict
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.lookup import MemoryLookup, applied
from essays.graph.model import TABLES, Details, EssayGraph
from essays.graph.operations import (
    AddAnchor,
    AddNode,
    AddRelation,
    Batch,
    EditNode,
    NewPremise,
    NewRelation,
    RemoveNode,
    RemoveRelation,
    SetText,
)
from essays.graph.plan import plan, plan_batch
from essays.graph.undo import plan_undo
from tests.graph.edits import TEXT, edits
from tests.graph.maps import id_of


def content(graph: EssayGraph) -> bytes:
    """Return everything an essay holds as bytes, without bookkeeping."""
    rows = {
        name: {str(id): row.columns() for id, row in sorted(graph.table(name).items())}
        for name in TABLES
    }
    return orjson.dumps([graph.details.columns(), graph.text, rows])


def empty(text: str = TEXT) -> EssayGraph:
    return EssayGraph(Details(id=uuid7(), title="A map"), text)


def do(graph: EssayGraph, operation) -> tuple[EssayGraph, Changes]:
    changes = plan(operation, MemoryLookup(graph))
    return applied(graph, changes), changes


def undo(graph: EssayGraph, changes: Changes) -> tuple[EssayGraph, Changes]:
    back = plan_undo(changes, MemoryLookup(graph))
    return applied(graph, back), back


@given(st.data())
def test_any_edits_undone_leave_what_was_and_redone_what_came(data: st.DataObject) -> None:
    graph = empty()
    states, done = [content(graph)], []
    for _ in range(data.draw(st.integers(1, 12))):
        operation = data.draw(edits(graph))
        try:
            graph, changes = do(graph, operation)
        except ArgmapError:
            continue
        if changes:
            stored = Changes.from_json(orjson.loads(orjson.dumps(changes.to_json())))
            assert stored == changes
            done.append(stored)
            states.append(content(graph))
    undone = []
    for changes, before in zip(reversed(done), reversed(states[:-1]), strict=True):
        graph, back = undo(graph, changes)
        undone.append(back)
        assert content(graph) == before
    for back, after in zip(reversed(undone), states[1:], strict=True):
        graph, _ = undo(graph, back)
        assert content(graph) == after


@given(st.data())
def test_a_batch_does_what_its_edits_do_and_is_undone_at_once(data: st.DataObject) -> None:
    start = graph = empty()
    operations = []
    for _ in range(data.draw(st.integers(1, 10))):
        operation = data.draw(edits(graph))
        try:
            graph, _ = do(graph, operation)
        except ArgmapError:
            continue
        operations.append(operation)
    batch = Batch(operations=tuple(operations))
    changes = plan_batch(batch, MemoryLookup(start))
    assert len({(row.table, row.id) for row in changes.rows}) == len(changes.rows)
    together = applied(start, changes)
    assert content(together) == content(graph)
    back, _ = undo(together, changes)
    assert content(back) == content(start)


@pytest.fixture
def small() -> EssayGraph:
    """A thesis T with a reason A."""
    graph, _ = do(empty(), AddNode(id=id_of("T"), kind=NodeKind.THESIS, text="T"))
    relation = NewRelation(id=id_of("A>T"), kind=RelationKind.SUPPORT, target_node_id=id_of("T"))
    node = AddNode(id=id_of("A"), kind=NodeKind.CLAIM, text="A", relation=relation)
    return do(graph, node)[0]


def test_undo_is_refused_when_the_column_was_changed_since(small: EssayGraph) -> None:
    graph, changes = do(small, EditNode(id=id_of("A"), text="B"))
    graph, _ = do(graph, EditNode(id=id_of("A"), text="C"))
    with pytest.raises(Conflict, match="undo_row_changed"):
        undo(graph, changes)


def test_undo_leaves_other_columns_of_the_row_alone(small: EssayGraph) -> None:
    graph, changes = do(small, EditNode(id=id_of("A"), text="B"))
    graph, _ = do(graph, EditNode(id=id_of("A"), note="kept"))
    graph, _ = undo(graph, changes)
    assert (graph.nodes[id_of("A")].text, graph.nodes[id_of("A")].note) == ("A", "kept")


def test_undo_is_refused_when_the_new_row_is_in_use(small: EssayGraph) -> None:
    graph, changes = do(small, AddNode(id=id_of("B"), kind=NodeKind.CLAIM, text="B"))
    relation = NewRelation(id=uuid7(), kind=RelationKind.ATTACK, target_node_id=id_of("B"))
    graph, _ = do(graph, AddNode(id=uuid7(), kind=NodeKind.CLAIM, text="C", relation=relation))
    with pytest.raises(Conflict, match="undo_row_in_use"):
        undo(graph, changes)


def test_undo_is_refused_when_what_a_row_refers_to_is_gone(small: EssayGraph) -> None:
    graph, changes = do(small, RemoveRelation(id=id_of("A>T")))
    graph, _ = do(graph, RemoveNode(id=id_of("A")))
    with pytest.raises(Conflict, match="undo_target_is_gone"):
        undo(graph, changes)


def test_undo_is_refused_when_a_later_passage_lies_on_the_words(small: EssayGraph) -> None:
    graph, changes = do(small, SetText(text=TEXT + "A last word."))
    start = len(TEXT) + 2
    graph, _ = do(graph, AddAnchor(id=uuid7(), node_id=id_of("A"), start=start, end=start + 4))
    with pytest.raises(Conflict, match="undo_text_in_use"):
        undo(graph, changes)


def test_undo_shifts_a_later_passage_elsewhere(small: EssayGraph) -> None:
    graph, changes = do(small, SetText(text="First. " + TEXT))
    anchor = uuid7()
    at = graph.text.index("thaw")
    graph, _ = do(graph, AddAnchor(id=anchor, node_id=id_of("A"), start=at, end=at + 4))
    graph, back = undo(graph, changes)
    row = graph.anchors[anchor]
    assert graph.text[row.start : row.end] == "thaw"
    graph, _ = undo(graph, back)
    row = graph.anchors[anchor]
    assert graph.text[row.start : row.end] == "thaw"


def test_undo_of_a_text_is_refused_when_the_text_was_edited_since(small: EssayGraph) -> None:
    graph, changes = do(small, SetText(text=TEXT.replace("The thaw was real. ", "")))
    graph, _ = do(graph, SetText(text="Before. " + graph.text))
    with pytest.raises(Conflict, match="undo_text_changed"):
        undo(graph, changes)


def test_undo_is_refused_when_there_is_another_thesis(small: EssayGraph) -> None:
    graph, changes = do(small, EditNode(id=id_of("T"), kind=NodeKind.CLAIM))
    graph, _ = do(graph, AddNode(id=uuid7(), kind=NodeKind.THESIS, text="U"))
    with pytest.raises(Conflict, match="undo_second_thesis"):
        undo(graph, changes)


def test_undo_is_refused_when_the_relation_would_lose_its_last_premise(small: EssayGraph) -> None:
    join = AddNode(id=id_of("B"), kind=NodeKind.CLAIM, text="B", joins=id_of("A>T"))
    graph, changes = do(small, join)
    graph, _ = do(graph, RemoveNode(id=id_of("A")))
    with pytest.raises(Conflict, match="undo_no_premise"):
        undo(graph, changes)


def test_undo_may_close_a_ring_of_nodes(small: EssayGraph) -> None:
    graph, changes = do(small, RemoveRelation(id=id_of("A>T")))
    assert [row.table for row in changes.rows] == ["premise", "relation"]
    premise = NewPremise(id=uuid7(), node_id=id_of("T"))
    relation = AddRelation(
        id=uuid7(),
        kind=RelationKind.SUPPORT,
        target_node_id=id_of("A"),
        premises=(premise,),
    )
    graph, _ = do(graph, relation)
    graph, _ = undo(graph, changes)
    assert len(graph.relations) == 2
