"""What an Argdown document becomes on our map, and what is reported about it."""

import pytest

from essays.formats import FORMATS
from essays.formats import recognise as which
from essays.formats.argdown import load, recognise
from essays.formats.argdown_reading import MAX_LINES
from essays.formats.base import Flaw, FormatError, LossKind, LossReport
from essays.graph.checks import broken
from essays.graph.kinds import NodeKind, RelationKind, SourceKind, SourceStatus
from essays.graph.model import EssayGraph, Node, Relation

SUPPORT, ATTACK = RelationKind.SUPPORT, RelationKind.ATTACK


def reading(words: str) -> tuple[EssayGraph, LossReport]:
    graph, report = load(words.encode())
    assert broken(graph) == []
    return graph, report


def arrows(graph: EssayGraph) -> set[tuple[str, str, str]]:
    """Each relation as the texts of its premises, its kind and its target; a step in brackets."""

    def name(relation: Relation) -> str:
        premises = graph.premises_of[relation.id]
        return " & ".join(graph.nodes[one.node_id].text for one in premises)

    def aim(relation: Relation) -> str:
        if relation.target_node_id:
            return graph.nodes[relation.target_node_id].text
        base = graph.relations[relation.target_relation_id]
        return f"({name(base)} {base.kind} {aim(base)})"

    return {(name(one), str(one.kind), aim(one)) for one in graph.relations.values()}


def node(graph: EssayGraph, text: str) -> Node:
    (found,) = (one for one in graph.nodes.values() if one.text == text)
    return found


def losses(report: LossReport) -> list[tuple[str, str, int | None]]:
    return [(str(one.kind), one.what, one.line) for one in report.losses]


def test_statements_of_one_title_are_one_box_and_equal_texts_are_not():
    graph, _ = reading("[a]: same\n\n[b]: same\n\n[a]\n  + [b]\n\nsame")
    assert [one.text for one in graph.nodes.values()] == ["same"] * 3
    assert len(graph.relations) == 1


def test_boxes_stand_in_the_order_of_the_document():
    graph, _ = reading("[one]: One.\n  + [two]: Two.\n    - <three>: Three.\n  + [four]: Four.")
    ordered = sorted(graph.nodes.values(), key=lambda one: one.position)
    assert [one.text for one in ordered] == ["One.", "Two.", "Three.", "Four."]
    assert all(premise.home for premise in graph.premises.values())


def test_the_last_wording_counts_and_the_others_are_kept():
    graph, report = reading(
        "[a]: First.\n\n[a]: Then.\n\n[a]: Main. {isCanonical: true}\n\n[a]: Last."
    )
    kept = node(graph, "Main.").extra["argdown"]["wordings"]
    assert kept == ["First.", "Then.", "Last."]
    assert losses(report)[:2] == [("dropped", "wording", 1), ("dropped", "wording", 3)]


def test_what_is_only_named_says_its_title():
    graph, report = reading("[a]\n  - <Too dear>")
    assert arrows(graph) == {("Too dear", "attack", "a")}
    assert ("guessed", "title_as_text", 2) in losses(report)


def test_an_argument_without_steps_is_a_box_and_its_title_is_kept():
    graph, _ = reading("[a]: It pays.\n  + <No harm, no ban>: Nobody is hurt. #pro {colour: red}")
    box = node(graph, "Nobody is hurt.")
    assert box.kind is NodeKind.CLAIM
    assert box.extra == {
        "argdown": {
            "data": {"colour": "red"},
            "form": "argument",
            "tags": ["pro"],
            "title": "No harm, no ban",
        }
    }
    assert arrows(graph) == {("Nobody is hurt.", "support", "It pays.")}


STEPS = """<Rain>: A wet pitch stops play.

(1) It rained.
(2) Rain makes grass wet.
-- cause to effect, Plain sense {weight: 0.5, logic: inductive} --
(3) The grass was wet.
(4) Nobody plays on wet grass.
-- Rule --
(5) The match was off.

<Rain>
  <_ [Cover]: The pitch was covered.
"""


def test_an_argument_with_steps_becomes_linked_premises():
    graph, report = reading(STEPS)
    last = ("The grass was wet. & Nobody plays on wet grass.", "support", "The match was off.")
    assert arrows(graph) == {
        ("It rained. & Rain makes grass wet.", "support", "The grass was wet."),
        last,
        ("The pitch was covered.", "attack", f"({' '.join(last)})"),
    }
    first, second = (
        next(one for one in graph.relations.values() if one.scheme == scheme)
        for scheme in ("cause-to-effect", "rule")
    )
    assert first.weight == 0.5
    assert first.extra == {
        "argdown": {"inference": {"logic": "inductive"}, "rules": ["Plain sense"]}
    }
    assert second.note == "A wet pitch stops play."
    assert second.extra["argdown"]["title"] == "Rain"
    assert [one.what for one in report.losses] == ["thesis"]


