"""Drawings of whole maps: nothing lies on anything, and an edit leaves the rest where it was."""

import pytest
from hypothesis import given, settings

from essays.layout.scene import MOST_BOXES, MOST_ROUTED, Scene, View, Wish, hang_level, scene
from tests.graph.maps import attacks, chain, graph_of, graphs, id_of, linked, supports, thesis
from tests.layout.maps import crossings, hits, inside, moved, overlaps, random_map, with_leaf

VIEWS = tuple(View)


def drawn(graph, view=View.TOP_DOWN, **wish) -> Scene:
    return scene(graph, Wish(view=view, **wish))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("level", range(5))
def test_every_hang_level_is_drawn_well(view, level):
    drawing = drawn(random_map(40, seed=9), view, hang_level=level)
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
    level = hang_level(graph, None)
    assert {hang_level(with_leaf(graph, f"n{number}"), level) for number in range(60)} == {level}


def test_a_new_last_reason_stands_under_a_long_branch_and_moves_nothing():
    """The leaf takes no column of its own between a branch of nine boxes and its neighbour."""
    graph = graph_of(
        {"n0": thesis("T"), **{f"n{n}": f"Reason {n}" for n in range(1, 13)}},
        *(supports(f"n{n}", "n0") for n in (1, 2)),
        supports("n3", "n1"),
        *(supports(f"n{n}", "n3") for n in range(4, 12)),
        supports("n12", "n2"),
    )
    before, after = drawn(graph, hang_level=2), drawn(with_leaf(graph, "n1"), hang_level=2)
    assert moved(before, after) == 0


def test_a_level_that_fits_badly_is_given_up():
    wide = graph_of(
        {"T": thesis("T"), **{f"n{n}": "A reason" for n in range(40)}},
        *(supports(f"n{n}", "T" if n < 20 else f"n{n - 20}") for n in range(40)),
    )
    assert hang_level(wide, 5) < 5
    assert hang_level(wide, -3) >= 0


def test_reading_with_a_level_uses_that_level():
    assert drawn(random_map(30), hang_level=1).hang_level == 1


def test_an_empty_map_is_an_empty_drawing():
    for view in VIEWS:
        drawing = drawn(graph_of({}), view)
        assert not drawing.boxes
        assert not drawing.edges
        assert drawing.width > 0
    assert hang_level(graph_of({}), None) == 0


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
