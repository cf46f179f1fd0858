"""arg-microtext XML: clauses as text and passages, edges as steps, and the corpus against AIF."""

import json

import pytest

from essays.formats import FORMATS, aif, microtexts, recognise
from essays.formats.base import Flaw, FormatError
from essays.graph.checks import broken
from tests.formats.aif_files import steps
from tests.formats.alike import shape
from tests.formats.corpora import folder

CLAUSES = """
 <edu id="e1"><![CDATA[Yes, it is loud,]]></edu>
 <edu id="e2">but the walls </edu>
 <edu id="e3">(I measured them)</edu>
 <edu id="e4">are thick &amp; new.</edu>
 <edu id="e5" implicit="true">Heads are thicker.</edu>
 <edu id="e6">Open late!</edu>
"""
UNITS = """
 <adu id="a1" type="opp"/><adu id="a2" type="pro"/><adu id="a3" type="opp"/>
 <adu id="a4" type="pro"/><joint id="j1"/>
 <edge id="s1" src="e1" trg="a1" type="seg"/><edge id="s2" src="e2" trg="j1" type="seg"/>
 <edge id="s3" src="e4" trg="j1" type="seg"/><edge id="s4" src="j1" trg="a2" type="seg"/>
 <edge id="s5" src="e5" trg="a3" type="seg"/><edge id="s6" src="e6" trg="a4" type="seg"/>
"""
LOUD, WALLS, HEADS, OPEN = (
    "Yes, it is loud,",
    "but the walls are thick & new.",
    "Heads are thicker.",
    "Open late!",
)


def edge(id, source, target, type):
    return f'<edge id="{id}" src="{source}" trg="{target}" type="{type}"/>'


def read(*edges, clauses=CLAUSES, units=UNITS):
    said = "".join(edges)
    data = f'<arggraph id="m1" topic_id="late" stance="pro">{clauses}{units}{said}</arggraph>'
    graph, report = microtexts.load(data.encode())
    assert broken(graph) == []
    return graph, [loss.what for loss in report.losses]


def test_clauses_are_the_text_and_units_the_statements_with_their_passages():
    graph, losses = read(edge("c1", "a1", "a4", "reb"))
    assert losses == []
    assert graph.text == f"{LOUD} but the walls (I measured them) are thick & new. {OPEN}"
    passages = {
        node.text: [mark.exact for mark in graph.anchors_of.get(node.id, ())]
        for node in graph.nodes.values()
    }
    assert passages == {
        LOUD: [LOUD],
        WALLS: ["but the walls", "are thick & new."],
        HEADS: [],
        OPEN: [OPEN],
    }
    assert {node.text for node in graph.nodes.values() if node.implicit} == {HEADS}


def test_clauses_that_stand_together_are_one_passage():
    units = '<adu id="a1"/>' + edge("s1", "e3", "a1", "seg") + edge("s2", "e2", "a1", "seg")
    graph, _ = read(units=units)
    (mark,) = graph.anchors.values()
    assert mark.exact == "but the walls (I measured them)"
    assert graph.thesis.text == mark.exact


def test_an_undercut_of_an_attack_survives_and_one_of_that_whatever_the_order():
    attack, under, deeper = (
        edge("c1", "a1", "a4", "reb"),
        edge("c2", "a2", "c1", "und"),
        edge("c3", "a3", "c2", "und"),
    )
    first = ("attack", LOUD, OPEN)
    second = ("attack", WALLS, first)
    for order in ((attack, under, deeper), (deeper, under, attack)):
        graph, losses = read(*order)
        assert losses == []
        assert {first, second} < steps(graph)
        assert len(graph.relations) == 3
        assert graph.thesis.text == OPEN


@pytest.mark.parametrize("type", ["add", "src"])
@pytest.mark.parametrize("last", [True, False])
def test_a_further_source_is_a_linked_premise_even_of_a_further_source(type, last):
    base, more = edge("c1", "a1", "a4", "sup"), edge("c2", "a2", "c1", type)
    further = edge("c3", "a3", "c2", type)
    graph, losses = read(*((base, more, further) if last else (further, more, base)))
    assert losses == []
    assert steps(graph) == {("support", HEADS, LOUD, WALLS, OPEN)}


