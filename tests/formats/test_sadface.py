"""SADFace: atoms and schemes, both ways."""

import copy
from typing import Any

import orjson
import pytest

from essays.formats import FORMATS, recognise, sadface
from essays.formats.base import Flaw, FormatError
from essays.graph.checks import broken
from tests.formats.aif_files import UNDERCUT, steps
from tests.formats.aif_files import read as read_aif
from tests.formats.alike import shape

DOCUMENT: dict[str, Any] = {
    "metadata": {"core": {"title": "Hours", "analyst_name": "Ada", "notes": "x"}},
    "resources": [{"id": "r", "content": "Open late. It is quiet.", "type": "text"}],
    "nodes": [
        {"id": "a", "type": "atom", "text": "Open late", "sources": [], "metadata": {}},
        {
            "id": "b",
            "type": "atom",
            "text": "Quiet",
            "sources": [{"resource_id": "r", "text": "quiet", "offset": 17, "length": 5}],
        },
        {"id": "s", "type": "scheme", "name": "Argument From Sign"},
    ],
    "edges": [
        {"id": "1", "source_id": "b", "target_id": "s"},
        {"id": "2", "source_id": "s", "target_id": "a"},
    ],
}


def read(found):
    graph, report = sadface.load(orjson.dumps(found))
    assert broken(graph) == []
    return graph, [loss.what for loss in report.losses]


def test_atoms_schemes_and_sources_are_read():
    graph, losses = read(DOCUMENT)
    assert losses == []
    assert steps(graph) == {("support", "Quiet", "Open late")}
    assert [step.scheme for step in graph.relations.values()] == ["sign"]
    assert [(m.start, m.exact) for m in graph.anchors.values()] == [(17, "quiet")]
    assert (graph.details.title, graph.details.author_line) == ("Hours", "Ada")
    assert graph.thesis.text == "Open late"


@pytest.mark.parametrize(
    ("name", "kind", "scheme"),
    [
        ("support", "support", ""),
        ("conflict", "attack", ""),
        ("Default Attack", "attack", ""),
        ("undercut", "attack", "undercut"),
        ("", "support", ""),
        (None, "support", ""),
        ("Modus Ponens", "support", "modus-ponens"),
    ],
)
def test_the_name_of_a_scheme_says_for_or_against(name, kind, scheme):
    found = copy.deepcopy(DOCUMENT)
    found["nodes"][2]["name"] = name
    (step,) = read(found)[0].relations.values()
    assert (step.kind.value, step.scheme) == (kind, scheme)


def test_an_undercut_of_an_attack_survives_both_ways():
    graph, _ = read_aif(UNDERCUT)
    data, report = sadface.dump(graph)
    assert not report
    again, losses = read(orjson.loads(data))
    assert losses == []
    assert shape(again) == shape(graph)


def test_a_map_read_from_it_is_written_and_read_alike():
    graph, _ = read(DOCUMENT)
    again, _ = sadface.load(sadface.dump(graph)[0])
    assert shape(again) == shape(graph)
    assert (again.text, again.details.columns()) == (graph.text, graph.details.columns())


def changed(table, *rows):
    found = copy.deepcopy(DOCUMENT)
    found[table] += rows
    return found


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (changed("nodes", None, {"id": "a", "type": "atom"}), ["not_a_row", "id_twice"]),
        (changed("nodes", {"type": "atom"}), ["node_without_id"]),
        (changed("nodes", {"id": "z", "type": "thing"}), ["unknown_node"]),
        (changed("edges", {"source_id": "a", "target_id": "z"}), ["dangling_edge"]),
        (changed("edges", {"source_id": "b", "target_id": "a"}), ["edge_became_support"]),
        (changed("edges", {}, "x"), ["dangling_edge", "not_a_row"]),
        ({**DOCUMENT, "resources": None}, ["passage_not_found"]),
        ({**DOCUMENT, "edges": None, "resources": DOCUMENT["resources"]}, ["step_without_ends"]),
        ({"nodes": None}, []),
    ],
)
def test_a_hazard_is_read_and_reported(found, expected):
    assert read(found)[1] == expected


@pytest.mark.parametrize("data", [b"[]", b"{}", b"x"])
def test_what_is_no_document_is_refused(data):
    with pytest.raises(FormatError) as caught:
        sadface.load(data)
    assert caught.value.flaw in (Flaw.WRONG_TYPE, Flaw.MISSING_KEY, Flaw.SYNTAX)


def test_a_file_is_known_by_its_keys():
    assert recognise("a.json", orjson.dumps(DOCUMENT)) is FORMATS["sadface"]
