"""What a reader should look at, and what must never be."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.graph.checks import DEEP, Code, Severity, broken, check
from essays.graph.kinds import AnchorState, RelationKind, SourceStatus
from essays.graph.model import Anchor, EssayGraph, Premise, Source
from essays.graph.outline import backbone
from tests.graph.maps import (
    DETAILS,
    Link,
    attacks,
    chain,
    claim,
    evidence,
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


def nodes_with(graph, code):
    """Return the texts of the nodes in each finding of a code."""
    return [
        [graph.nodes[node].text for node in finding.ids("node") if node in graph.nodes]
        for finding in check(graph)
        if finding.code is code
    ]


def codes(findings):
    return [finding.code for finding in findings]


def named(names, **given):
    return {n: given.get(n, thesis(n) if n == "T" else n) for n in names.split()}


def without(graph, *names):
    gone = {id_of(name) for name in names}
    return EssayGraph.of(DETAILS, [row for row in rows_of(graph) if row.id not in gone])


def test_nothing_is_found_on_an_empty_map():
    assert check(graph_of({})) == []


def test_a_complete_argument_has_no_findings():
    graph = graph_of(
        {"T": thesis("T"), "E": evidence("E", source_id=id_of("s"))},
        supports("E", "T"),
        rows=[Source(id=id_of("s"), citation="A book", status=SourceStatus.CONFIRMED)],
    )
    assert check(graph) == []


def test_a_map_without_a_thesis_is_found():
    assert Code.NO_THESIS in codes(check(graph_of(named("A"))))
    assert Code.NO_THESIS not in codes(check(graph_of(named("T"))))


def test_a_cycle_is_one_finding_with_its_statements_and_steps():
    graph = graph_of(
        named("T A B C"),
        supports("A", "T", name="at"),
        supports("B", "A", name="ba"),
        attacks("A", "B", name="ab"),
        supports("C", "B"),
    )
    [found] = [f for f in check(graph) if f.code is Code.CYCLE]
    assert list(found.ids("node")) == ids_of("A B")
    assert set(found.ids("relation")) == set(ids_of("ba ab"))
    assert found.severity is Severity.WARNING


def test_a_statement_that_undercuts_a_step_to_itself_is_a_cycle():
    step = supports("B", "A", name="step")
    graph = graph_of(named("T A B"), supports("A", "T"), step, undercuts("A", step))
    assert nodes_with(graph, Code.CYCLE) == [["A"]]


def test_what_does_not_reach_the_thesis_is_unconnected():
    graph = graph_of(named("T A B C"), supports("A", "T"), supports("B", "C"))
    assert nodes_with(graph, Code.UNCONNECTED) == [["C"], ["B"]]


def test_without_a_thesis_only_what_has_no_relation_is_unconnected():
    assert nodes_with(graph_of(named("A B C"), supports("A", "B")), Code.UNCONNECTED) == [["C"]]
    assert nodes_with(graph_of(named("A")), Code.UNCONNECTED) == []


def test_claims_that_nothing_supports_are_found_and_evidence_is_not():
    graph = graph_of(
        named("T A B E", E=evidence("E")), attacks("A", "T"), supports("B", "A"), supports("E", "B")
    )
    assert nodes_with(graph, Code.NO_REASON) == [["T"]]
    bare = graph_of(named("T A"), attacks("A", "T"))
    found = [f for f in check(bare) if f.code is Code.NO_REASON]
    assert [f.severity for f in found] == [Severity.WARNING, Severity.NOTE]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (SourceStatus.WRONG, [Code.SOURCE_WRONG]),
        (SourceStatus.DOUBTFUL, [Code.SOURCE_DOUBTFUL]),
        (SourceStatus.UNCHECKED, []),
        (None, [Code.NO_SOURCE]),
    ],
)
def test_evidence_is_as_good_as_its_source(status, expected):
    rows = [Source(id=id_of("s"), citation="A book", status=status)] if status else []
    proof = evidence("E", source_id=id_of("s") if status else None)
    found = check(graph_of({"T": thesis("T"), "E": proof}, supports("E", "T"), rows=rows))
    assert codes(found) == expected
    assert all(finding.ids("node") == (id_of("E"),) for finding in found)


def test_an_objection_without_an_answer_is_found():
    graph = graph_of(named("T A B"), attacks("A", "T", name="r"), supports("B", "A"))
    [found] = [f for f in check(graph) if f.code is Code.NO_ANSWER]
    assert found.rows == (("node", id_of("A")), ("relation", id_of("r")))


@pytest.mark.parametrize("answer", ["premise", "step", "other premise"])
def test_an_attack_on_a_premise_or_on_the_step_answers_an_objection(answer):
    objection = linked("A", "C", to="T", kind=RelationKind.ATTACK, name="r")
    targets: dict[str, str | Link] = {"premise": "A", "step": objection, "other premise": "C"}
    graph = graph_of(named("T A B C"), objection, attacks("B", targets[answer]))
    assert nodes_with(graph, Code.NO_ANSWER) == []


def test_a_reply_for_the_thesis_needs_no_answer_and_an_undercut_of_a_reason_does():
    reason = supports("A", "T")
    graph = graph_of(
        named("T A B C D"),
        reason,
        attacks("B", "T"),
        attacks("C", "B"),
        undercuts("D", reason),
    )
    assert nodes_with(graph, Code.NO_ANSWER) == [["D"]]


def test_an_unstated_box_with_a_passage_is_found():
    anchors = [
        Anchor(id=id_of(f"a{name}"), node_id=id_of(name), start=0, end=2, exact="So")
        for name in "AB"
    ]
    graph = graph_of(
        {"T": thesis("T"), "A": claim("A", implicit=True), "B": "B"}, rows=anchors, text="So."
    )
    assert nodes_with(graph, Code.IMPLICIT_WITH_ANCHOR) == [["A"]]


def test_a_lost_passage_of_a_box_or_of_a_step_is_found():
    lost = Anchor(
        id=id_of("a1"),
        node_id=id_of("A"),
        start=None,
        end=None,
        exact="gone",
        state=AnchorState.LOST,
    )
    on_step = replace(lost, id=id_of("a2"), node_id=None, relation_id=id_of("r"))
    graph = graph_of(named("T A"), supports("A", "T", name="r"), rows=[lost, on_step])
    found = {f.rows for f in check(graph) if f.code is Code.ANCHOR_LOST}
    assert found == {
        (("node", id_of("A")), ("anchor", id_of("a1"))),
        (("relation", id_of("r")), ("anchor", id_of("a2"))),
    }


def test_statements_that_say_the_same_are_found():
    graph = graph_of(
        {"T": thesis("Cats rule."), "A": "cats  RULE", "B": "Dogs rule", "C": "!", "D": "?"}
    )
    assert nodes_with(graph, Code.DUPLICATE) == [["Cats rule.", "cats  RULE"]]


def test_a_premise_that_undercuts_its_own_step_is_found():
    step = supports("A", "T")
    graph = graph_of(named("T A"), step, undercuts("A", step, home=False, name="self"))
    assert nodes_with(graph, Code.PREMISE_OF_ITS_STEP) == [["A"]]


def test_a_deep_branch_is_found_once_where_it_gets_too_deep():
    assert nodes_with(chain(DEEP + 1), Code.DEEP) == []
    assert nodes_with(chain(DEEP + 5), Code.DEEP) == [[f"n{DEEP + 1}"]]


def test_a_chain_of_a_thousand_is_checked():
    assert codes(check(chain(1_000))).count(Code.DEEP) == 1


def test_findings_come_by_code_and_then_in_reading_order():
    graph = graph_of(named("T A B X"), attacks("B", "T", position="1"), attacks("A", "T"))
    found = codes(check(graph))
    assert found == sorted(found, key=list(Code).index)
    assert nodes_with(graph, Code.NO_ANSWER) == [["B"], ["A"]]
    assert nodes_with(graph, Code.NO_REASON) == [["T"], ["B"], ["A"], ["X"]]


def test_a_finding_knows_its_rows_by_table():
    finding = check(graph_of(named("A")))[-1]
    assert finding.ids("node") == (id_of("A"),)
    assert finding.ids("relation") == ()


# -- broken ---------------------------------------------------------------------------------------

SOUND = graph_of(named("T A B"), linked("A", "B", to="T", name="r"))


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ("T", [Code.DANGLING]),
        ("A", [Code.DANGLING]),
        ("r", [Code.DANGLING, Code.DANGLING]),
    ],
)
def test_a_reference_to_a_missing_row_is_broken(gone, expected):
    assert codes(broken(without(SOUND, gone))) == expected


def test_a_missing_source_is_broken():
    graph = graph_of({"T": thesis("T", source_id=id_of("gone"))})
    assert [(f.code, f.rows) for f in broken(graph)] == [(Code.DANGLING, (("node", id_of("T")),))]


def test_a_relation_without_premises_is_broken():
    assert codes(broken(without(SOUND, "r:A", "r:B"))) == [Code.NO_PREMISES]


def test_a_premise_of_what_targets_it_is_broken():
    assert codes(broken(graph_of(named("A"), supports("A", "A")))) == [Code.PREMISE_IS_TARGET]


def test_a_relation_that_stands_on_itself_is_broken():
    columns = {"target_node_id": None}
    loop = supports("A", "T", name="r", target_relation_id=id_of("s"), **columns)
    back = supports("B", "T", name="s", target_relation_id=id_of("r"), **columns)
    found = broken(graph_of(named("T A B"), loop, back))
    assert codes(found) == [Code.SELF_TARGET, Code.SELF_TARGET]


@pytest.mark.parametrize(("length", "expected"), [(16, []), (17, [Code.CHAIN_TOO_DEEP])])
def test_relations_stand_on_each_other_at_most_16_deep(length, expected):
    links = [supports("A", "T", home=False)]
    for number in range(1, length):
        links.append(supports("AB"[number % 2], links[-1], home=False, name=f"r{number}"))
    assert codes(broken(graph_of(named("T A B"), *links))) == expected


@pytest.mark.parametrize("target", [None, "both"])
def test_a_relation_has_exactly_one_target(target):
    odd = supports(
        "A",
        "T",
        name="odd",
        target_node_id=id_of("T") if target else None,
        target_relation_id=id_of("r") if target else None,
    )
    graph = graph_of(named("T A B"), supports("B", "T", name="r"), odd)
    assert codes(broken(graph)) == [Code.NO_TARGET]


def test_two_theses_and_two_homes_are_broken():
    graph = graph_of(
        {"T": thesis("T"), "U": thesis("U"), "A": "A"},
        supports("A", "T", home=True),
        supports("A", "U", home=True),
    )
    found = broken(graph)
    assert codes(found) == [Code.TWO_THESES, Code.TWO_HOMES]
    assert list(found[0].ids("node")) == ids_of("T U")
    assert found[1].ids("node") == (id_of("A"),)
    assert len(found[1].ids("premise")) == 2


def test_the_same_premise_twice_is_broken():
    again = Premise(id=id_of("again"), relation_id=id_of("r"), node_id=id_of("A"))
    graph = EssayGraph.of(DETAILS, [*rows_of(SOUND), again])
    assert codes(broken(graph)) == [Code.SAME_PREMISE_TWICE]


@given(graphs())
def test_a_sound_map_is_not_broken_and_its_check_names_only_its_rows(graph):
    assert broken(graph) == []
    for finding in check(graph, outline=backbone(graph)):
        assert finding.severity is not Severity.BROKEN
        assert finding.rows or finding.code is Code.NO_THESIS
        assert all(row in graph.table(table) for table, row in finding.rows)


@given(graphs(), st.data())
def test_a_map_with_rows_missing_is_checked_all_the_same(graph, data):
    rows = rows_of(graph)
    kept = [row for row in rows if data.draw(st.booleans())]
    torn = EssayGraph.of(DETAILS, kept)
    found = check(torn)
    assert found[: len(broken(torn))] == sorted(
        broken(torn), key=lambda finding: list(Code).index(finding.code)
    )


@given(graphs(), st.randoms(use_true_random=False))
def test_findings_do_not_depend_on_the_order_of_rows(graph, random):
    rows = rows_of(graph)
    random.shuffle(rows)
    assert check(EssayGraph.of(DETAILS, rows)) == check(graph)


def test_two_checks_of_a_changed_map_differ():
    answered = graph_of(named("T A B"), attacks("A", "T"), attacks("B", "A"))
    rows = [row for row in rows_of(answered) if row.id != id_of("B-A")]
    rows.append(replace(answered.relations[id_of("B-A")], kind=RelationKind.SUPPORT))
    assert Code.NO_ANSWER not in codes(check(answered))
    assert Code.NO_ANSWER in codes(check(EssayGraph.of(DETAILS, rows)))
