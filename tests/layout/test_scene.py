"""Drawings of whole maps: nothing lies on anything, and an edit leaves the rest where it was."""

import orjson
import pytest
from hypothesis import given, settings

from essays.layout.scene import MOST_BOXES, MOST_ROUTED, Scene, View, Wish, scene, shape_of
from essays.layout.shape import Shape
from tests.graph.maps import attacks, chain, graph_of, graphs, id_of, linked, supports, thesis
from tests.layout.maps import (
    crossings,
    hits,
    inside,
    moved,
    overlaps,
    random_map,
    things,
    with_leaf,
)

VIEWS = tuple(View)


def drawn(graph, view=View.TOP_DOWN, **wish) -> Scene:
    return scene(graph, Wish(view=view, **wish))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize("level", range(5))
def test_every_shape_is_drawn_well(view, level, beside):
    graph = random_map(40, seed=9)
    heads = {*graph.nodes, *graph.relations} if beside else frozenset()
    drawing = drawn(graph, view, shape=Shape(level, heads))
    assert not overlaps(drawing)
    assert not hits(drawing)


@settings(deadline=None)
@given(graphs(max_nodes=14))
def test_any_map_can_be_drawn(graph):
    for view in VIEWS:
        drawing = drawn(graph, view)
        assert {box.node_id for box in drawing.boxes} == set(graph.nodes)
        assert not overlaps(drawing)
        assert not hits(drawing)
        assert inside(drawing)


def test_one_edit_does_not_flip_the_drawing():
    graph = random_map(60, seed=2)
    shape = shape_of(graph, None)
    after = [shape_of(with_leaf(graph, f"n{number}"), shape) for number in range(60)]
    assert after == [shape] * 60


def test_a_new_last_reason_stands_under_a_long_branch_and_moves_nothing():
    """The leaf takes no column of its own between a branch of nine boxes and its neighbour."""
    graph = graph_of(
        {"n0": thesis("T"), **{f"n{n}": f"Reason {n}" for n in range(1, 13)}},
        *(supports(f"n{n}", "n0") for n in (1, 2)),
        supports("n3", "n1"),
        *(supports(f"n{n}", "n3") for n in range(4, 12)),
        supports("n12", "n2"),
    )
    shape = Shape(2, {id_of(f"n{n}") for n in range(13)})
    before, after = drawn(graph, shape=shape), drawn(with_leaf(graph, "n1"), shape=shape)
    assert moved(before, after) == 0


def test_a_first_reason_for_a_box_that_shares_a_column_stays_in_that_column():
    graph = graph_of(
        {"n0": thesis("T"), **{f"n{n}": f"Reason {n}" for n in range(1, 7)}},
        *(supports(f"n{n}", "n0") for n in (1, 2)),
        *(supports(f"n{n}", "n1") for n in (3, 4)),
        *(supports(f"n{n}", "n2") for n in (5, 6)),
    )
    shape = Shape(2, {id_of(name) for name in ("n0", "n1", "n2", "n3", "n5")})
    before, after = drawn(graph, shape=shape), drawn(with_leaf(graph, "n4"), shape=shape)
    assert before.width < after.width < before.width + 100
    assert moved(before, after) == 0


def test_a_reason_more_above_the_hang_level_takes_the_place_kept_for_it():
    """Between what stands under two reasons of the thesis there is room for one box."""
    graph = graph_of(
        {"n0": thesis("T"), **{f"n{n}": f"Reason {n}" for n in range(1, 9)}},
        *(supports(f"n{n}", "n0") for n in (1, 2)),
        *(supports(f"n{n}", "n1") for n in (3, 4, 5)),
        *(supports(f"n{n}", "n2") for n in (6, 7, 8)),
    )
    shape = Shape(3, set(graph.nodes))
    before, after = drawn(graph, shape=shape), drawn(with_leaf(graph, "n1"), shape=shape)
    old, new = things(before), things(after)
    still = {id_of(f"n{n}") for n in (2, 3, 4, 5, 6, 7, 8)}
    assert {new[id].x - old[id].x for id in still} == {0}


def test_a_map_for_one_screen_is_packed_until_it_can_be_read_there():
    graph = random_map(30, seed=3)
    drawing = drawn(graph)
    spread = drawn(graph, shape=Shape(drawing.shape.level, {*graph.nodes, *graph.relations}))
    assert drawing.width <= 1440 < spread.width
    assert drawing.height <= 3 * 1440


def test_a_shape_that_fits_badly_is_given_up():
    wide = graph_of(
        {"T": thesis("T"), **{f"n{n}": "A reason" for n in range(40)}},
        *(supports(f"n{n}", "T" if n < 20 else f"n{n - 20}") for n in range(40)),
    )
    assert shape_of(wide, Shape(5, set(wide.nodes))).level < 5
    assert shape_of(wide, Shape(0)).level > 0


def test_reading_with_a_shape_uses_that_shape():
    shape = Shape(1, {id_of("n1")})
    assert drawn(random_map(30), shape=shape).shape == shape


def test_a_shape_comes_back_as_it_was_stored():
    shape = shape_of(random_map(30), None)
    assert Shape.of(orjson.loads(orjson.dumps(shape.to_json()))) == shape
    assert Shape.of(None) is None