def test_a_step_uses_the_premises_that_it_names():
    words = "(1) a\n(2) b\n-- {uses: [1]} --\n(3) c\n(4) d\n-- {uses: [3, 1]} --\n(5) e"
    assert arrows(reading(words)[0]) == {
        ("a", "support", "c"),
        ("a & b & c & d", "support", "e"),
    }
    words = "(1) a\n(2) b\n----\n(3) c\n(4) d\n-- {uses: [1, 4]} --\n(5) e"
    assert arrows(reading(words)[0]) == {("a & b", "support", "c"), ("a & c & d", "support", "e")}


@pytest.mark.parametrize(
    ("words", "expected", "what"),
    [
        ("[t]\n  + <a>\n    <_ [u]", ("u", "attack", "(a support t)"), None),
        ("[t]\n  - <a>\n    <_ [u]", ("u", "attack", "(a attack t)"), None),
        ("[t]\n  + <a>\n    <_ <u>\n      <_ [v]", ("v", "attack", "(u attack (a support t))"), None),  # noqa: E501
        ("<a>\n  <_ [u]\n\n[t]\n  + <a>", ("u", "attack", "(a support t)"), None),
        ("[t]\n  + <a>\n    <_ [u]\n\n[s]\n  + <a>", ("u", "attack", "(a support t)"), "undercut_of_first_step"),  # noqa: E501
        ("<a>\n  <_ [u]", ("u", "attack", "a"), "undercut_of_statement"),
        ("[a]\n  <_ [u]", ("u", "attack", "a"), "undercut_of_statement"),
        ("<a>\n  - [u]\n\n(1) p\n----\n(2) c", ("u", "attack", "(p support c)"), "argument_meant_its_step"),  # noqa: E501
        ("<a>\n  + [u]\n\n(1) p\n----\n(2) c", ("u", "support", "(p support c)"), "argument_meant_its_step"),  # noqa: E501
    ],
)  # fmt: skip
def test_undercuts_point_at_the_step_that_they_mean(words, expected, what):
    graph, report = reading(words)
    assert expected in arrows(graph)
    told = {"undercut_of_first_step", "undercut_of_statement", "argument_meant_its_step"}
    assert [one.what for one in report.guessed if one.what in told] == ([what] if what else [])


def test_contradictions_and_entailments_are_approximated():
    graph, report = reading("===\nmodel: {mode: strict}\n===\n\n[a]\n  + [b]\n  - [c]\n  >< [d]")
    assert arrows(graph) == {("b", "support", "a"), ("c", "attack", "a"), ("d", "attack", "a")}
    assert [(one.what, one.line) for one in report.approximated] == [
        ("entailment", 6),
        ("contradiction", 7),
        ("contradiction", 8),
    ]


@pytest.mark.parametrize(
    ("words", "thesis"),
    [
        ("[a]: A\n  + [b]: B #thesis", "B"),
        ("===\nthesis: b\n===\n\n[a]: A\n  + [b]: B", "B"),
        ("===\nthesis: false\n===\n\n[a]: A\n  + [b]: B", None),
        ("[a]: A\n  + [b]: B\n\nBy the way.", "A"),
        ("[a]: A\n  + [b]: B\n\n[c]: C\n  + [b]", None),
        ("[a]: A\n  + [b]: B\n    + [a]", None),
        ("Alone.", "Alone."),
    ],
)
def test_the_thesis_is_what_the_document_says_or_its_only_root(words, thesis):
    graph, report = reading(words)
    assert (graph.thesis and graph.thesis.text) == thesis
    was_guessed = thesis is not None and "thesis" not in words
    assert ("thesis" in [one.what for one in report.guessed]) == was_guessed


def test_a_second_thesis_is_a_claim_and_reported_with_its_line():
    graph, report = reading("[a]: A #thesis\n\n[b]: B #thesis")
    assert graph.thesis.text == "A"
    assert losses(report) == [("repaired", "second_thesis", 3)]


def test_evidence_carries_its_tag_and_tags_leave_the_ends_of_the_text():
    graph, _ = reading("[a]: #one It #really rained #evidence #(two three). #four")
    box = node(graph, "It #really rained #evidence #(two three).")
    assert box.kind is NodeKind.EVIDENCE
    assert box.extra["argdown"]["tags"] == ["one", "really", "two three", "four"]


FULL = """===
title: A match
author: Ada
language: de
date: 2020-01-01
essay: {text: "Rain fell. So the match was off."}
extra: {shelf: 7}
===

[Off]: The match was off.
  + [Rain]: It rained. #evidence {weight: 0.7, scheme: sign, note: "N", implicit: true, source: {start: 0, end: 9, exact: "Rain fell"}, citation: {text: "The groundsman", url: "https://a.example/", kind: testimony, status: doubtful}, relation: {note: "R", source: {start: 11, end: 13}}}
  - [Sun]: It shone. {source: "The groundsman"}
  - [Wind]: It blew. {sources: ["The groundsman"], id: w, weight: heavy}
"""  # noqa: E501


