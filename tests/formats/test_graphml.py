"""GraphML: a map that other programs draw, and what their graphs become here."""

import orjson
import pytest

from essays.formats import FORMATS, graphml, native, recognise
from essays.formats.base import Flaw, FormatError
from essays.formats.elements import read_xml
from essays.graph.checks import broken
from tests.formats.aif_files import UNDERCUT, steps
from tests.formats.aif_files import read as read_aif
from tests.formats.alike import shape
from tests.formats.corpora import folder
from tests.formats.test_native import document

KEYS = (
    '<key id="d0" for="node" attr.name="description"/>'
    '<key id="d1" for="node" attr.name="nodeType"/>'
    '<key id="d2" for="node" yfiles.type="nodegraphics"/>'
    '<key id="d3" for="edge" attr.name="label"/><key id="own" for="all" attr.name="argmap"/>'
)


def node(id, words="", type="", box=""):
    return (
        f'<node id="{id}"><data key="d0">{words}</data><data key="d1">{type}</data>'
        f'<data key="d2"><y:NodeLabel>{box}</y:NodeLabel></data></node>'
    )


def edge(source, target, label=""):
    return f'<edge source="{source}" target="{target}"><data key="d3">{label}</data></edge>'


def read(*parts, own=""):
    data = (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://yworks">'
        f"{KEYS}<graph>{own}{''.join(parts)}</graph></graphml>"
    )
    graph, report = graphml.load(data.encode())
    assert broken(graph) == []
    return graph, [loss.what for loss in report.losses]


def test_nodes_of_type_ra_and_ca_are_steps_and_may_undercut():
    nodes = node("a", "A"), node("b", box="B"), node("c", "C")
    types = node("s", "infers", "RA-node"), node("t", type="CA-node"), node("u", type="CA-node")
    edges = edge("b", "s"), edge("s", "a"), edge("c", "t"), edge("t", "s"), edge("b", "u")
    graph, losses = read(*nodes, *types, *edges, edge("u", "t"))
    assert losses == []
    first = ("support", "B", "A")
    second = ("attack", "C", first)
    assert steps(graph) == {first, second, ("attack", "B", second)}
    assert graph.thesis.text == "A"


@pytest.mark.parametrize(
    ("label", "kind", "losses"),
    [
        ("attacks", "attack", []),
        ("is a counter-argument", "attack", []),
        ("Con", "attack", []),
        ("supports", "support", []),
        ("pro", "support", []),
        ("concerns", "support", ["edge_became_support"]),
        ("", "support", ["edge_became_support"]),
    ],
)
def test_a_plain_edge_is_what_its_label_says(label, kind, losses):
    graph, found = read(node("a", "A"), node("b", "B"), edge("b", "a", label))
    assert steps(graph) == {(kind, "B", "A")}
    assert found == losses


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((node("a", "A"), node("a", "B")), ["id_twice"]),
        ((node("", "A"),), ["node_without_id"]),
        ((node("a"),), ["node_without_words"]),
        ((node("a", "A", "YA-node"),), ["dialogue_node"]),
        ((edge("a", "b"),), ["dangling_edge"]),
        ((node("a", "A"), edge("a", "a", "pro")), ["premise_is_target", "step_without_ends"]),
        ((node("s", type="ra"),), ["step_without_ends"]),
        ((f'<node id="g"><graph>{node("a", "A")}</graph></node>',), ["group"]),
    ],
)
def test_a_hazard_is_read_and_reported(parts, expected):
    assert read(*parts)[1] == expected


def test_everything_a_map_holds_comes_back():
    graph, _ = native.load(orjson.dumps(document()))
    data, report = graphml.dump(graph)
    assert not report
    again, losses = graphml.load(data)
    assert not losses
    assert shape(again) == shape(graph)
    assert again.text == graph.text
    assert [mark.quote for mark in again.context_marks.values()] == ["So"]
    assert {row.citation for row in again.sources.values()} == {"The groundsman"}
    homes = [premise.home for premise in again.premises.values()]
    assert sorted(homes) == sorted(premise.home for premise in graph.premises.values())


def test_an_undercut_of_an_attack_survives_both_ways():
    graph, _ = read_aif(UNDERCUT)
    again, losses = graphml.load(graphml.dump(graph)[0])
    assert not losses
    assert shape(again) == shape(graph)


def test_other_programs_find_labels_kinds_and_boxes():
    graph, _ = read_aif(UNDERCUT)
    root = read_xml(graphml.dump(graph)[0])
    drawn = [one for one in root.walk() if one.name == "node"]
    labels = [one.named("data")[0].text for one in drawn]
    assert labels[:2] == ["Open late", "It is loud"]
    assert labels[-3:] == ["attacks"] * 3
    assert [one.text for one in root.walk() if one.name == "NodeLabel"] == labels
    assert {one.named("data")[1].text for one in drawn} == {"thesis", "claim", "attack"}
    assert len([one for one in root.walk() if one.name == "edge"]) == 6


def test_a_huge_map_is_written_without_boxes_and_read_again():
    parts = [node(f"n{number}", "A") for number in range(5_001)]
    data, _ = graphml.dump(read(*parts)[0])
    assert b"NodeLabel" not in data
    assert len(graphml.load(data)[0].nodes) == 5_001


@pytest.mark.parametrize(
    ("own", "flaw"),
    [
        ("{", Flaw.SYNTAX),
        ("[" * 100_000, Flaw.TOO_DEEP),
        ('{"text": "' + "a" * 200_001 + '"}', Flaw.BAD_VALUE),
    ],
)
def test_our_own_key_is_read_within_the_same_bounds(own, flaw):
    with pytest.raises(FormatError) as caught:
        read(own=f'<data key="own">{own}</data>')
    assert caught.value.flaw is flaw
    assert caught.value.line == 1


NONSENSE = '{"sources": 1, "passages": [[1], 2], "background": [[9, 1], 0]}'


@pytest.mark.parametrize("own", [NONSENSE, "[]"])
def test_our_own_key_may_hold_nonsense(own):
    graph, _ = read(node("a", "A"), own=f'<data key="own">{own}</data>')
    assert len(graph.nodes) == 1


@pytest.mark.parametrize("data", [b"<graphml/>", b"<graph/>", b"<a><graph/></a>", b""])
def test_what_is_no_graph_is_refused(data):
    with pytest.raises(FormatError) as caught:
        graphml.load(data)
    assert caught.value.flaw in (Flaw.WRONG_TYPE, Flaw.SYNTAX)


def test_a_file_is_known_by_its_root_unless_it_is_argunets():
    assert recognise("a.graphml", b"<graphml></graphml>") is FORMATS["graphml"]
    ours = b'<graphml xmlns:arg="http://www.argunet.org/xml/argml"></graphml>'
    assert recognise("a.graphml", ours) is FORMATS["argunet"]


def test_graphs_of_another_program_are_read():
    files = sorted(folder("dstl-eleatics-graphml").glob("*.graphml"))
    assert len(files) == 6
    sizes = {}
    for file in files:
        data = file.read_bytes()
        assert recognise(file.name, data) is FORMATS["graphml"]
        graph, _ = graphml.load(data)
        assert broken(graph) == []
        sizes[file.stem] = len(graph.nodes), len(graph.relations)
    assert sizes["wigmore"] == (11, 9)
    assert sizes["toulmin-aif"] == (6, 3)
    assert sizes["heur-h"] == (3, 4)
