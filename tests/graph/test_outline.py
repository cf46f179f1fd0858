"""The backbone: every clause of its definition, and that it never loses or doubles a node."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import EssayGraph
from essays.graph.outline import Group, backbone
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
    warrants,
)


def numbers(graph):
    """Return the outline as text, one line a row: number, then name (which is the node's text)."""
    return [f"{row.number} {row.node.text}" for row in backbone(graph).rows]


def named(names, **given):
    """Return statements whose texts are their names; T is the thesis."""
    return {n: given.get(n, thesis(n) if n == "T" else n) for n in names.split()}


def test_an_empty_map_has_an_empty_outline():
    outline = backbone(graph_of({}))
    assert outline.rows == ()
    assert outline.roots == ()


def test_one_node_is_number_1():
    assert numbers(graph_of(named("A"))) == ["1 A"]


def test_reasons_hang_under_what_they_target_in_order_of_position():
    graph = graph_of(
        named("T A B C"),
        supports("A", "T", position="m"),
        attacks("B", "T", position="c"),
        supports("C", "B"),
    )
    assert numbers(graph) == ["1 T", "1.1 B", "1.1.1 C", "1.2 A"]


def test_equal_positions_fall_back_to_the_id():
    graph = graph_of(
        named("T A B C"), *(supports(name, "T", name=name * 2, position="k") for name in "ABC")
    )
    by_id = sorted("ABC", key=lambda name: id_of(name * 2))
    assert numbers(graph) == ["1 T", *(f"1.{n} {name}" for n, name in enumerate(by_id, 1))]


def test_the_thesis_comes_first_and_other_roots_by_position():
    graph = graph_of({**named("B A"), "T": thesis("T"), **named("C")}, supports("C", "A", name="r"))
    assert numbers(graph) == ["1 T", "2 B", "3 A", "3.1 C"]


def test_without_a_thesis_roots_are_numbered_from_1():
    assert numbers(graph_of(named("A B"))) == ["1 A", "2 B"]


def test_the_thesis_is_a_root_even_as_a_premise():
    graph = graph_of(named("T A"), supports("T", "A", home=True, name="r"))
    outline = backbone(graph)
    assert numbers(graph) == ["1 T", "2 A"]
    [reference] = outline.cross_references[id_of("T")]
    assert (reference.relation.id, reference.numbers) == (id_of("r"), ("2",))


def test_a_home_decides_where_a_node_hangs():
    graph = graph_of(
        named("T A B C"),
        supports("A", "T"),
        supports("B", "T"),
        supports("C", "A", home=False, name="elsewhere"),
        supports("C", "B", home=True),
    )
    assert numbers(graph) == ["1 T", "1.1 A", "1.2 B", "1.2.1 C"]
    [reference] = backbone(graph).cross_references[id_of("C")]
    assert (reference.relation.id, reference.numbers) == (id_of("elsewhere"), ("1.1",))


def test_without_a_home_a_node_hangs_at_the_first_target_depth_first():
    graph = graph_of(
        named("T A B C"),
        supports("A", "T"),
        supports("B", "T"),
        supports("C", "B", home=False, position="1"),
        supports("C", "A", home=False, position="9"),
    )
    assert numbers(graph) == ["1 T", "1.1 A", "1.1.1 C", "1.2 B"]


def test_a_target_comes_before_what_hangs_under_it():
    graph = graph_of(
        named("T A C"),
        supports("A", "T", position="1"),
        supports("C", "A", home=False, position="1"),
        supports("C", "T", home=False, position="9"),
    )
    assert numbers(graph) == ["1 T", "1.1 A", "1.2 C"]


def test_of_two_ways_to_the_same_target_the_first_by_position_is_taken():
    graph = graph_of(
        named("T A"),
        supports("A", "T", home=False, position="9", name="late"),
        attacks("A", "T", home=False, position="1", name="early"),
    )
    relation = backbone(graph).row(id_of("A")).relation
    assert relation is not None
    assert relation.id == id_of("early")


def test_two_homes_that_lead_round_leave_one_root():
    graph = graph_of(
        named("A B"), supports("A", "B", home=True), attacks("B", "A", home=True, name="back")
    )
    assert numbers(graph) == ["1 A", "1.1 B"]
    [reference] = backbone(graph).cross_references[id_of("A")]
    assert reference.numbers == ("1.1",)


def test_a_circle_of_homes_hangs_by_the_first_relation_that_leads_out():
    graph = graph_of(
        named("B T A C"),
        supports("A", "B", home=True),
        supports("B", "C", home=True),
        supports("C", "A", home=True),
        attacks("C", "T", home=False, position="9"),
        attacks("B", "T", home=False, position="1"),
    )
    assert numbers(graph) == ["1 T", "1.1 B", "1.1.1 A", "1.1.1.1 C"]


def test_a_home_outside_the_circle_is_kept():
    graph = graph_of(
        named("T A B"),
        supports("A", "T", home=True),
        supports("A", "B", home=False),
        supports("B", "A", home=True),
    )
    assert numbers(graph) == ["1 T", "1.1 A", "1.1.1 B"]


def test_a_knot_without_homes_starts_at_its_first_node_by_position():
    graph = graph_of(
        named("T C A B D"),
        supports("A", "B", home=False),
        supports("B", "A", home=False),
        supports("C", "A", home=False),
        supports("D", "C", home=False),
    )
    assert numbers(graph) == ["1 T", "2 A", "2.1 B", "2.2 C", "2.2.1 D"]


def test_what_bears_on_a_step_hangs_at_its_first_premise_after_its_own_children():
    step = linked("B", "A", to="T", name="step")
    graph = graph_of(
        named("T A B own under plus"),
        step,
        undercuts("under", step, position="1"),
        warrants("plus", step, position="2"),
        supports("own", "B", position="9"),
    )
    assert numbers(graph) == [
        "1 T",
        "1.1 B",
        "1.1.1 own",
        "1.1.2 under",
        "1.1.3 plus",
        "1.2 A",
    ]


def test_what_bears_on_the_homes_step_comes_before_other_steps():
    other = supports("A", "B", home=False, position="1", name="other")
    home = supports("A", "T", home=True, position="9", name="home")
    graph = graph_of(
        named("T A B on_other on_home"),
        supports("B", "T", position="2"),
        other,
        home,
        undercuts("on_other", other, position="1"),
        undercuts("on_home", home, position="9"),
    )
    outline = backbone(graph)
    assert list(outline.children(id_of("A"))) == ids_of("on_home on_other")


def test_a_step_on_a_step_hangs_at_the_first_premise_of_that_step():
    first = supports("A", "T", name="r1")
    second = undercuts("B", first, name="r2")
    third = undercuts("C", second, name="r3")
    graph = graph_of(named("T A B C"), first, second, third)
    assert numbers(graph) == ["1 T", "1.1 A", "1.1.1 B", "1.1.1.1 C"]


def test_a_step_without_premises_passes_on_to_its_target():
    first = supports("A", "T", name="r1")
    graph = graph_of(named("T A B"), first, undercuts("B", first))
    rows = [row for row in rows_of(graph) if row.id != id_of("r1:A")]
    assert numbers(EssayGraph.of(DETAILS, rows)) == ["1 T", "1.1 B", "2 A"]


def test_a_node_that_undercuts_its_own_step_hangs_by_that_step():
    step = supports("A", "T", home=False, name="step")
    graph = graph_of(named("T A"), step, undercuts("A", step, home=True, name="self"))
    assert numbers(graph) == ["1 T", "1.1 A"]
    [reference] = backbone(graph).cross_references[id_of("A")]
    assert (reference.relation.id, reference.numbers) == (id_of("self"), ("1.1",))


def test_linked_premises_form_a_group():
    graph = graph_of(
        named("T A B C"), supports("C", "T", position="1"), linked("A", "B", to="T", name="both")
    )
    outline = backbone(graph)
    group = Group(id_of("both"), RelationKind.SUPPORT, tuple(ids_of("A B")), ())
    assert outline.groups == {id_of("both"): group}
    found = [(r.node.text, r.group, r.first_in_group, r.last_in_group) for r in outline.rows]
    assert found == [
        ("T", None, False, False),
        ("C", None, False, False),
        ("A", group, True, False),
        ("B", group, False, True),
    ]


def test_a_premise_that_hangs_elsewhere_is_named_by_the_group():
    graph = graph_of(
        named("T A B C"),
        supports("C", "T", position="1"),
        linked("A", "C", "B", to="T", kind=RelationKind.ATTACK, name="three"),
    )
    [group] = backbone(graph).groups.values()
    assert (list(group.members), list(group.elsewhere)) == (ids_of("A B"), ids_of("C"))
    assert group.kind is RelationKind.ATTACK


def test_one_premise_alone_at_its_place_is_no_group():
    graph = graph_of(
        named("T A B"), supports("A", "T", position="1"), linked("A", "B", to="T", name="both")
    )
    assert backbone(graph).groups == {}


def test_cross_references_name_every_premise_of_a_step_and_come_by_place():
    step = linked("A", "B", to="T", name="step")
    graph = graph_of(
        named("T A B C D"),
        step,
        supports("C", "T"),
        supports("D", "C", home=True),
        undercuts("D", step, home=False, name="under"),
        supports("D", "T", home=False, position="z1", name="top"),
    )
    references = backbone(graph).cross_references[id_of("D")]
    assert [(reference.relation.id, reference.numbers) for reference in references] == [
        (id_of("top"), ("1",)),
        (id_of("under"), ("1.1", "1.2")),
    ]


def test_rows_know_their_neighbourhood():
    outline = backbone(
        graph_of(named("T A B C"), supports("A", "T"), supports("B", "A"), supports("C", "A"))
    )
    top, middle, leaf = (outline.row(id_of(name)) for name in "TAC")
    assert (top.parent_id, top.depth, top.descendants, top.relation) == (None, 0, 3, None)
    assert (middle.parent_id, middle.depth, middle.descendants) == (id_of("T"), 1, 2)
    assert list(middle.children) == ids_of("B C")
    assert (leaf.ordinal, leaf.number, outline.number(id_of("C"))) == (2, "1.1.2", "1.1.2")
    assert list(outline.ancestors(id_of("C"))) == ids_of("T A")
    assert [row.id for row in outline.branch(id_of("A"))] == ids_of("A B C")
    assert outline.children(None) == outline.roots == (id_of("T"),)


def test_a_node_that_is_premise_of_what_targets_it_is_a_root():
    graph = graph_of(named("A B"), supports("A", "A", name="self"), supports("B", "A"))
    assert numbers(graph) == ["1 A", "1.1 B"]


def test_relations_that_stand_on_themselves_do_not_stop_the_walk():
    loop = supports("A", "T", name="r", target_node_id=None, target_relation_id=id_of("s"))
    back = supports("B", "T", name="s", target_node_id=None, target_relation_id=id_of("r"))
    assert len(numbers(graph_of(named("T A B"), loop, back))) == 3


def test_references_to_missing_rows_are_passed_over():
    whole = graph_of(named("T A B"), linked("A", "B", to="T", name="r"), supports("T", "B"))
    for missing in ("T", "A", "r"):
        rows = [row for row in rows_of(whole) if row.id != id_of(missing)]
        graph = EssayGraph.of(DETAILS, rows)
        assert {row.id for row in backbone(graph).rows} == set(graph.nodes)


@pytest.mark.parametrize("home", [None, False])
def test_a_chain_of_a_thousand_hangs_whole(home):
    outline = backbone(chain(1_000, home=home))
    last = outline.rows[-1]
    assert last.depth == 999
    assert last.number == ".".join(["1"] * 1_000)
    assert len(outline.ancestors(last.id)) == 999
    assert outline.rows[0].descendants == 999
    assert repr(last)
    assert last == backbone(chain(1_000, home=home)).rows[-1]


@given(graphs())
def test_every_node_has_exactly_one_place(graph):
    outline = backbone(graph)
    assert sorted(row.id for row in outline.rows) == sorted(graph.nodes)
    for index, row in enumerate(outline.rows):
        assert outline.places[row.id] == index
        assert row.descendants == sum(1 + outline.row(c).descendants for c in row.children)
        assert [outline.row(child).parent_id for child in row.children] == [row.id] * len(
            row.children
        )
        assert row.id not in outline.ancestors(row.id)
        if row.relation is not None:
            premises = graph.premises_of[row.relation.id]
            assert row.id in {premise.node_id for premise in premises}
            target = row.relation.target_node_id or row.relation.target_relation_id
            first = (p.node_id for p in graph.premises_of.get(target, ()))
            assert row.parent_id == (target if target in graph.nodes else next(first))


@given(graphs())
def test_every_relation_of_a_node_is_its_home_or_a_cross_reference(graph):
    outline = backbone(graph)
    for row in outline.rows:
        shown = [reference.relation.id for reference in outline.cross_references.get(row.id, ())]
        if row.relation is not None:
            shown.append(row.relation.id)
        taken = [premise.relation_id for premise in graph.places_of.get(row.id, ())]
        assert sorted(shown) == sorted(taken)


@given(graphs())
def test_a_set_home_holds_unless_it_closes_a_circle_or_is_the_thesis(graph):
    outline = backbone(graph)
    for premise in graph.premises.values():
        row = outline.row(premise.node_id)
        if not premise.home or row.node.kind is NodeKind.THESIS:
            continue
        if row.relation is None or row.relation.id != premise.relation_id:
            target = outline.targets(graph, graph.relations[premise.relation_id])[0]
            assert row.id in {target.id, *outline.ancestors(target.id)}


@given(graphs())
def test_a_root_but_the_thesis_has_nowhere_to_hang(graph):
    outline = backbone(graph)
    for row in outline.rows:
        if row.parent is None and row.node.kind is not NodeKind.THESIS:
            for reference in outline.cross_references.get(row.id, ()):
                target = reference.targets[0]
                assert row.id in {target.id, *outline.ancestors(target.id)}


@given(graphs())
def test_members_of_a_group_stand_together(graph):
    outline = backbone(graph)
    for group in outline.groups.values():
        siblings = outline.children(outline.row(group.members[0]).parent_id)
        start = siblings.index(group.members[0])
        assert siblings[start : start + len(group.members)] == group.members
        assert len(group.members) >= 2


@given(graphs(), st.randoms(use_true_random=False))
def test_the_outline_does_not_depend_on_the_order_of_rows(graph, random):
    rows = rows_of(graph)
    random.shuffle(rows)
    again = backbone(EssayGraph.of(DETAILS, rows))
    before = backbone(graph)
    assert again == before
    assert [row.number for row in again.rows] == [row.number for row in before.rows]


@given(graphs())
def test_reading_order_is_the_order_of_numbers(graph):
    found = [tuple(map(int, row.number.split("."))) for row in backbone(graph).rows]
    assert found == sorted(set(found))
    assert all(row.depth == len(n) - 1 for row, n in zip(backbone(graph).rows, found, strict=True))
