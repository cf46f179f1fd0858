"""Carneades: YAML with undercutters, LKIF and CAF with exceptions and negations."""

import pytest

from essays.formats import FORMATS, carneades, recognise
from essays.formats.base import Flaw, FormatError
from essays.formats.carneades_xml import CAF, LKIF
from essays.formats.yaml_documents import read_yaml
from essays.graph.checks import broken
from tests.formats.aif_files import steps
from tests.formats.corpora import folder

GRAPH = """
meta:
  title: Hours
  date: 2020-01-01
statements:
  open: Open late.
  quiet:
    text: It is quiet.
    assumed: true
  loud: It is loud.
issues:
  i1: {positions: [open, loud]}
arguments:
  a1:
    scheme: expert_opinion(ada, hours)
    conclusion: open
    premises: {major: quiet, minor: "¬late"}
    undercutter: loud
    weight: 0.5
tests:
  in: [open]
"""


def read(text, load=carneades.load):
    graph, report = load(text.encode())
    assert broken(graph) == []
    return graph, [loss.what for loss in report.losses]


def test_arguments_are_steps_and_undercutters_attack_them():
    graph, losses = read(GRAPH)
    assert losses == ["issue"]
    first = ("support", "It is quiet.", "¬late", "Open late.")
    assert steps(graph) == {first, ("attack", "It is loud.", first)}
    step = next(step for step in graph.relations.values() if step.scheme)
    assert (step.scheme, step.weight) == ("expert-opinion", 0.5)
    assert step.extra == {"carneades": {"id": "a1", "scheme": "expert_opinion(ada, hours)"}}
    assert graph.details.title == "Hours"
    assert graph.details.extra["carneades"]["meta"]["date"] == "2020-01-01"


def test_assumptions_stay_beside_their_statement():
    graph, _ = read(GRAPH)
    kept = {node.text: node.extra["carneades"] for node in graph.nodes.values()}
    assert kept["It is quiet."] == {"id": "quiet", "assumed": "true"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("statements: {a: A, b: B}\narguments: [{id: x, premises: [a], conclusion: b}]", []),
        ("arguments: {x: {conclusion: b}}", ["argument_without_premises"]),
        ("arguments: {x: {conclusion: b, undercutter: c}}", ["undercut_became_attack"]),
        ("arguments: {x: {premises: [a]}}", ["step_without_ends"]),
        ("arguments: {x: {premises: [a, a], conclusion: b}}", ["premise_twice"]),
        (
            "arguments: {x: {premises: [b], conclusion: b}}",
            ["premise_is_target", "step_without_ends"],
        ),
        ("arguments: {x: {premises: [a], conclusion: b, weight: heavy}}", []),
        ("arguments: {x: {premises: [a], conclusion: b, weight: 7}}", ["weight"]),
        ("arguments: {x: null}\nstatements: {y: null}", ["argument_without_premises"]),
        ("statements: []\narguments: nothing", []),
        (
            "argument_schemes: [{id: s}]\nissue_schemes: {t: {}}",
            ["argument_scheme", "issue_scheme"],
        ),
    ],
)
def test_a_hazard_is_read_and_reported(text, expected):
    assert read(text)[1] == expected


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"a: b\n  c: [", 2, 4),
        (b"a: b\nc: \xff", 2, 4),
        (b"a: b\nc: \0", 2, 4),
        (b"a:\n - *b", 2, 4),
    ],
)
def test_a_fault_is_told_by_line_and_column(data, line, column):
    with pytest.raises(FormatError) as caught:
        read_yaml(data)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_every_scalar_is_text():
    assert read_yaml(b"a: [1, yes, 1:20, 2020-01-01, ~, 0x1]") == {
        "a": ["1", "yes", "1:20", "2020-01-01", "~", "0x1"]
    }


