"""Why a box is on the map, and what speaks against it."""

import pytest
from hypothesis import given

from essays.graph.describe import Word
from essays.graph.outline import backbone
from essays.graph.tracing import against, ways
from tests.graph.maps import attacks, chain, graph_of, graphs, id_of, linked, supports, thesis


def named(names):
    return {name: thesis("T") if name == "T" else name for name in names.split()}


def paths(graph, name):
    """Return the paths as text: box, word, targets."""
    text = graph.nodes
    return [
        [
            f"{text[link.box].text} {link.word} {'+'.join(text[t].text for t in link.targets)}"
            for link in path
        ]
        for path in ways(graph, backbone(graph), id_of(name))
    ]


def opposed(graph, name):
    """Return the attacks as text: where, by what, how often answered."""
    found = against(graph, backbone(graph), id_of(name))
    return [f"{one.hits} {graph.nodes[one.link.box].text} {one.answers}" for one in found]


def test_a_box_leads_to_the_thesis_link_by_link():
    graph = graph_of(named("T A B"), supports("A", "T"), attacks("B", "A"))
    assert paths(graph, "B") == [["B objection A", "A support T"]]


@pytest.mark.parametrize("name", ["T", "X"])
def test_the_thesis_and_what_never_gets_there_have_no_way(name):
    assert paths(graph_of(named("T A X"), supports("A", "T")), name) == []


def test_without_a_thesis_nothing_leads_anywhere():
    assert paths(graph_of(named("A B"), supports("A", "B")), "A") == []


def test_a_shared_premise_has_a_way_by_each_relation_and_its_own_first():
    graph = graph_of(
        named("T A B C"),
        supports("A", "T"),
        supports("B", "A"),
        supports("C", "B"),
        attacks("C", "T"),
    )
    assert paths(graph, "C") == [
        ["C support B", "B support A", "A support T"],
        ["C objection T"],
    ]


def test_linked_premises_name_each_other():
    graph = graph_of(named("T A B"), linked("A", "B", to="T"))
    (path,) = ways(graph, backbone(graph), id_of("A"))
    assert path[0].others == (id_of("B"),)


def test_an_undercut_goes_by_the_step_it_hits():
    step = linked("A", "B", to="T")
    graph = graph_of(named("T A B U"), step, attacks("U", step))
    assert paths(graph, "U") == [["U undercut A+B", "A support T"]]
    assert ways(graph, backbone(graph), id_of("U"))[0][0].word is Word.UNDERCUTS


def test_a_circle_is_left_by_the_nearest_way():
    graph = graph_of(
        named("T A B"), supports("A", "B"), supports("B", "A"), supports("A", "T", home=True)
    )
    assert paths(graph, "B") == [["B support A", "A support T"]]
    assert ["A support T"] in paths(graph, "A")


def test_a_circle_without_a_way_out_leads_nowhere():
    graph = graph_of(named("T A B"), supports("A", "B"), supports("B", "A"))
    assert paths(graph, "A") == []
    assert opposed(graph, "A") == []


def test_a_chain_of_a_thousand_is_followed_to_its_end():
    assert len(paths(chain(1_000), "n999")[0]) == 999


def test_attacks_are_told_by_where_they_hit():
    reason = supports("A", "T")
    graph = graph_of(
        named("T A B O U C P Q"),
        reason,
        supports("B", "A"),
        attacks("O", "A"),
        attacks("U", reason),
        attacks("C", "B"),
        attacks("P", "T"),
        attacks("Q", "O"),
    )
    assert opposed(graph, "A") == ["box O 1", "step U 0", "under C 0", "path P 0"]


def test_what_attacks_an_attack_speaks_for_the_box():
    graph = graph_of(named("T A O Q"), supports("A", "T"), attacks("O", "A"), attacks("Q", "O"))
    assert opposed(graph, "A") == ["box O 1"]


def test_an_objection_has_no_enemies_among_its_own_side():
    graph = graph_of(named("T O P"), attacks("O", "T"), attacks("P", "T"))
    assert opposed(graph, "O") == []


def test_a_box_on_a_circle_is_not_against_itself():
    graph = graph_of(named("T A B"), supports("A", "T"), attacks("A", "B"), supports("B", "A"))
    assert opposed(graph, "A") == []


@given(graphs())
def test_every_way_of_every_map_ends_at_the_thesis_and_comes_by_no_relation_twice(graph):
    outline = backbone(graph)
    for box in graph.nodes:
        for path in ways(graph, outline, box):
            used = [link.relation for link in path]
            assert len(set(used)) == len(used)
            assert graph.thesis
            assert path[-1].targets == (graph.thesis.id,)
            assert path[0].box == box
        attackers = [one.link.relation for one in against(graph, outline, box)]
        assert len(set(attackers)) == len(attackers)
