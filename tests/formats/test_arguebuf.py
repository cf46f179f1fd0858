"""Arguebuf JSON: atoms, steps with their enumerations, references into resources."""

import copy
from typing import Any

import orjson
import pytest

from essays.formats import FORMATS, arguebuf, recognise
from essays.formats.base import Flaw, FormatError
from essays.graph.checks import broken
from tests.formats.aif_files import steps

GRAPH: dict[str, Any] = {
    "schemaVersion": 1,
    "libraryVersion": "2.0.0",
    "resources": {
        "r1": {"text": "A first text."},
        "r2": {"text": "Open late, since it is quiet.", "title": "Two"},
    },
    "nodes": {
        "a": {"atom": {"text": "Open late", "reference": {"resource": "r2", "text": "Open late"}}},
        "b": {
            "atom": {
                "text": "It is quiet",
                "reference": {"resource": "r2", "offset": 17, "text": "it is quiet"},
                "participant": "p1",
            }
        },
        "c": {"atom": {"text": "It is not"}},
        "d": {"atom": {"text": "I listened"}},
        "s": {"scheme": {"support": "SUPPORT_EXPERT_OPINION"}, "userdata": {"x": 1}},
        "t": {"scheme": {"attack": "ATTACK_DEFAULT"}},
        "u": {"scheme": {"attack": "ATTACK_DEFAULT"}},
    },
    "edges": {
        ends: {"source": ends[0], "target": ends[1]}
        for ends in ("bs", "sa", "ct", "ts", "du", "ut")
    },
    "majorClaim": "a",
    "participants": {"p1": {"name": "Ada"}},
}


def read(**changes):
    found = copy.deepcopy(GRAPH)
    for name, value in changes.items():
        if isinstance(value, dict):
            found[name] |= value
        else:
            found[name] = value
    graph, report = arguebuf.load(orjson.dumps(found))
    assert broken(graph) == []
    return graph, [loss.what for loss in report.losses]


def test_atoms_steps_and_an_undercut_of_an_attack_are_read():
    graph, losses = read()
    assert losses == []
    first = ("support", "It is quiet", "Open late")
    second = ("attack", "It is not", first)
    assert steps(graph) == {first, second, ("attack", "I listened", second)}
    assert graph.thesis.text == "Open late"
    assert {step.scheme for step in graph.relations.values()} == {"expert-opinion", ""}


def test_references_are_passages_of_the_joined_resources():
    graph, _ = read()
    assert graph.text == "A first text.\n\nOpen late, since it is quiet."
    passages = {graph.nodes[m.node_id].text: m.exact for m in graph.anchors.values()}
    assert passages == {"Open late": "Open late", "It is quiet": "it is quiet"}
    assert {mark.start for mark in graph.anchors.values()} == {15, 32}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"nodes": {"z": {}}}, ["unknown_node"]),
        ({"nodes": {"z": {"scheme": {}}}}, ["step_became_support", "step_without_ends"]),
        ({"nodes": {"z": {"scheme": {"preference": "X"}}}}, ["preference"]),
        ({"nodes": {"s": {"scheme": {"rephrase": "X"}}}}, ["restatement_became_support"]),
        ({"edges": {"9": {"source": "a", "target": "x"}}}, ["dangling_edge"]),
        ({"edges": {"9": {"source": "b", "target": "s"}}}, ["edge_twice"]),
        ({"edges": {"9": {"source": "d", "target": "c"}}}, ["edge_became_support"]),
        ({"edges": {"9": {"source": "s", "target": "c"}}}, ["step_with_several_targets"]),
        ({"edges": {"9": {"source": "t", "target": "u"}}}, ["step_with_several_targets"]),
        ({"edges": {"9": None}}, ["dangling_edge"]),
        ({"resources": None}, ["passage_not_found"] * 2),
    ],
)
def test_a_hazard_is_read_and_reported(changes, expected):
    assert read(**changes)[1] == expected


def test_without_a_major_claim_the_only_root_is_the_thesis():
    graph, _ = read(majorClaim="", edges={"9": {"source": "a", "target": "c"}})
    assert graph.thesis is None
    graph, _ = arguebuf.load(orjson.dumps({"nodes": {"a": {"atom": {"text": "A"}}}}))
    assert graph.thesis.text == "A"


def test_what_a_map_does_not_show_is_kept():
    graph, _ = read()
    assert graph.details.extra["arguebuf"]["participants"] == {"p1": {"name": "Ada"}}
    kept = {node.text: node.extra["arguebuf"] for node in graph.nodes.values()}
    assert kept["It is quiet"] == {"id": "b", "participant": "p1"}


@pytest.mark.parametrize(
    ("data", "flaw"), [(b"[]", Flaw.WRONG_TYPE), (b'{"edges": {}}', Flaw.MISSING_KEY)]
)
def test_what_is_no_graph_is_refused(data, flaw):
    with pytest.raises(FormatError) as caught:
        arguebuf.load(data)
    assert caught.value.flaw is flaw


def test_a_file_is_known_by_its_keys():
    assert recognise("a.json", orjson.dumps(GRAPH)) is FORMATS["arguebuf"]
