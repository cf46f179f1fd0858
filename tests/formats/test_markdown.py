"""Outlines in Markdown: ours come back, and those that people write are understood."""

import pytest

from essays.formats import FORMATS, recognise
from essays.formats.base import Flaw, FormatError
from essays.formats.markdown import FORMAT, dump, load
from essays.graph.kinds import NodeKind
from tests.formats.declared import comes_back
from tests.formats.steps import words
from tests.graph.maps import attacks, claim, evidence, graph_of, linked, supports, thesis

test_a_map_comes_back_but_for_what_is_declared = comes_back(FORMAT)


def read(text: str) -> tuple[list[tuple[str, str, str]], list[tuple[str, int | None]]]:
    graph, report = load(text.encode())
    return words(graph), [(loss.what, loss.line) for loss in report.losses]


def test_the_outline_reads_as_its_author_would_write_it():
    graph = graph_of(
        {"T": thesis("Cats *rule*"), "A": "A", "B": evidence("B"), "C": "C", "D": "D"},
        supports("A", "T"),
        linked("B", "C", to="T"),
        attacks("D", "A"),
        attacks("A", "D"),
        attacks("B", "A"),
    )
    data, report = dump(graph)
    assert not report
    assert (
        data.decode().splitlines()
        == [
            "# A map",
            "",
            r"- **Thesis:** Cats \*rule\*",
            "  - **Pro:** A ^s1",
            "    - **Con:** D",
            "      - **Con:** → ^s1 A",
            "    - **Con evidence:** → ^s2 B",
            "  - **Pro, together:**",
            "    - **Evidence:** B ^s2",
            "    - **Claim:** C",
        ]
        or data.decode()
    )


def test_an_undercut_of_an_attack_is_reported_as_approximated():
    graph = graph_of(
        {"T": thesis("T"), "A": "A", "B": "B"}, attack := attacks("A", "T"), attacks("B", attack)
    )
    data, report = dump(graph)
    assert [loss.what for loss in report.dropped] == ["undercut_became_attack"]
    assert report.losses[0].id in graph.relations
    assert words(load(data)[0]) == [("A", "-", "T"), ("B", "-", "A")]


@pytest.mark.parametrize(
    "text",
    [
        *("**bold** _it_ `code` [a](b) <i> &amp; ~x~", "# 1. a", "→ ^s1 A", "-> A", "a ^s1"),
        *("Pro: a", "**Con:** b", "[ ] a", "- a", "+ b", "1. c", "a\\b \\* \\\\", "🙂 x"),
    ],
)
def test_no_statement_is_taken_for_a_sign_of_the_outline(text):
    graph = graph_of({"T": thesis(text), "A": "A"}, supports("A", "T"))
    data, _ = dump(graph)
    assert words(load(data)[0]) == [("A", "+", text)]
    alone, _ = load(dump(graph_of({"A": claim(text)}))[0])
    assert [node.text for node in alone.nodes.values()] == [text]


@pytest.mark.parametrize("step", ["  ", "    ", "\t", "   "])
@pytest.mark.parametrize("bullet", ["-", "*", "1.", "2)"])
def test_lists_are_read_however_they_are_indented(bullet, step):
    outline = (
        f"{bullet} T\n{step}{bullet} Pro: A\n{step * 2}{bullet} Con: B\n{step}{bullet} (-) C\n"
    )
    assert read(outline) == (
        [("A", "+", "T"), ("B", "-", "A"), ("C", "-", "T")],
        [("thesis", 1)],
    )


def test_bullets_are_signs_where_one_is_a_plus():
    assert read("- T\n  + A\n    - B\n  - C\n")[0] == [
        ("A", "+", "T"),
        ("B", "-", "A"),
        ("C", "-", "T"),
    ]


def test_headings_are_a_title_alone_and_statements_together():
    graph, _ = load(b"# My title\n\n- T\n")
    assert (graph.details.title, len(graph.nodes)) == ("My title", 1)
    steps, losses = read(
        "# T #\n\n## Pro: A\nSome words\nand more\n\n### Con: B\n- Evidence: C\n## D\n"
    )
    assert steps == [("A", "+", "T"), ("B", "-", "A"), ("C", "+", "B"), ("D", "+", "T")]
    assert losses == [("relation", 9), ("thesis", 1)]
    graph, _ = load(b"# T\n## A\nSome words\nand more\n")
    assert [node.note for node in graph.nodes.values()] == ["", "Some words\nand more"]


def test_a_line_that_is_underlined_is_a_heading():
    graph, report = load(b"My title\n========\n\n- Thesis: T\n")
    assert (graph.details.title, len(graph.nodes)) == ("My title", 1)
    assert not report
    steps, losses = read("T\n===\n\nCon\n---\n- A\n\n---\n")
    assert steps == [("A", "-", "T")]
    assert losses == [("thesis", 1)]


def test_wrapped_lines_and_paragraphs_of_an_item_stay_with_it():
    graph, report = load(b"- T goes\n  on here\n\n  A remark.\n\nLost words.\n")
    (node,) = graph.nodes.values()
    assert (node.text, node.note) == ("T goes on here", "A remark.")
    assert [(loss.what, loss.line) for loss in report.losses] == [("paragraph", 6), ("thesis", 1)]


