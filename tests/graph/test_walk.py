"""Walks: iterative, safe on cycles, the same order every time."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.graph.model import EssayGraph
from essays.graph.walk import (
    ancestors,
    arcs,
    chain_lengths,
    cycles,
    descendants,
    reachable,
    relation_chain,
    reversed_arcs,
    strongly_connected,
)
from tests.graph.maps import (
    DETAILS,
    attacks,
    chain,
    graph_of,
    graphs,
    id_of,
    ids_of,
    linked,
    rows_of,
    supports,
    thesis,
    undercuts,
)

a, b, c, d = ids_of("a b c d")

TWO_CYCLE = graph_of(
    {"A": "A", "B": "B"}, supports("A", "B", name="ab"), attacks("B", "A", name="ba")
)


def test_an_empty_map_has_no_arcs_and_no_cycles():
    empty = EssayGraph.of(DETAILS, [])
    assert arcs(empty) == {}
    assert cycles(arcs(empty)) == []


def test_arcs_run_from_premise_to_relation_to_target():
    reason = supports("A", "T", name="r")
    graph = graph_of({"T": "T", "A": "A", "B": "B"}, reason, undercuts("B", reason, name="u"))
    assert arcs(graph) == {
        id_of("T"): (),
        id_of("A"): (id_of("r"),),
        id_of("B"): (id_of("u"),),
        id_of("r"): (id_of("T"),),
        id_of("u"): (id_of("r"),),
    }


def test_arcs_leave_out_references_to_missing_rows():
    whole = graph_of({"T": "T", "A": "A"}, supports("A", "T", name="r"))
    without_target = [row for row in rows_of(whole) if row.id != id_of("T")]
    assert arcs(EssayGraph.of(DETAILS, without_target))[id_of("r")] == ()
    without_relation = [row for row in rows_of(whole) if row.id != id_of("r")]
    assert arcs(EssayGraph.of(DETAILS, without_relation))[id_of("A")] == ()


def test_reversed_arcs_point_back():
    assert reversed_arcs({a: (b, c), b: (c,), c: ()}) == {a: (), b: (a,), c: (a, b)}


def test_what_is_reachable_comes_depth_first():
    assert list(reachable([a], {a: (b, d), b: (c,), c: (a,), d: ()})) == [a, b, c, d]


def test_descendants_are_all_that_bears_on_an_item():
    reason = linked("A", "B", to="T", name="r")
    graph = graph_of(
        {"T": "T", "A": "A", "B": "B", "C": "C", "D": "D"},
        reason,
        undercuts("C", reason, name="u"),
    )
    assert set(descendants(graph, id_of("T"))) == set(ids_of("r A B u C"))
    assert set(ancestors(graph, id_of("C"))) == set(ids_of("u r T"))
    assert not descendants(graph, id_of("D"))


def test_on_a_cycle_an_item_is_not_its_own_descendant():
    assert set(descendants(TWO_CYCLE, id_of("A"))) == set(ids_of("B ab ba"))
    assert set(ancestors(TWO_CYCLE, id_of("A"))) == set(ids_of("B ab ba"))


def test_a_chain_of_relations_ends_at_the_one_that_targets_a_node():
    first = supports("A", "T", name="r1")
    second = undercuts("B", first, name="r2")
    third = undercuts("C", second, name="r3")
    graph = graph_of({"T": "T", "A": "A", "B": "B", "C": "C"}, first, second, third)
    assert relation_chain(graph, id_of("r3")) == tuple(ids_of("r3 r2 r1"))
    assert relation_chain(graph, id_of("r1")) == (id_of("r1"),)
    assert relation_chain(graph, id_of("no such relation")) == ()
    assert chain_lengths(graph) == {id_of("r1"): 1, id_of("r2"): 2, id_of("r3"): 3}


def test_a_relation_that_targets_itself_ends_its_own_chain():
    loop = supports("A", "T", name="r", target_node_id=None, target_relation_id=id_of("r"))
    graph = graph_of({"T": "T", "A": "A"}, loop)
    assert relation_chain(graph, id_of("r")) == (id_of("r"),)
    assert chain_lengths(graph) == {id_of("r"): None}
    assert cycles(arcs(graph)) == [(id_of("r"),)]


def test_components_come_after_those_they_lead_to():
    assert strongly_connected({a: (b,), b: (c,), c: (b, d), d: ()}) == [(d,), (b, c), (a,)]


def test_a_self_reference_is_a_cycle_and_a_single_item_is_not():
    assert cycles({a: (a,), b: ()}) == [(a,)]


def test_two_statements_that_bear_on_each_other_are_one_cycle():
    assert [set(found) for found in cycles(arcs(TWO_CYCLE))] == [set(ids_of("A B ab ba"))]


def test_a_chain_of_a_thousand_is_walked():
    graph = chain(1_000)
    assert len(descendants(graph, id_of("T"))) == 2 * 999
    assert len(strongly_connected(arcs(graph))) == 1_999


def test_a_circle_of_a_thousand_is_one_component():
    ids = [id_of(str(number)) for number in range(1_000)]
    circle = {one: (ids[(number + 1) % 1_000],) for number, one in enumerate(ids)}
    assert [len(members) for members in cycles(circle)] == [1_000]


@given(st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=4)))
def test_members_of_a_component_reach_each_other_and_nobody_else_does(links):
    ids = [id_of(str(number)) for number in range(10)]
    found = {one: tuple(ids[n] for n in links.get(number, ())) for number, one in enumerate(ids)}
    reached = {one: set(reachable(found[one], found)) for one in ids}
    components = strongly_connected(found)
    assert sorted(one for members in components for one in members) == sorted(ids)
    for members in components:
        for one in members:
            mutual = {other for other in reached[one] if one in reached[other]}
            assert mutual | {one} == set(members)


@given(graphs(), st.randoms(use_true_random=False))
def test_walks_do_not_depend_on_the_order_of_rows(graph, random):
    rows = rows_of(graph)
    random.shuffle(rows)
    other = EssayGraph.of(DETAILS, rows)
    assert list(arcs(other).items()) == list(arcs(graph).items())
    assert strongly_connected(arcs(other)) == strongly_connected(arcs(graph))


@pytest.mark.parametrize("start", ["T", "alone"])
def test_parts_of_a_map_without_a_connection_stay_apart(start):
    graph = graph_of({"T": thesis("T"), "A": "A", "alone": "alone"}, supports("A", "T", name="r"))
    found = set(reachable(ids_of(start), reversed_arcs(arcs(graph))))
    assert found == set(ids_of("T r A" if start == "T" else "alone"))


def stacked(count: int, *, first_to: str | None = None) -> EssayGraph:
    """Return a map of relations that each undercut the one before, `first_to` being the target of
    the first where it is none of the map's statements."""
    links = [supports("A", "T", name="r0")]
    if first_to is not None:
        ends = {"target_node_id": None, "target_relation_id": id_of(first_to)}
        links = [supports("A", "T", name="r0", **ends)]
    for number in range(1, count):
        links.append(undercuts("A", links[-1], name=f"r{number}"))
    return graph_of({"T": "T", "A": "A"}, *links)


@pytest.mark.parametrize("first_to", [None, "r2", "r4", "no such relation"])
def test_the_lengths_are_those_of_the_chains(first_to):
    graph = stacked(5, first_to=first_to)
    for id, length in chain_lengths(graph).items():
        chain = relation_chain(graph, id)
        circle = graph.relations[chain[-1]].target_relation_id in chain
        assert length == (None if circle else len(chain))


@given(graphs(), st.randoms(use_true_random=False))
def test_the_lengths_do_not_depend_on_the_order_of_rows(graph, random):
    rows = list(graph.relations.items())
    random.shuffle(rows)
    assert chain_lengths(replace(graph, relations=dict(rows))) == chain_lengths(graph)


def test_a_thousand_relations_on_one_another_are_counted():
    assert chain_lengths(stacked(1_000))[id_of("r999")] == 1_000
