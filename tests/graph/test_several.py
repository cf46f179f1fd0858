"""Several boxes are changed by one batch."""

from uuid import UUID

import pytest

from essays.graph import several
from essays.graph.errors import Refused
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.lookup import MemoryLookup
from essays.graph.model import EssayGraph
from essays.graph.operations import Batch
from essays.graph.outline import backbone
from essays.graph.plan import plan_batch
from tests.graph.maps import attacks, graph_of, id_of, linked, supports, thesis

FAMILY = graph_of(
    {"T": thesis("T"), "a": "a", "b": "b", "c": "c", "x": "x", "y": "y"},
    supports("a", "T"),
    linked("b", "c", to="T"),
    attacks("x", "a"),
)


def after(graph: EssayGraph, batch: Batch | None) -> EssayGraph:
    assert batch is not None
    lookup = MemoryLookup(graph)
    plan_batch(batch, lookup)
    return lookup.graph()


def places(graph: EssayGraph) -> list[str]:
    return [f"{row.number} {row.node.text}" for row in backbone(graph).rows]


def ids(names: str) -> set[UUID]:
    return {id_of(name) for name in names}


def test_linked_boxes_join_the_step_of_the_first() -> None:
    found = after(FAMILY, several.linked(FAMILY, backbone(FAMILY), ids("aby")))
    steps = {frozenset(p.node_id for p in found.premises_of[id]) for id in found.relations}
    assert frozenset(ids("aby")) in steps
    assert frozenset(ids("c")) in steps
    assert places(found) == ["1 T", "1.1 a", "1.1.1 x", "1.2 b", "1.3 y", "1.4 c"]


def test_boxes_link_with_nothing_where_the_first_is_part_of_no_step() -> None:
    assert several.linked(FAMILY, backbone(FAMILY), ids("Ta")) is None
    assert several.linked(FAMILY, backbone(FAMILY), ids("bc")) == Batch(
        operations=(), origin=several.ORIGIN
    )


def test_boxes_move_with_what_hangs_under_them() -> None:
    found = after(FAMILY, several.moved(FAMILY, backbone(FAMILY), ids("axy"), node_id=id_of("b")))
    assert places(found) == ["1 T", "1.1 b", "1.1.1 a", "1.1.1.1 x", "1.1.2 y", "1.2 c"]


def test_boxes_do_not_move_under_themselves() -> None:
    with pytest.raises(Refused):
        several.moved(FAMILY, backbone(FAMILY), ids("a"), node_id=id_of("x"))


def test_boxes_turn_into_objections_and_into_evidence() -> None:
    found = after(FAMILY, several.turned(backbone(FAMILY), ids("bc"), RelationKind.ATTACK))
    assert [r.kind for r in found.relations.values()].count(RelationKind.ATTACK) == 2
    found = after(FAMILY, several.rekinded(backbone(FAMILY), ids("xy"), NodeKind.EVIDENCE))
    assert {n.text for n in found.nodes.values() if n.kind is NodeKind.EVIDENCE} == {"x", "y"}


def test_boxes_go_alone_or_with_their_branches() -> None:
    found = after(FAMILY, several.removed(backbone(FAMILY), ids("ab")))
    assert places(found) == ["1 T", "1.1 c", "2 x", "3 y"]
    both = several.removed(backbone(FAMILY), ids("ax"), with_branches=True)
    assert places(after(FAMILY, both)) == ["1 T", "1.1 b", "1.2 c", "2 y"]