def test_an_example_is_a_support_with_its_scheme():
    graph, _ = read(edge("c1", "a1", "a4", "exa"))
    assert [(r.kind.value, r.scheme) for r in graph.relations.values()] == [("support", "example")]


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ([edge("c1", "a1", "a9", "sup")], ["step_without_ends"]),
        ([edge("c1", "a9", "a4", "sup")], ["dangling_edge", "step_without_ends"]),
        ([edge("c1", "a1", "c9", "add")], ["dangling_edge"]),
        ([edge("c1", "a1", "c1", "add")], ["dangling_edge"]),
        ([edge("c1", "a1", "c1", "und")], ["step_targets_itself"]),
        ([edge("c1", "a1", "a1", "sup")], ["premise_is_target", "step_without_ends"]),
        ([edge("c1", "a1", "a4", "sup"), edge("c1", "a2", "a4", "sup")], ["id_twice"]),
        ([edge("", "a1", "a4", "sup")], ["node_without_id"]),
        ([edge("c1", "a1", "a4", "xyz")], ["unknown_edge"]),
        ([edge("s9", "e9", "a1", "seg")], ["dangling_edge"]),
        (
            [edge("c1", "a1", "c2", "und"), edge("c2", "a2", "c1", "und")],
            ["step_targets_itself", "step_without_ends"],
        ),
    ],
)
def test_what_does_not_hold_together_is_reported_with_its_line(edges, expected):
    assert read(*edges)[1] == expected


def test_joints_in_a_circle_and_units_without_clauses_are_read():
    units = '<joint id="j1"/><joint id="j2"/><adu id="a1"/>' + "".join(
        edge(f"s{n}", source, target, "seg")
        for n, (source, target) in enumerate([("j1", "j2"), ("j2", "j1"), ("j1", "a1")])
    )
    graph, losses = read(units=units)
    assert losses == ["empty_statement"]
    assert len(graph.nodes) == 1


@pytest.mark.parametrize("data", [b"<html/>", b"<arggraph>", b"", b"<arggraph>\0</arggraph>"])
def test_what_is_no_argument_graph_is_refused_with_its_line(data):
    with pytest.raises(FormatError) as caught:
        microtexts.load(data)
    assert caught.value.flaw in (Flaw.WRONG_TYPE, Flaw.SYNTAX)
    assert caught.value.line == 1


def test_more_clauses_than_a_map_has_statements_are_refused():
    many = "".join(f'<edu id="x{n}"/>' for n in range(10_001))
    with pytest.raises(FormatError) as caught:
        read(clauses=many)
    assert caught.value.flaw is Flaw.TOO_MANY


def test_a_file_is_known_by_its_root():
    data = b'<?xml version="1.0"?>\n<arggraph id="a"/>'
    assert recognise("a.xml", data) is FORMATS["microtexts"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_all_texts_of_the_corpus_are_read_with_their_very_text(language):
    files = sorted((folder("microtexts-part1") / language).glob("*.xml"))
    assert len(files) == 112
    for file in files:
        graph, report = microtexts.load(file.read_bytes())
        assert not report
        assert broken(graph) == []
        assert graph.thesis is not None
        assert graph.text == file.with_suffix(".txt").read_text(encoding="utf-8").strip()
        assert all(graph.anchors_of[node.id] for node in graph.nodes.values())


def test_the_corpus_says_the_same_in_xml_and_in_aif():
    corpus = folder("microtexts-part1")
    pairs = json.loads((corpus / "aif2arggraph.json").read_text(encoding="utf-8"))
    unlike = []
    for name, text in pairs.items():
        file = corpus / "aif-en" / f"{name}.json"
        if file.exists():
            ours, _ = microtexts.load((corpus / "en" / f"{text}.xml").read_bytes())
            theirs, _ = aif.load(file.read_bytes())
            if shape(ours, ignore=["extra", "anchors"]) != shape(theirs, ignore=["extra"]):
                unlike.append(name)
    # other words in the first two, another target in the third
    assert sorted(unlike) == ["nodeset6385", "nodeset6429", "nodeset6455"]
