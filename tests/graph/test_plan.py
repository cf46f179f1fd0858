"""What a batch may cost: it holds the essay, and on SQLite the whole site, while it is planned."""

import pytest

from essays.graph.errors import Refused
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.lookup import MemoryLookup
from essays.graph.model import Details, EssayGraph
from essays.graph.operations import AddNode, Batch, NewRelation, SetText, Single
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


def texts(count: int) -> list[SetText]:
    return [SetText(text=f"Text {number}") for number in range(count)]