XML = """
<lkif><argument-graphs><argument-graph title="Hours" main-issue="s1"><statements>
 <statement id="s1" standard="PE"><s>Open late.</s></statement>
 <statement id="s2"><s>It is quiet.</s></statement>
 <statement id="s3"><s>It is loud.</s></statement>
 <statement id="s4"><s>I am deaf.</s></statement>
</statements><arguments>
 <argument id="a1" title="Peace" direction="{direction}" scheme="" weight="0.5">
  <conclusion statement="s1"/><premises>
   <premise polarity="positive" type="ordinary" statement="s2"/>
   <premise polarity="negative" type="assumption" statement="s3"/>
   <premise polarity="positive" type="exception" statement="{exception}"/>
  </premises></argument>
</arguments></argument-graph></argument-graphs></lkif>
"""


@pytest.mark.parametrize(("direction", "kind"), [("pro", "support"), ("con", "attack")])
def test_lkif_has_arguments_pro_and_con_with_exceptions_and_negated_premises(direction, kind):
    graph, losses = read(XML.format(direction=direction, exception="s4"), LKIF.load)
    assert losses == ["negated_premise"]
    first = (kind, "It is quiet.", "¬ It is loud.", "Open late.")
    assert steps(graph) == {
        first,
        ("attack", "It is loud.", "¬ It is loud."),
        ("attack", "I am deaf.", first),
    }
    assert graph.thesis.text == "Open late."
    assert {step.note for step in graph.relations.values()} == {"Peace", ""}


def test_a_premise_that_names_nothing_is_reported():
    assert "dangling_edge" in read(XML.format(direction="pro", exception="s9"), LKIF.load)[1]


def test_caf_speaks_english_where_it_speaks_several_languages():
    def said(*words):
        inner = "".join(f'<description lang="{lang}">{text}</description>' for lang, text in words)
        return f"<descriptions>{inner}</descriptions>"

    text = f"""<caf version="1.3"><metadata title="Hours"/><statements>
     <statement id="a" main="true">{said(("de", "Offen."), ("en", "Open."))}</statement>
     <statement id="b">{said(("de", "Leise."))}</statement></statements><arguments>
     <argument id="x" pro="false" scheme="Position" weight="2">
      <metadata>{said(("en", "Why."))}</metadata><conclusion statement="a"/>
      <premises><premise statement="b" positive="true"/></premises></argument>
     </arguments></caf>"""
    graph, losses = read(text, CAF.load)
    assert losses == ["weight"]
    assert steps(graph) == {("attack", "Leise.", "Open.")}
    (step,) = graph.relations.values()
    assert (step.note, step.scheme, graph.thesis.text) == ("Why.", "position", "Open.")


@pytest.mark.parametrize("load", [LKIF.load, CAF.load])
def test_another_root_is_refused(load):
    with pytest.raises(FormatError) as caught:
        load(b"<html/>")
    assert caught.value.flaw is Flaw.WRONG_TYPE


def test_files_are_known_by_their_words():
    assert recognise("a.yml", GRAPH.encode()) is FORMATS["carneades"]
    assert recognise("a.xml", XML.encode()) is FORMATS["lkif"]
    assert recognise("a.xml", b'<?xml version="1.0"?>\n<caf version="1.3"/>') is FORMATS["caf"]


def test_all_examples_of_carneades_are_read():
    files = [*sorted(folder("carneades4").glob("*/*.yml"))]
    files += sorted(folder("carneades4").glob("*/*.xml"))
    found: dict[str, list[tuple[int, int]]] = {}
    for file in files:
        data = file.read_bytes()
        known = recognise(file.name, data)
        graph, _ = known.load(data)
        assert broken(graph) == []
        found.setdefault(known.name, []).append((len(graph.nodes), len(graph.relations)))
    assert {name: len(sizes) for name, sizes in found.items()} == {
        "carneades": 43,
        "lkif": 11,
        "caf": 1,
    }
    assert found["caf"] == [(36, 17)]
