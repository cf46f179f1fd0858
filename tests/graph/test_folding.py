"""Which rows of an outline show."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.graph.folding import LeftOut, visible_rows
from essays.graph.outline import backbone
from tests.graph.maps import chain, claim, graph_of, graphs, id_of, ids_of, supports, thesis

# T: A (A1 (A11, A12), A2), B (B1); alone: X
NAMES = ["T", "A", "B", "A1", "A2", "B1", "A11", "A12", "alone", "X"]
TREE = backbone(
    graph_of(
        {n: thesis(n) if n == "T" else claim(n) for n in NAMES},
        *(
            supports(low, high)
            for high, low in [
                ("T", "A"),
                ("T", "B"),
                ("A", "A1"),
                ("A", "A2"),
                ("B", "B1"),
                ("A1", "A11"),
                ("A1", "A12"),
                ("alone", "X"),
            ]
        ),
    )
)


def shown(visible):
    """Return the rows as text; a folded one with what the next click reveals."""
    return " ".join(
        f"{row.row.node.text}+{row.reveals}" if row.folded else row.row.node.text
        for row in visible.rows
    )


def star(leaves):
    names = [f"n{number}" for number in range(leaves)]
    statements = {"T": thesis("T"), **{name: claim(name) for name in names}}
    return backbone(graph_of(statements, *(supports(name, "T") for name in names)))


def test_an_empty_outline_shows_nothing():
    assert visible_rows(backbone(graph_of({}))).rows == ()


@given(graphs(), st.data())
def test_every_row_that_shows_has_the_number_of_its_place(graph, data):
    ids = st.sets(st.sampled_from(sorted(graph.nodes))) if graph.nodes else st.just(set())
    found = visible_rows(backbone(graph), data.draw(ids), limit=data.draw(st.integers(1, 9)))
    assert [row.number for row in found.rows] == [row.row.number for row in found.rows]


def test_everything_shows_when_it_fits():
    assert shown(visible_rows(TREE)) == "T A A1 A11 A12 A2 B B1 alone X"


def test_a_folded_row_hides_what_hangs_under_it_and_says_how_much():
    assert shown(visible_rows(TREE, {id_of("A")})) == "T A+4 B B1 alone X"


def test_what_stays_folded_inside_is_not_promised():
    assert shown(visible_rows(TREE, set(ids_of("A A1")))) == "T A+2 B B1 alone X"
    assert shown(visible_rows(TREE, set(ids_of("A1")))) == "T A A1+2 A2 B B1 alone X"


def test_a_row_without_children_cannot_be_folded():
    assert shown(visible_rows(TREE, {id_of("B1")})) == "T A A1 A11 A12 A2 B B1 alone X"


def test_a_folded_thesis_still_shows():
    assert shown(visible_rows(TREE, {id_of("T")})) == "T+7 alone X"


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (9, "T A A1+2 A2 B B1 alone X"),
        (8, "T A A1+2 A2 B B1 alone X"),
        (7, "T A A1+2 A2 B+1 alone X"),
        (6, "T A+2 B B1 alone X"),
        (5, "T A+2 B+1 alone X"),
        (4, "T A+2 B+1 alone+1"),
        (3, "T+2 alone X"),
        (2, "T+2 alone+1"),
    ],
)
def test_beyond_the_limit_the_lowest_levels_fold(limit, expected):
    assert shown(visible_rows(TREE, limit=limit)) == expected


def test_a_row_opened_by_hand_shows_its_children_on_top_of_the_limit():
    assert shown(visible_rows(TREE, opened={id_of("T")}, limit=2)) == "T A+2 B+1 alone+1"


def test_opening_promises_what_was_opened_inside():
    assert shown(visible_rows(TREE, opened={id_of("A")}, limit=2)) == "T+4 alone+1"


def test_folding_one_row_opens_no_other():
    before = shown(visible_rows(TREE, limit=8))
    assert "A1+2" in before
    assert shown(visible_rows(TREE, {id_of("B")}, limit=8)) == before.replace("B B1", "B+1")


def test_focus_shows_what_is_above_and_below():
    assert shown(visible_rows(TREE, focus=id_of("A1"))) == "T A A1 A11 A12"
    assert shown(visible_rows(TREE, focus=id_of("T"))) == "T A A1 A11 A12 A2 B B1"


def test_focus_opens_the_path_and_spends_the_limit_below():
    found = visible_rows(TREE, set(ids_of("T A")), focus=id_of("A1"), limit=5)
    assert shown(found) == "T A A1 A11 A12"


def test_the_thesis_shows_even_with_the_focus_elsewhere():
    assert shown(visible_rows(TREE, focus=id_of("X"))) == "T alone X"


def test_a_focus_that_is_gone_is_no_focus():
    assert len(visible_rows(TREE, focus=id_of("gone")).rows) == 10


def test_the_path_to_what_is_asked_for_is_open():
    found = visible_rows(TREE, set(ids_of("T A1")), limit=2, show=id_of("A12"))
    assert shown(found) == "T A A1 A11 A12 A2 B+1 alone+1"
    assert shown(visible_rows(TREE, {id_of("A")}, show=id_of("A"))) == "T A+4 B B1 alone X"


def test_more_children_than_the_limit_are_left_out_and_counted():
    outline = star(50)
    closed = visible_rows(outline, limit=10)
    assert shown(closed) == "T+10"
    opened = visible_rows(outline, opened={id_of("T")}, limit=10)
    assert len(opened.rows) == 11
    assert opened.rows[0].left_out == LeftOut(40, None, id_of("n10"))


def test_of_many_children_the_page_with_the_chosen_one_shows():
    outline = star(45)
    seen: list[str] = []
    at: UUID | None = None
    for page in range(5):
        found = visible_rows(outline, opened={id_of("T")}, limit=10, show=at)
        seen += [row.row.node.text for row in found.rows[1:]]
        left = found.rows[0].left_out
        assert left.boxes == 45 - (len(found.rows) - 1)
        assert (left.earlier is None) == (page == 0)
        at = left.later
    assert at is None
    assert seen == [f"n{number}" for number in range(45)]
    back = visible_rows(outline, opened={id_of("T")}, limit=10, show=left.earlier)
    assert back.rows[1].row.id == id_of("n30")


def test_more_roots_than_the_limit_are_left_out_and_counted():
    outline = backbone(graph_of({f"n{number}": "n" for number in range(20)}))
    found = visible_rows(outline, limit=5)
    assert [row.row.number for row in found.rows] == list("12345")
    assert found.left_out == LeftOut(15, None, id_of("n5"))


def test_a_chain_of_a_thousand_folds():
    outline = backbone(chain(1_000))
    found = visible_rows(outline)
    assert len(found.rows) == 300
    assert found.rows[-1].folded
    assert found.rows[-1].reveals == 1
    assert len(visible_rows(outline, show=outline.rows[-1].id).rows) == 1_000


@given(graphs(), st.integers(1, 15), st.data())
def test_the_rows_that_show_are_what_the_clicks_say(graph, limit, data):
    outline = backbone(graph)
    some = st.sets(st.sampled_from(sorted(graph.nodes))) if graph.nodes else st.just(set())
    folded = data.draw(some)
    opened = data.draw(some)
    by_itself = visible_rows(outline, folded, limit=limit)
    assert len(by_itself.rows) <= limit
    found = visible_rows(outline, folded, opened=opened, limit=limit)
    places = [outline.places[row.row.id] for row in found.rows]
    assert places == sorted(set(places))
    if graph.thesis is not None:
        assert found.rows[0].row.id == graph.thesis.id
    for row in found.rows:
        assert row.folded == (row.reveals > 0)
        if row.folded:
            click = visible_rows(
                outline, folded - {row.row.id}, opened=opened | {row.row.id}, limit=limit
            )
            before = {other.row.id for other in found.rows}
            new = [other for other in click.rows if other.row.id not in before]
            assert len(new) == row.reveals == len(click.rows) - len(found.rows)


def test_a_depth_opens_so_many_levels_and_no_more():
    assert shown(visible_rows(TREE, depth=1)) == "T+2 alone+1"
    assert shown(visible_rows(TREE, depth=2)) == "T A+2 B+1 alone X"


def test_a_depth_counts_from_the_focus():
    assert shown(visible_rows(TREE, depth=1, focus=id_of("A"))) == "T A+2"


def test_what_was_turned_by_hand_stands_against_the_depth():
    folded, opened = {id_of("T")}, {id_of("T"), id_of("A")}
    assert shown(visible_rows(TREE, folded, depth=2)) == "T+2 alone X"
    assert shown(visible_rows(TREE, opened=opened, depth=1)) == "T A A1+2 A2 B+1 alone+1"


def test_what_is_gone_takes_along_what_hangs_under_it():
    assert shown(visible_rows(TREE, gone={id_of("A1")})) == "T A A2 B B1 alone X"


def test_a_row_turns_only_where_a_click_changes_something():
    visible = visible_rows(TREE, focus=id_of("A1"), gone={id_of("A12")})
    assert [row.row.node.text for row in visible.rows if row.turns] == ["A1"]
