"""Kialo's text: discussions come back, and what a tree cannot say is told."""

import pytest

from essays.formats import FORMATS, recognise
from essays.formats.base import Flaw, FormatError
from essays.formats.kialo import FORMAT, dump, load
from essays.graph.kinds import NodeKind
from tests.formats.declared import comes_back
from tests.formats.steps import words
from tests.graph.maps import attacks, claim, evidence, graph_of, linked, supports, thesis

test_a_map_comes_back_but_for_what_is_declared = comes_back(FORMAT)

HEAD = "Discussion Title: Cats\n\n1. Cats rule\n"


def read(text: str) -> tuple[list[tuple[str, str, str]], list[tuple[str, int | None]]]:
    graph, report = load((HEAD + text).encode())
    return words(graph), [(loss.what, loss.line) for loss in report.losses]


def test_a_map_is_a_tree_of_numbers_with_references():
    graph = graph_of(
        {"T": thesis("Cats (all) rule"), "A": "A", "B": "B", "R": claim("Alone")},
        supports("A", "T"),
        attacks("B", "A"),
        attacks("B", "T"),
        supports("T", "B"),
    )
    data, report = dump(graph)
    assert not report
    assert data.decode() == (
        "Discussion Title: A map\n\n1. Cats \\(all\\) rule\n1.1. Pro: A\n1.1.1. Con: B\n"
        "1.1.1.1. Pro: -> See 1.\n1.2. Con: -> See 1.1.1.\n\n2. Alone\n"
    )


def test_an_undercut_of_an_attack_becomes_a_con_of_the_attacker_and_is_reported():
    graph = graph_of(
        {"T": thesis("T"), "A": "A", "B": "B"}, attack := attacks("A", "T"), attacks("B", attack)
    )
    data, report = dump(graph)
    assert [loss.what for loss in report.dropped] == ["undercut_became_attack"]
    assert b"1.1. Con: A\n1.1.1. Con: B\n" in data


def test_everything_that_is_flattened_is_listed():
    graph = graph_of(
        {"T": claim("T"), "A": "A", "B": evidence("B"), "C": "C"},
        step := linked("A", "B", to="T"),
        supports("C", step),
    )
    data, report = dump(graph)
    assert [loss.what for loss in report.losses] == [
        "warrant_became_support",
        "evidence_became_claim",
        "linked_became_separate",
        "root_became_thesis",
    ]
    assert b"1.1. Pro: A\n1.1.1. Pro: C\n1.2. Pro: B\n" in data


@pytest.mark.parametrize(
    "text",
    ["-> See 1.1.", "Pro: a", "1.1. Pro: a", "[a](b)", "a ([b](c))", "\\[ \\\\", "1. b", "🙂"],
)
def test_no_statement_is_taken_for_a_sign_of_the_discussion(text):
    graph = graph_of({"T": thesis(text), "A": text}, supports("A", "T"))
    assert words(load(dump(graph)[0])[0]) == [(text, "+", text)]


def test_claims_go_on_over_lines_even_where_they_count():
    steps, losses = read("1.1. Pro: First\n2. second\n\n- third\n1.2. Con: Next\n1.3. no sign\n")
    assert steps == [
        ("First 2. second - third", "+", "Cats rule"),
        ("Next 1.3. no sign", "-", "Cats rule"),
    ]
    assert losses == [("lines_joined", 4), ("lines_joined", 8)]


def test_escaped_brackets_are_brackets():
    assert read("1.1. Pro: \\[Some\\] say \\(so\\)\n")[0] == [("[Some] say (so)", "+", "Cats rule")]


def test_a_link_is_the_source_of_its_claim():
    graph, report = load(
        (
            HEAD
            + "1.1. Pro: It [says](https://a.example/x_\\(y\\)) so, [too](https://b.example/).\n"
            + "1.2. Con: Not so ([Ada, p. 3](https://c.example/)).\n"
            + "1.3. Con: Never ([Ada, p. 3](https://c.example/))\n"
        ).encode()
    )
    found = {
        node.text: (graph.sources[node.source_id].citation, graph.sources[node.source_id].url)
        for node in graph.nodes.values()
        if node.source_id
    }
    assert found == {
        "It says so, too (https://b.example/).": ("says", "https://a.example/x_(y)"),
        "Not so (Ada, p. 3).": ("Ada, p. 3", "https://c.example/"),
        "Never": ("Ada, p. 3", "https://c.example/"),
    }
    assert len(graph.sources) == 2
    assert [(loss.what, loss.line) for loss in report.losses] == [("further_link", 4)]


def test_references_lead_forwards_and_backwards_and_never_to_themselves():
    steps, losses = read(
        "1.1. Pro: -> See 1.2.\n1.2. Con: A\n1.2.1. Pro: -> See 1.2.\n1.3. Pro: -> See 9.9.\n"
        "1.4. Con: -> See 1.4.\n1.5. Con: -> See 1.1.\n"
    )
    assert steps == [("A", "+", "Cats rule"), ("A", "-", "Cats rule")]
    assert losses == [
        ("reference_unknown", 7),
        ("reference_unknown", 8),
        ("reference_unknown", 9),
        ("premise_is_target", 6),
        ("step_without_ends", 6),
    ]


def test_a_claim_whose_parent_is_missing_stands_under_the_nearest():
    steps, losses = read("1.1. Pro: A\n1.1.2.1. Con: B\n1.1. Pro: C\n")
    assert ("B", "-", "A") in steps
    assert losses == [("parent_missing", 5), ("number_twice", 6)]


def test_the_first_claim_is_the_thesis_and_others_stand_alone():
    graph, _ = load((HEAD + "\n2. Dogs rule\n").encode())
    assert [node.kind for node in graph.nodes.values()] == [NodeKind.THESIS, NodeKind.CLAIM]
    assert graph.details.title == "Cats"


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"", 1), (b"Discussion Title: A\n\nplain words\n", 3), (b"words\n", 1), (b"1.1. Pro: a", 1)],
)
def test_what_is_no_discussion_is_refused_with_its_line(data, line):
    with pytest.raises(FormatError) as caught:
        load(data)
    assert (caught.value.flaw, caught.value.line) == (Flaw.SYNTAX, line)


def test_a_discussion_is_known_by_its_title():
    assert recognise("a.txt", HEAD.encode()) is FORMATS["kialo"]
