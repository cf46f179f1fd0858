"""What a box is to the others."""

import pytest
from hypothesis import given

from essays.graph.describe import Answers, Marker, Word, describe, marker, shows_stance, word_of
from essays.graph.kinds import RelationKind, Stance
from essays.graph.outline import backbone
from essays.graph.stance import stances
from tests.graph.maps import (
    attacks,
    chain,
    claim,
    evidence,
    graph_of,
    graphs,
    id_of,
    linked,
    supports,
    thesis,
    undercuts,
    warrants,
)


def described(graph, name):
    return describe(graph, backbone(graph), stances(graph), id_of(name))


def marked(graph, name):
    return marker(graph, backbone(graph), id_of(name))


NAMES = ("T", "A", "B", "con", "proof", "counter", "under", "warrant", "alone")
STEP = linked("A", "B", to="T")
MAP = graph_of(
    {
        "T": thesis("T"),
        "A": "A",
        "B": "B",
        "con": "con",
        "proof": evidence("proof"),
        "counter": evidence("counter"),
        "under": "under",
        "warrant": evidence("warrant"),
        "alone": "alone",
    },
    STEP,
    attacks("con", "T"),
    supports("proof", "con"),
    attacks("counter", "con"),
    undercuts("under", STEP),
    warrants("warrant", STEP),
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("T", Marker(Word.THESIS)),
        ("A", Marker(Word.SUPPORTS, ("1",))),
        ("con", Marker(Word.OBJECTS, ("1",))),
        ("proof", Marker(Word.EVIDENCE, ("1.3",))),
        ("counter", Marker(Word.OBJECTS, ("1.3",))),
        ("under", Marker(Word.UNDERCUTS, ("1.1", "1.2"), is_step=True)),
        ("warrant", Marker(Word.WARRANTS, ("1.1", "1.2"), is_step=True)),
        ("alone", Marker(Word.ROOT)),
    ],
)
def test_a_marker_is_a_word_and_the_numbers_of_its_target(name, expected):
    assert marked(MAP, name) == expected


def test_a_thesis_that_supports_something_is_marked_as_such_in_its_cross_reference():
    graph = graph_of({"T": thesis("T"), "A": "A"}, supports("T", "A"))
    assert marked(graph, "T") == Marker(Word.THESIS)
    assert described(graph, "T").also == (Marker(Word.SUPPORTS, ("2",)),)
    assert word_of(graph.nodes[id_of("T")], None) is Word.THESIS


def test_an_objection_knows_its_place_among_objections():
    graph = graph_of(
        {name: thesis(name) if name == "T" else name for name in "TABCD"},
        attacks("A", "T"),
        supports("B", "T"),
        attacks("C", "T"),
        attacks("D", "T"),
    )
    found = described(graph, "C")
    assert (found.marker.word, found.ordinal, found.total) == (Word.OBJECTS, 2, 3)
    assert (described(graph, "B").ordinal, described(graph, "B").total) == (1, 1)


def test_siblings_that_hang_elsewhere_are_counted_too():
    graph = graph_of(
        {name: thesis(name) if name == "T" else name for name in "TAB"},
        supports("A", "T"),
        supports("B", "A"),
        supports("B", "T", position="0z1"),
    )
    assert (described(graph, "A").ordinal, described(graph, "A").total) == (2, 2)


def test_linked_premises_are_one_reason_and_name_each_other():
    found = described(MAP, "B")
    assert (found.ordinal, found.total, found.linked_with) == (1, 1, ("1.1",))
    assert described(MAP, "con").linked_with == ()


def test_evidence_linked_with_a_claim_counts_as_support():
    graph = graph_of(
        {"T": thesis("T"), "A": claim("A"), "E": evidence("E"), "F": evidence("F")},
        linked("A", "E", to="T"),
        supports("F", "T"),
    )
    assert described(graph, "T").answers == Answers(supports=1, evidence=1)
    assert described(graph, "A").total == 1
    assert (described(graph, "F").ordinal, described(graph, "F").total) == (2, 2)


def test_answers_count_what_bears_on_the_box_and_on_its_step():
    assert described(MAP, "con").answers == Answers(evidence=1, objections=1)
    assert described(MAP, "A").answers == Answers(undercuts=1, warrants=1)
    assert described(MAP, "T").answers == Answers(supports=1, objections=1)
    assert described(MAP, "alone").answers == Answers()


def test_a_claim_with_a_target_is_bare_until_something_bears_it_out():
    assert [name for name in NAMES if described(MAP, name).is_bare] == ["A", "B", "under"]


def test_cross_references_say_their_own_word():
    graph = graph_of(
        {name: thesis(name) if name == "T" else name for name in "TAB"},
        supports("A", "T"),
        supports("B", "T"),
        attacks("B", "A"),
    )
    assert described(graph, "B").also == (Marker(Word.OBJECTS, ("1.1",)),)
    assert described(graph, "B").stance is Stance.BOTH
    assert described(graph, "B").shows_stance


def test_the_stance_shows_from_the_first_attack_downwards():
    shown = {
        name
        for name in ["T", "A", "B", "con", "proof", "counter", "under"]
        if described(MAP, name).shows_stance
    }
    assert shown == {"con", "proof", "counter", "under"}
    outline = backbone(MAP)
    assert not shows_stance(outline.row(id_of("alone")), Stance.NONE)


def test_a_description_of_one_node_alone():
    found = described(graph_of({"A": "A"}), "A")
    assert (found.number, found.marker, found.ordinal, found.total) == (
        "1",
        Marker(Word.ROOT),
        1,
        1,
    )
    assert (found.stance, found.shows_stance) == (Stance.NONE, False)


def test_the_end_of_a_chain_of_a_thousand_is_described():
    found = described(chain(1_000), "n999")
    assert len(found.number.split(".")) == 1_000
    assert (found.stance, found.shows_stance) == (Stance.PRO, False)


def test_circles_and_self_reference_are_described():
    graph = graph_of(
        {"A": "A", "B": "B"}, supports("A", "A"), supports("A", "B"), attacks("B", "A")
    )
    assert described(graph, "A").number == "1"
    assert described(graph, "B").marker == Marker(Word.OBJECTS, ("1",))


@given(graphs())
def test_every_node_of_every_map_is_described(graph):
    outline, derived = backbone(graph), stances(graph)
    for row in outline.rows:
        found = describe(graph, outline, derived, row.id)
        assert 1 <= found.ordinal <= found.total
        assert (row.relation is None) == (found.marker.word in (Word.THESIS, Word.ROOT))
        if row.relation is not None:
            attacked = row.relation.kind is RelationKind.ATTACK
            assert attacked == (found.marker.word in (Word.OBJECTS, Word.UNDERCUTS))
            assert found.marker.numbers
        bearing = len(graph.incoming.get(row.id, ()))
        bearing += len(graph.incoming.get(row.relation.id, ())) if row.relation else 0
        counted = found.answers
        assert bearing == (
            counted.supports
            + counted.evidence
            + counted.objections
            + counted.undercuts
            + counted.warrants
        )
