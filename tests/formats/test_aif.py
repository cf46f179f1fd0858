"""AIF: what its steps become, what no map shows and writing gives back, and every known hazard."""

import json

import orjson
import pytest

from essays.formats import FORMATS, aif, recognise
from essays.formats.aif_schemes import MAX_NAME, _slug, slug_of
from essays.formats.base import Flaw, FormatError, LossKind
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import EssayGraph
from tests.formats.aif_files import LINKED, UNDERCUT, document, given_back, read, same_graph, steps
from tests.formats.alike import shape
from tests.formats.corpora import folder


def test_premises_of_one_inference_are_linked():
    graph, losses = read(LINKED)
    assert losses == []
    assert steps(graph) == {("support", "It rains.", "Rain stops play.", "The match is off.")}


def test_the_only_root_is_the_thesis_and_gives_the_title():
    graph, _ = read(LINKED)
    assert graph.thesis.text == graph.details.title == "The match is off."


def test_of_several_roots_none_is_the_thesis():
    found = document(["1 I A", "2 I B", "3 I C", "4 RA "], ["1 4", "4 2"])
    graph, _ = read(found)
    assert graph.thesis is None


def test_a_thesis_we_flagged_stays_it_among_several_roots():
    found = document(["1 I A", "2 I B"], [])
    found["nodes"][1]["argmap"] = {"kind": "thesis"}
    assert read(found)[0].thesis.text == "B"


def test_an_undercut_of_an_attack_survives_both_ways():
    graph, losses = read(UNDERCUT)
    assert losses == []
    first = ("attack", "It is loud", "Open late")
    second = ("attack", "The walls are thick", first)
    assert steps(graph) == {first, second, ("attack", "So are the heads", second)}
    written, report = aif.dump(graph)
    assert not report
    assert shape(aif.load(written)[0]) == shape(graph)
    assert same_graph(UNDERCUT, orjson.loads(written))


DIALOGUE = document(
    [
        *("1 I Stay.", "2 I It rains.", "3 RA Default Inference"),
        *("4 L Ada: stay.", "5 L Ben: it rains.", "6 YA Asserting", "7 YA Asserting"),
        *("8 TA Default Transition", "9 YA Arguing", "10 PA Default Preference"),
    ],
    ["2 3", "3 1", "4 6", "6 1", "5 7", "7 2", "4 8", "8 5", "8 9", "9 3", "1 10"],
    locutions=[{"nodeID": "4", "personID": 1}],
    participants=[{"participantID": 1, "firstname": "Ada"}],
    schemefulfillments=[{"nodeID": "3", "schemeID": "72"}],
)


def test_dialogue_is_kept_and_given_back_with_its_ids():
    graph, losses = read(DIALOGUE)
    assert losses == ["dialogue_node"] * 7
    assert len(graph.nodes) == 2
    again = given_back(DIALOGUE)
    assert same_graph(DIALOGUE, again)
    for name in ("locutions", "participants", "schemefulfillments"):
        assert again[name] == DIALOGUE[name]
    kept = {e["edgeID"]: (e["fromID"], e["toID"]) for e in DIALOGUE["edges"][2:]}
    assert kept.items() <= {e["edgeID"]: (e["fromID"], e["toID"]) for e in again["edges"]}.items()
    assert len({e["edgeID"] for e in again["edges"]}) == len(again["edges"])


def test_dialogue_of_a_statement_that_was_deleted_is_left_out_and_reported():
    graph, _ = read(DIALOGUE)
    gone = next(node.id for node in graph.nodes.values() if node.text == "It rains.")
    rows = [*(n for n in graph.nodes.values() if n.id != gone)]
    data, report = aif.dump(EssayGraph.of(graph.details, rows))
    assert {loss.what for loss in report.dropped} == {"edge_of_what_is_gone", "row_of_what_is_gone"}
    written = orjson.loads(data)
    there = {row["nodeID"] for row in written["nodes"]}
    assert all({edge["fromID"], edge["toID"]} <= there for edge in written["edges"])
    assert written["schemefulfillments"] == []


def test_a_restatement_is_a_support_that_is_written_as_a_restatement_again():
    found = document(
        ["1 I A", "2 I B", "3 MA Default Rephrase", "4 I C", "5 MA "], ["2 3", "3 1", "4 5", "5 3"]
    )
    graph, losses = read(found)
    assert losses == ["restatement_became_support"] * 2
    assert {relation.kind for relation in graph.relations.values()} == {RelationKind.SUPPORT}
    assert same_graph(found, given_back(found))


