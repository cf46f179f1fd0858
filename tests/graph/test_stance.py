"""How statements and steps bear on the thesis."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from essays.graph.kinds import NodeKind, RelationKind, Role, Stance
from essays.graph.model import EssayGraph
from essays.graph.stance import effects, role, stances
from tests.graph.maps import (
    DETAILS,
    attacks,
    chain,
    evidence,
    graph_of,
    graphs,
    id_of,
    linked,
    rows_of,
    supports,
    thesis,
    undercuts,
    warrants,
)


def found(graph):
    """Return the stance of each node by its text."""
    derived = stances(graph)
    return {node.text: derived[node.id].value for node in graph.nodes.values()}


def named(names):
    return {name: thesis(name) if name == "T" else name for name in names.split()}


def test_an_empty_map_has_no_stances():
    assert stances(graph_of({})) == {}


def test_the_thesis_alone_is_pro():
    assert found(graph_of(named("T"))) == {"T": "pro"}


def test_attacks_turn_the_stance_round():
    graph = graph_of(
        named("T reason objection reply help"),
        supports("reason", "T"),
        attacks("objection", "T"),
        attacks("reply", "objection"),
        supports("help", "objection"),
    )
    assert found(graph) == {
        "T": "pro",
        "reason": "pro",
        "objection": "con",
        "reply": "pro",
        "help": "con",
    }


def test_an_undercut_turns_round_the_effect_of_the_step_it_hits():
    reason, objection = supports("A", "T"), attacks("B", "T")
    graph = graph_of(
        named("T A B on_reason on_objection"),
        reason,
        objection,
        undercuts("on_reason", reason),
        undercuts("on_objection", objection),
    )
    assert found(graph)["on_reason"] == "con"
    assert found(graph)["on_objection"] == "pro"


def test_a_warrant_keeps_the_effect_of_the_step():
    reason, objection = supports("A", "T"), attacks("B", "T")
    graph = graph_of(
        named("T A B on_reason on_objection"),
        reason,
        objection,
        warrants("on_reason", reason),
        warrants("on_objection", objection),
    )
    assert found(graph)["on_reason"] == "pro"
    assert found(graph)["on_objection"] == "con"


def test_an_undercut_of_an_undercut_turns_round_twice():
    reason = supports("A", "T")
    first = undercuts("B", reason)
    graph = graph_of(named("T A B C"), reason, first, undercuts("C", first))
    assert found(graph) == {"T": "pro", "A": "pro", "B": "con", "C": "pro"}


def test_different_parities_make_both():
    graph = graph_of(
        named("T A B"), supports("A", "T"), attacks("B", "T"), supports("A", "B", name="also")
    )
    assert found(graph) == {"T": "pro", "A": "both", "B": "con"}


def test_linked_premises_share_the_effect_of_their_step():
    graph = graph_of(named("T A B"), linked("A", "B", to="T", kind=RelationKind.ATTACK))
    assert found(graph) == {"T": "pro", "A": "con", "B": "con"}


def test_what_leads_nowhere_has_no_stance():
    graph = graph_of(named("T A B C"), supports("A", "B"), supports("T", "C"))
    assert found(graph) == {"T": "pro", "A": "none", "B": "none", "C": "none"}


def test_without_a_thesis_nothing_has_a_stance():
    assert found(graph_of(named("A B"), supports("A", "B"))) == {"A": "none", "B": "none"}


def test_paths_end_at_the_thesis():
    graph = graph_of(named("T A"), supports("A", "T"), attacks("T", "A"))
    assert found(graph) == {"T": "pro", "A": "pro"}


def test_two_statements_that_attack_each_other_keep_apart():
    graph = graph_of(
        named("T A B"), supports("A", "T"), attacks("A", "B", home=False), attacks("B", "A")
    )
    assert found(graph) == {"T": "pro", "A": "pro", "B": "con"}


def test_an_odd_circle_of_attacks_is_both():
    graph = graph_of(
        named("T A B C"),
        supports("A", "T"),
        attacks("A", "B", home=False),
        attacks("B", "C"),
        attacks("C", "A"),
    )
    assert found(graph) == {"T": "pro", "A": "both", "B": "both", "C": "both"}


def test_steps_have_an_effect_too():
    reason = supports("A", "T", name="r")
    graph = graph_of(named("T A B C"), reason, attacks("B", "C", name="apart"))
    assert effects(graph)[id_of("r")] is Stance.PRO
    assert effects(graph)[id_of("apart")] is Stance.NONE
    assert id_of("r") not in stances(graph)


def test_self_reference_is_survived():
    self_premise = attacks("A", "A", name="self")
    loop = attacks("B", "T", name="r", target_node_id=None, target_relation_id=id_of("r"))
    graph = graph_of(named("T A B"), supports("A", "T"), self_premise, loop)
    assert found(graph) == {"T": "pro", "A": "both", "B": "none"}


def test_a_chain_of_a_thousand_attacks_alternates():
    whole = chain(1_000)
    rows = [replace(r, kind=RelationKind.ATTACK) for r in whole.relations.values()]
    others = [row for row in rows_of(whole) if row.table != "relation"]
    derived = stances(EssayGraph.of(DETAILS, [*others, *rows]))
    assert derived[id_of("n998")] is Stance.PRO
    assert derived[id_of("n999")] is Stance.CON


def test_roles_follow_kind_then_stance():
    graph = graph_of(
        {**named("T pro con both none"), "proof": evidence("proof")},
        supports("pro", "T"),
        attacks("con", "T"),
        supports("both", "pro"),
        supports("both", "con"),
        attacks("proof", "T"),
    )
    derived = stances(graph)
    assert {node.text: role(node.kind, derived[node.id]) for node in graph.nodes.values()} == {
        "T": Role.THESIS,
        "pro": Role.SUPPORTING,
        "con": Role.COUNTER,
        "both": Role.MIXED,
        "none": Role.UNCONNECTED,
        "proof": Role.EVIDENCE,
    }


def turned(stance):
    swap = {Stance.PRO: Stance.CON, Stance.CON: Stance.PRO}
    return swap.get(stance, stance)


@given(graphs())
def test_each_item_bears_as_all_that_it_leads_to_say(graph):
    derived = effects(graph)
    for relation in graph.relations.values():
        target = relation.target_node_id or relation.target_relation_id
        stance = derived[target]
        is_attack = relation.kind is RelationKind.ATTACK
        assert derived[relation.id] is (turned(stance) if is_attack else stance)
    for node in graph.nodes.values():
        if node.kind is NodeKind.THESIS:
            assert derived[node.id] is Stance.PRO
            continue
        heard = {derived[premise.relation_id] for premise in graph.places_of.get(node.id, ())}
        heard.discard(Stance.NONE)
        if len(heard) > 1:
            assert derived[node.id] is Stance.BOTH
        else:
            assert {derived[node.id]} == (heard or {Stance.NONE})


@given(graphs(), st.randoms(use_true_random=False))
def test_stances_do_not_depend_on_the_order_of_rows(graph, random):
    rows = rows_of(graph)
    random.shuffle(rows)
    assert stances(EssayGraph.of(DETAILS, rows)) == stances(graph)