def test_an_empty_map_is_an_empty_drawing():
    for view in VIEWS:
        drawing = drawn(graph_of({}), view)
        assert not drawing.boxes
        assert not drawing.edges
        assert drawing.width > 0
    assert shape_of(graph_of({}), None) == Shape(0)


def test_one_box_is_a_drawing():
    for view in VIEWS:
        (box,) = drawn(graph_of({"T": thesis("All is well")}), view).boxes
        assert box.label == "1 Thesis: All is well"


def test_circles_are_drawn_once():
    graph = graph_of({"A": "a", "B": "b"}, supports("A", "B"), attacks("B", "A"))
    for view in VIEWS:
        drawing = drawn(graph, view)
        assert len(drawing.boxes) == 2
        assert sorted(edge.crosses for edge in drawing.edges) == [False, True]


@pytest.mark.parametrize("view", VIEWS)
def test_a_chain_of_a_thousand_is_drawn(view):
    drawing = drawn(chain(1000), view, limit=1000)
    assert len(drawing.boxes) == 1000
    assert drawing.boxes[-1].level == 1000
    assert hits(drawn(chain(150), view)) == []


def test_at_most_so_many_boxes_show():
    drawing = drawn(random_map(800))
    assert len(drawing.boxes) <= MOST_BOXES
    folded = [box for box in drawing.boxes if box.reveals]
    assert folded
    assert all(box.turns for box in folded)


def test_beyond_so_many_boxes_lines_across_are_curves():
    drawing = drawn(random_map(MOST_ROUTED + 20))
    across = [edge for edge in drawing.edges if edge.crosses]
    assert across
    assert all(edge.curved and len(edge.points) == 3 for edge in across)


def test_lines_of_separate_reasons_never_cross_in_a_tree():
    for view in VIEWS:
        for seed in range(3):
            assert crossings(drawn(random_map(60, seed=seed, across=0), view)) == 0


def test_a_wide_box_stands_in_no_line_of_its_column():
    graph = graph_of(
        {"T": thesis("A thesis of a few words more than one line holds"), "R": "r", "A": "a"},
        linked("T", "A", to="R", home=None),
    )
    assert not hits(drawn(graph, View.LEFT_RIGHT))


def test_linked_premises_join_in_a_pill():
    graph = graph_of(
        {"T": thesis("T"), "A": "a", "B": "b", "U": "u"},
        step := linked("A", "B", to="T"),
        attacks("U", step),
    )
    for view in VIEWS:
        drawing = drawn(graph, view)
        (pill,) = drawing.pills
        assert pill.label == "Step 1.1 + 1.2: only together they support"
        ends = {edge.start_id: edge for edge in drawing.edges}
        assert ends[id_of("A")].end_id == ends[id_of("B")].end_id == pill.relation_id
        assert ends[id_of("A")].head is None
        assert ends[pill.relation_id].end_id == id_of("T")
        assert ends[pill.relation_id].head
        assert ends[id_of("U")].end_id == pill.relation_id
        assert ends[id_of("U")].head.bar


def test_a_step_has_a_pill_while_something_that_shows_targets_it():
    graph = graph_of(
        {"T": thesis("T"), "A": "a", "U": "u"}, step := supports("A", "T"), attacks("U", step)
    )
    assert [pill.face.labels[0].text for pill in drawn(graph).pills] == ["this step"]
    assert drawn(graph, folded={id_of("A")}).pills == ()


def test_a_premise_that_hangs_elsewhere_has_a_line_across_into_the_pill():
    graph = graph_of(
        {"T": thesis("T"), "A": "a", "B": "b", "C": "c"},
        supports("A", "T"),
        supports("B", "T"),
        supports("C", "B"),
        linked("C", "A", to="T", home=False),
    )
    for view in VIEWS:
        drawing = drawn(graph, view)
        across = [edge for edge in drawing.edges if edge.crosses]
        assert {edge.start_id for edge in across} == {id_of("A"), id_of("C")}
        assert {edge.end_id for edge in across} == {drawing.pills[0].relation_id}
        assert not overlaps(drawing)
        assert not hits(drawing)


def test_a_cross_reference_is_a_line_and_a_chip():
    graph = graph_of(
        {"T": thesis("T"), "A": "a", "B": "b"},
        supports("A", "T"),
        supports("B", "T"),
        attacks("B", "A", home=False),
    )
    drawing = drawn(graph)
    (across,) = [edge for edge in drawing.edges if edge.crosses]
    assert (across.start_id, across.end_id) == (id_of("B"), id_of("A"))
    box = next(box for box in drawing.boxes if box.node_id == id_of("B"))
    (chip,) = [label for label in box.face.labels if label.to]
    assert (chip.text, chip.to.id) == ("also objects to 1.1", id_of("A"))


def test_focus_leaves_what_stands_above_and_below():
    graph = random_map(40, seed=5)
    focused = drawn(graph, focus=id_of("n3"))
    assert 1 < len(focused.boxes) < 40
    assert id_of("n3") in {box.node_id for box in focused.boxes}
    assert not overlaps(focused)
    assert not hits(focused)