@pytest.mark.parametrize(
    ("row", "slug"),
    [
        ({"text": "Default Inference"}, ""),
        ({"text": "RA"}, ""),
        ({"text": "RA", "scheme": "CauseToEffect"}, "cause-to-effect"),
        (
            {"text": "RA", "scheme": "Argument From Expert Opinion", "schemeID": "1"},
            "expert-opinion",
        ),
        ({"text": "Verbal Classification"}, "classification"),
        ({"text": "Argument from Example"}, "example"),
        ({"text": "RA", "schemeID": "Expert_Opinion"}, "expert-opinion"),
        ({"text": "Modus Ponens", "schemeID": 72}, "modus-ponens"),
        ({"text": None}, ""),
        ({"scheme": None, "text": ""}, ""),
        ({}, ""),
    ],
)
def test_a_scheme_is_read_from_wherever_it_stands_and_given_back_as_it_stood(row, slug):
    found = document(["1 I A", "2 I B", "3 RA"], ["1 3", "3 2"])
    found["nodes"][2] |= row
    graph, losses = read(found)
    assert losses == []
    assert [relation.scheme for relation in graph.relations.values()] == [slug]
    written = given_back(found)["nodes"][-1]
    assert {key: written[key] for key in row} == row


def test_a_scheme_that_is_no_name_is_reported_and_given_back():
    found = document(["1 I A", "2 I B", f"3 RA {'because ' * 40}"], ["1 3", "3 2"])
    _, losses = read(found)
    assert losses == ["scheme"]
    assert same_graph(found, given_back(found))


def test_another_scheme_chosen_on_the_map_is_what_is_written():
    found = document(["1 I A", "2 I B", "3 RA Argument From Sign"], ["1 3", "3 2"])
    graph, _ = read(found)
    (step,) = graph.relations.values()
    rows = [*graph.nodes.values(), *graph.premises.values()]
    changed = EssayGraph.of(
        graph.details, [*rows, step.of(step.id, {**step.columns(), "scheme": "analogy"})]
    )
    written = orjson.loads(aif.dump(changed)[0])
    assert written["nodes"][-1]["text"] == "Argument From Analogy"
    assert shape(aif.load(orjson.dumps(written))[0], ignore=["extra"]) == shape(
        changed, ignore=["extra"]
    )


def test_what_aif_has_no_words_for_is_reported_by_row():
    graph, _ = FORMATS["native"].load(
        orjson.dumps(
            {
                "argmap": 1,
                "essay": {"title": "T", "text": "It rains."},
                "sources": [
                    {"id": (source := "01900000-0000-7000-8000-0000000000b0"), "citation": "S"}
                ],
                "nodes": [
                    {
                        "id": (node := "01900000-0000-7000-8000-000000000001"),
                        "kind": "evidence",
                        "text": "It rains",
                        "source_id": source,
                    }
                ],
                "anchors": [
                    {
                        "id": "01900000-0000-7000-8000-0000000000b1",
                        "node_id": node,
                        "start": 0,
                        "end": 8,
                        "exact": "It rains",
                    }
                ],
            }
        )
    )
    data, report = aif.dump(graph)
    assert list(report.counts()) == [
        (LossKind.DROPPED, what) for what in ("source", "text", "passage")
    ]
    assert next(iter(aif.load(data)[0].nodes.values())).kind is NodeKind.EVIDENCE


@pytest.mark.parametrize(
    ("data", "flaw"),
    [
        (b"[]", Flaw.WRONG_TYPE),
        (b"{}", Flaw.MISSING_KEY),
        (b'{"nodes": [', Flaw.SYNTAX),
        (b'{"nodes": [{"nodeID": "1", "type": "I", "text": "a\\u0000"}]}', Flaw.ENCODING),
    ],
)
def test_what_is_no_graph_is_refused_with_its_place(data, flaw):
    with pytest.raises(FormatError) as caught:
        aif.load(data)
    assert caught.value.flaw is flaw
    assert caught.value.pointer is not None or caught.value.line


def test_a_file_is_known_by_its_words_whatever_its_name():
    assert recognise("nodeset1.json", json.dumps(LINKED).encode()) is FORMATS["aif"]
    assert recognise("a.txt", json.dumps(UNDERCUT).encode()) is FORMATS["aif"]


def test_all_files_of_a_corpus_are_read_and_given_back_node_by_node():
    files = sorted(folder("microtexts-part1").glob("aif-en/*.json"))
    assert len(files) == 110
    for file in files:
        found = json.loads(file.read_bytes())
        graph, losses = read(found)
        assert losses == []
        assert graph.thesis is not None
        data, report = aif.dump(graph)
        assert not report
        assert same_graph(found, orjson.loads(data)), file.name
        assert shape(aif.load(data)[0]) == shape(graph)


def test_what_is_too_long_for_a_scheme_is_not_kept_in_memory():
    kept = _slug.cache_info().currsize
    assert slug_of("n" * (MAX_NAME + 1)) is None
    assert _slug.cache_info().currsize == kept
