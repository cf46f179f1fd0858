"""The three orders in which a map is read."""

import pytest
from hypothesis import given

from essays.graph.kinds import AnchorState
from essays.graph.model import Anchor
from essays.graph.outline import backbone
from essays.graph.tour import Order, steps
from tests.graph.maps import attacks, chain, graph_of, graphs, id_of, supports, thesis

NAMES = ("T", "A", "E", "O", "R", "B")


def anchor(name, start):
    state = AnchorState.LOST if start is None else AnchorState.EXACT
    end = None if start is None else start + 1
    return Anchor(
        id=id_of(f"{name}@{start}"),
        node_id=id_of(name),
        start=start,
        end=end,
        exact="x",
        state=state,
    )


def toured(order, *rows):
    graph = graph_of(
        {name: thesis("T") if name == "T" else name for name in NAMES},
        supports("A", "T"),
        supports("E", "A"),
        attacks("O", "A"),
        supports("R", "O"),
        supports("B", "T"),
        rows=rows,
        text="x" * 40,
    )
    return "".join(graph.nodes[box].text for box in steps(graph, backbone(graph), order))


def test_the_argument_goes_as_the_outline_does():
    assert toured(Order.ARGUMENT) == "TAEORB"


def test_the_essay_goes_by_the_first_passage_and_ends_with_what_has_none():
    rows = (anchor("B", 0), anchor("T", 30), anchor("A", 20), anchor("A", 5), anchor("O", None))
    assert toured(Order.ESSAY, *rows) == "BATEOR"


def test_the_debate_answers_each_claim_before_it_goes_on():
    assert toured(Order.DEBATE) == "TAOREB"


@pytest.mark.parametrize("order", Order)
def test_a_chain_of_a_thousand_is_toured_to_its_end(order):
    graph = chain(1_000)
    assert len(steps(graph, backbone(graph), order)) == 1_000


@given(graphs())
def test_every_tour_of_every_map_comes_by_each_box_once(graph):
    outline = backbone(graph)
    for order in Order:
        found = steps(graph, outline, order)
        assert len(found) == len(graph.nodes)
        assert set(found) == set(graph.nodes)