def test_data_are_read_back_into_the_map():
    graph, report = reading(FULL)
    details = graph.details
    assert (details.title, details.author_line, details.language) == ("A match", "Ada", "de")
    assert details.extra == {"shelf": 7, "argdown": {"front": {"date": "2020-01-01"}}}
    rain = node(graph, "It rained.")
    assert (rain.note, rain.implicit, rain.kind) == ("N", True, NodeKind.EVIDENCE)
    assert [one.exact for one in graph.anchors_of[rain.id]] == ["Rain fell"]
    source = graph.sources[rain.source_id]
    assert (source.citation, source.url) == ("The groundsman", "https://a.example/")
    assert (source.kind, source.status) == (SourceKind.TESTIMONY, SourceStatus.DOUBTFUL)
    (step,) = (one for one in graph.relations.values() if one.kind is SUPPORT)
    assert (step.weight, step.scheme, step.note, step.extra) == (0.7, "sign", "R", {})
    assert [one.exact for one in graph.anchors_of[step.id]] == ["So"]
    sun, wind = node(graph, "It shone."), node(graph, "It blew.")
    assert sun.source_id == wind.source_id
    assert len(graph.sources) == 2
    assert "argdown" not in sun.extra or "data" not in sun.extra["argdown"]
    assert [one.extra for one in graph.relations.values() if one.extra] == [
        {"argdown": {"relation": {"weight": "heavy"}}}
    ]
    assert [one.what for one in report.losses] == ["thesis"]


def test_a_passage_is_looked_for_where_other_words_stand():
    front = '===\nessay: {text: "One two three."}\n===\n\n'
    spans = '{source: [{start: 0, end: 3, exact: "two"}, {start: 0, end: 3, exact: "ten"}, {start: 8, end: 99}]}'  # noqa: E501
    graph, report = reading(f"{front}[a]: A {spans}")
    assert [(one.start, one.exact) for one in graph.anchors.values()] == [(4, "two")]
    assert losses(report)[:3] == [
        ("repaired", "passage_moved", 5),
        ("dropped", "passage_not_found", 5),
        ("dropped", "passage_outside", 5),
    ]


def test_everything_that_goes_lost_is_told_with_its_place():
    words = """# Title

[a]: So *bold*, see [here](https://a.example/) and @[b].

## Part

[b]: B {x: [}
"""
    graph, report = reading(words)
    assert graph.details.title == "Title"
    assert [(one.kind, one.what, one.line, one.column) for one in report.losses] == [
        (LossKind.DROPPED, "data", 7, 8),
        (LossKind.DROPPED, "emphasis", 3, 9),
        (LossKind.DROPPED, "link", 3, 21),
        (LossKind.DROPPED, "heading", 5, 1),
        (LossKind.APPROXIMATED, "mention", 3, 1),
    ]
    assert node(graph, "So bold, see here and b.").extra["argdown"]["section"] == "Title"


def test_a_statement_does_not_support_itself():
    graph, report = reading("[a]: A\n  + [a]\n  + [b]: B")
    assert arrows(graph) == {("B", "support", "A")}
    assert "step_without_ends" in [one.what for one in report.dropped]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(end):
    words = "\ufeff===\ntitle: T\n===\n\n[a]: one\ntwo {\nx: 1\n}\n  + [b]: three\n"
    graph, _ = load(words.replace("\n", end).encode())
    assert sorted(one.text for one in graph.nodes.values()) == ["one two", "three"]
    assert graph.details.title == "T"


def test_bytes_that_are_no_utf_8_are_refused_with_their_line():
    with pytest.raises(FormatError) as caught:
        load(b"[a]: x\n\n\xff")
    assert (caught.value.flaw, caught.value.line) == (Flaw.ENCODING, 3)


def test_a_file_of_too_many_lines_is_refused():
    with pytest.raises(FormatError) as caught:
        load(b"\n" * (MAX_LINES + 1))
    assert caught.value.flaw is Flaw.TOO_MANY


@pytest.mark.parametrize(
    "words",
    [
        "===\ntitle: a\n===\n",
        "[a]: words",
        "\n\n<a b>: words",
        "Words.\n  - <a>\n",
        "Words.\n    <_ [a] {x: 1}\n",
        "Words.\r\n  + [a]\r\n",
    ],
)
def test_argdown_is_known_by_what_it_says(words):
    assert recognise(words.encode())
    assert which("notes.txt", words.encode()) is FORMATS["argdown"]


@pytest.mark.parametrize(
    "words",
    ["", "Words.", "- [a](https://b.example)\n", "[1]: https://a.example\n", "<?xml ?>",
     "Discussion Title: x\n\n1. y\n1.1. Pro: z", '{"argmap": 1}', "\x00\xff", "* a\n  - b [c] d"],
)  # fmt: skip
def test_other_files_are_not_taken_for_argdown(words):
    assert not recognise(words.encode())
