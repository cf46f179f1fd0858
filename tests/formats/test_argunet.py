"""Argunet: theses, arguments with their steps, and edges that repeat an identity."""

import pytest

from essays.formats import FORMATS, argunet, recognise
from essays.formats.base import FormatError
from essays.graph.checks import broken
from tests.formats.aif_files import steps
from tests.formats.corpora import folder


def read(*parts):
    data = (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
        'xmlns:arg="http://www.argunet.org/xml/argml"><data key="d0"><arg:map><arg:debate>'
        "<arg:title>Hours</arg:title><arg:language> de - Deutsch </arg:language>"
        f"</arg:debate></arg:map></data><graph>{''.join(parts)}</graph></graphml>"
    )
    graph, report = argunet.load(data.encode())
    assert broken(graph) == []
    return graph, [loss.what for loss in report.losses]


def node(words):
    return f'<node id="n"><data key="d2">{words}</data></node>'


def edge(type, source, target, *, of="", to=""):
    ends = f'sourceNodeId="{source}" targetNodeId="{target}"'
    if of:
        ends += f' sourcePropositionId="{of}" targetPropositionId="{to}"'
    return f'<edge><data key="d4"><arg:edge {ends} type="{type}"/></data></edge>'


def said(id, type, words):
    content = f"<arg:content>{words}</arg:content>"
    return f'<arg:proposition id="{id}" type="{type}">{content}</arg:proposition>'


THESIS = node(
    '<arg:thesis id="1"><arg:title>T1</arg:title><arg:content>Open.</arg:content></arg:thesis>'
)
SKETCH = node('<arg:argument id="2"><arg:title>Noise</arg:title></arg:argument>')
ARGUMENT = node(
    '<arg:argument id="3"><arg:title>Walls</arg:title>'
    + said(31, "premise", "They are thick.")
    + said(32, "premise", "Thick is quiet.")
    + said(33, "prelimary-conclusion", "Quiet.")
    + said(34, "premise", "Quiet is open.")
    + said(1, "conclusion", "Open.")
    + "</arg:argument>"
)
FIRST = ("support", "They are thick.", "Thick is quiet.", "Quiet.")
LAST = ("support", "Quiet is open.", "Quiet.", "Open.")


def test_an_argument_is_its_steps_up_to_the_thesis_it_concludes():
    graph, losses = read(THESIS, ARGUMENT, edge("support", "3", "1", of="1", to="1"))
    assert losses == []
    assert steps(graph) == {FIRST, LAST}
    assert graph.thesis.text == "Open."
    assert {step.note for step in graph.relations.values()} == {"Walls"}
    assert (graph.details.title, graph.details.language) == ("Hours", "de")


def test_a_sketched_attack_on_a_whole_argument_undercuts_its_last_step():
    graph, losses = read(THESIS, ARGUMENT, SKETCH, edge("sketchedAttack", "2", "3"))
    assert losses == []
    assert steps(graph) == {FIRST, LAST, ("attack", "Noise", LAST)}


def test_an_attack_on_a_premise_aims_at_it():
    graph, _ = read(ARGUMENT, SKETCH, edge("attack", "2", "3", of="2", to="31"))
    assert ("attack", "Noise", "They are thick.") in steps(graph)


def test_the_title_of_a_group_stays_as_a_note():
    group = "<arg:group><arg:title>Hours of inns</arg:title></arg:group>"
    data = f'<node id="g"><data key="d2">{group}</data><graph>{THESIS}</graph></node>'
    (thesis,) = read(data)[0].nodes.values()
    assert thesis.note == "T1\n\nHours of inns"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([THESIS, THESIS], ["id_twice"]),
        ([edge("attack", "8", "9")], ["dangling_edge"]),
        ([THESIS, edge("support", "1", "1")], []),
        ([node('<arg:thesis id="5"/>')], ["empty_statement"]),
    ],
)
def test_a_hazard_is_read_and_reported(parts, expected):
    assert read(*parts)[1] == expected


@pytest.mark.parametrize("data", [b"<graph/>", b""])
def test_what_is_no_graphml_is_refused(data):
    with pytest.raises(FormatError):
        argunet.load(data)


def test_real_debates_are_read_whole():
    files = sorted(folder("argunet-graphml").glob("*.graphml"))
    sizes = {}
    for file in files:
        data = file.read_bytes()
        assert recognise(file.name, data) is FORMATS["argunet"]
        graph, report = argunet.load(data)
        assert not report
        assert broken(graph) == []
        sizes[graph.details.language] = len(graph.nodes), len(graph.relations)
    assert sizes == {"de": (69, 55), "en": (217, 155)}