def test_a_task_list_loses_its_boxes():
    assert read("- [x] T\n  - [ ] Con: A\n") == (
        [("A", "-", "T")],
        [("task_box", 1), ("task_box", 2), ("thesis", 1)],
    )


def test_an_unsaid_relation_is_support_and_reported():
    assert read("- **Thesis**: T\n  - A\n")[1] == [("relation", 2)]


def test_a_reference_by_its_words_is_found_and_one_to_nothing_becomes_a_statement():
    steps, losses = read("- Thesis: T\n  - Pro: A\n    - Con: B\n  - Con: → B\n  - Pro: -> C\n")
    assert ("B", "-", "T") in steps
    assert ("C", "+", "T") in steps
    assert losses == [("reference_unknown", 5)]


def test_front_matter_and_rules_are_no_statements():
    graph, report = load(b"---\ntitle: x\n- a\n---\n\n- Thesis: T\n\n---\n* * *\n")
    assert [node.kind for node in graph.nodes.values()] == [NodeKind.THESIS]
    assert not report


def test_lines_for_and_against_are_about_the_title_where_nothing_else_is_there():
    assert read("# T\n\n- Pro: A\n- Con: B\n  - C\n") == (
        [("A", "+", "T"), ("B", "-", "T"), ("C", "+", "B")],
        [("relation", 5), ("thesis", 1)],
    )
    assert read("- Pro: A\n- Con: B\n") == (
        [],
        [("relation_without_target", 1), ("relation_without_target", 2)],
    )


def test_several_lines_are_about_the_only_paragraph_before_them():
    steps, losses = read("# Homework?\n\nT goes\non\n\n- A\n- Con: B\n")
    assert steps == [("A", "+", "T goes on"), ("B", "-", "T goes on")]
    assert losses == [("relation", 6), ("thesis", 3)]
    assert read("Thesis: T\n\n+ A\n- B\n")[0] == [("A", "+", "T"), ("B", "-", "T")]
    # two paragraphs or a long one are no thesis, and one line at the top needs none above it
    assert read("One.\n\nTwo.\n\n- A\n- B\n") == ([], [("paragraph", 1), ("paragraph", 3)])
    assert read(f"{'words ' * 400}\n\n- A\n- B\n") == ([], [("paragraph", 1)])
    assert read("# Homework?\n\nSome words.\n\n- T\n  - Pro: A\n") == (
        [("A", "+", "T")],
        [("paragraph", 3), ("thesis", 5)],
    )


@pytest.mark.parametrize(
    "outline",
    [
        "# T\n\n## Pro\n\n- A\n\n## Con\n\n- B\n  - C\n",
        "# T\n\n## Arguments for\n- A\n## **Arguments against**\n- B\n  - C\n## Evidence\n",
        "- T\n  - Pro:\n    - A\n  - Cons\n    - B\n      - C\n",
        "T\n\nPros:\n- A\n\n**Cons:**\n- B\n  - C\n",
        "# T\n- Pros\n  - A\n- Cons\n  - B\n    - C\n",
    ],
)
def test_labels_give_their_sign_to_the_lines_below_and_are_no_statements(outline):
    steps, losses = read(outline)
    assert steps == [("A", "+", "T"), ("B", "-", "T"), ("C", "+", "B")]
    assert [what for what, _ in losses] == ["relation", "thesis"]


def test_a_label_leaves_alone_what_lines_say_themselves():
    steps, losses = read("- Thesis: T\n  - Against\n    - Pro: A\n    - Evidence: B\n  - For\n")
    assert steps == [("A", "+", "T"), ("B", "+", "T"), ("For", "+", "T")]
    assert losses == [("relation", 5)]
    graph, _ = load(b"# T\n## Evidence\n- A\n")
    assert [node.kind for node in graph.nodes.values()] == [NodeKind.THESIS, NodeKind.EVIDENCE]


def test_premises_under_a_word_of_their_own_are_linked():
    steps, losses = read("- Thesis: T\n  - Con, together:\n    - A\n    - Evidence: B\n      - C\n")
    assert steps == [("A & B", "-", "T"), ("C", "+", "B")]
    assert losses == [("relation", 5)]


def test_too_many_statements_are_refused_with_their_line():
    with pytest.raises(FormatError) as caught:
        load(b"- a\n" * 10_001)
    assert (caught.value.flaw, caught.value.line) == (Flaw.TOO_MANY, 10_001)


def test_a_reference_to_the_line_above_itself_is_left_out():
    steps, losses = read("- Thesis: T ^a\n  - Pro: → ^a\n")
    assert steps == []
    assert [what for what, _ in losses] == ["premise_is_target", "step_without_ends"]


def test_an_outline_is_known_by_its_first_item_or_its_name():
    assert recognise("map.txt", dump(graph_of({"T": thesis("T")}))[0]) is FORMATS["markdown"]
    assert recognise("map.md", b"- x") is FORMATS["markdown"]
