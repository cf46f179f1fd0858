"""The bare numbers of a map: in the order of places, with ids of any type."""

from hypothesis import given

from essays.graph.hanging import Hanging
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.outline import backbone
from essays.graph.skeleton import Skeleton
from essays.graph.stance import bearing, stances
from tests.graph.maps import graphs


def test_a_map_without_rows_has_no_bones():
    bones: Skeleton[str] = Skeleton.of([], [], [])
    assert bones.first_thesis is None
    assert Hanging(bones).order == []
    assert bearing(bones, on=None) == ([], [])


def test_numbers_follow_positions_and_then_ids():
    bones = Skeleton.of(
        [("b", "first", False), ("a", "second", True), ("a", "other", False)],
        [("k", "late", True, "second", None), ("c", "early", False, None, "late")],
        [
            ("2", "p", "late", "first", False),
            ("1", "q", "late", "other", True),
            ("1", "r", "early", "first", True),
        ],
    )
    assert bones.nodes == ["other", "second", "first"]
    assert bones.relations == ["early", "late"]
    assert bones.first_thesis == 1
    assert bones.attack == [False, True]
    assert bones.target_node == [None, 1]
    assert bones.target_relation == [1, None]
    assert bones.premises == [[2], [0, 2]]
    assert bones.places == [[(1, True)], [], [(0, True), (1, False)]]
    assert [list(bones.targets(relation)) for relation in (0, 1)] == [[0, 2], [1]]


def test_references_to_missing_rows_are_left_out():
    bones = Skeleton.of(
        [("a", 1, False)],
        [("a", 2, False, 9, None), ("b", 3, False, None, 9)],
        [("a", 4, 9, 1, True), ("b", 5, 2, 9, True), ("c", 6, 2, 1, True)],
    )
    assert bones.target_node == [None, None]
    assert bones.target_relation == [None, None]
    assert bones.premises == [[0], []]
    assert Hanging(bones).numbers() == ["1"]


@given(graphs())
def test_ids_as_text_come_to_the_same_as_the_graph(graph):
    bones = Skeleton.of(
        [(n.position, str(n.id), n.kind is NodeKind.THESIS) for n in graph.nodes.values()],
        [
            (
                r.position,
                str(r.id),
                r.kind is RelationKind.ATTACK,
                _text(r.target_node_id),
                _text(r.target_relation_id),
            )
            for r in graph.relations.values()
        ],
        [
            (p.position, str(p.id), str(p.relation_id), str(p.node_id), p.home)
            for p in graph.premises.values()
        ],
    )
    hung = Hanging(bones)
    rows = backbone(graph).rows
    assert [bones.nodes[node] for node in hung.order] == [str(row.id) for row in rows]
    numbers = dict(zip(bones.nodes, hung.numbers(), strict=True))
    assert numbers == {str(row.id): row.number for row in rows}
    nodes, _ = bearing(bones, on=bones.first_thesis)
    assert dict(zip(bones.nodes, nodes, strict=True)) == {
        str(id): stance for id, stance in stances(graph).items()
    }


def _text(id: object) -> str | None:
    return None if id is None else str(id)
