"""What a batch may cost: it holds the essay, and on SQLite the whole site, while it is planned."""

import pytest

from essays.graph.errors import Refused
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.lookup import MemoryLookup
from essays.graph.model import Details, EssayGraph, Node
from essays.graph.operations import AddNode, Batch, NewRelation, RemoveNode, SetText, Single
from essays.graph.plan import MAX_LOOKS, MAX_TEXTS, plan_batch


def planned(*operations: Single) -> MemoryLookup:
    lookup = MemoryLookup(EssayGraph(Details(id=uuid7(), title="A map")))
    plan_batch(Batch(operations=operations), lookup)
    return lookup


def box(kind: NodeKind = NodeKind.CLAIM, **fields) -> AddNode:
    return AddNode(id=uuid7(), kind=kind, text="So it is.", **fields)


def test_an_import_at_its_caps_is_far_from_the_bound() -> None:
    thesis = box(NodeKind.THESIS)
    reasons = [
        box(relation=NewRelation(id=uuid7(), kind=RelationKind.SUPPORT, target_node_id=thesis.id))
        for _ in range(9_999)
    ]
    assert planned(thesis, *reasons).looked < MAX_LOOKS / 10


def test_a_batch_that_costs_the_square_of_its_size_is_refused() -> None:
    with pytest.raises(Refused, match="batch_too_heavy"):
        planned(*(box(NodeKind.THESIS) for _ in range(5_000)))
    with pytest.raises(Refused, match="batch_too_heavy"):
        planned(*texts(MAX_TEXTS + 1))
    planned(*texts(MAX_TEXTS))


def test_a_batch_does_not_take_a_map_beyond_what_a_document_holds() -> None:
    lookup = planned(*(box() for _ in range(9_000)))
    with pytest.raises(Refused) as refused:
        plan_batch(Batch(operations=tuple(box() for _ in range(1_001))), lookup)
    assert refused.value.code == "too_many_nodes"
    assert refused.value.data == {"limit": 10_000, "length": 10_001}


def test_a_map_beyond_the_limit_can_still_shrink() -> None:
    rows = [Node(id=uuid7(), kind=NodeKind.CLAIM, text="So.") for _ in range(10_005)]
    lookup = MemoryLookup(EssayGraph.of(Details(id=uuid7(), title="A map"), rows))
    plan_batch(Batch(operations=(RemoveNode(id=rows[0].id),)), lookup)
    with pytest.raises(Refused, match="too_many_nodes"):
        plan_batch(Batch(operations=(box(),)), lookup)


def texts(count: int) -> list[SetText]:
    return [SetText(text=f"Text {number}") for number in range(count)]
