"""Flowcharts for Mermaid and Graphviz: everything drawn, every label what its author wrote."""

import html
import re
import shutil
import subprocess

import pytest
from hypothesis import given

from essays.formats import FORMATS
from essays.formats.dot import dump as dump_dot
from essays.formats.figure import figure
from essays.formats.mermaid import dump as dump_mermaid
from tests.formats.maps import maps
from tests.graph.maps import attacks, evidence, graph_of, linked, supports, thesis

GRAPH = graph_of(
    {"T": thesis("T"), "A": "A", "B": evidence("B"), "C": "C", "D": "D"},
    attack := attacks("A", "T"),
    attacks("B", attack),
    linked("C", "D", to="T", scheme="expert-opinion", weight=0.5),
    supports("D", "A"),
)
AWKWARD = [
    *('say "so"', "[a] (b) {c} |d|", "<b>x</b> &amp; #35;", "%%{init: {}}%%", "`md` *a* _b_"),
    *("back\\N \\n \\", "🙂 😀 א", "; end", "-- > x"),
]


def test_an_undercut_of_an_attack_is_drawn():
    data, report = dump_mermaid(GRAPH)
    assert not report
    assert data.decode().splitlines() == [
        *("---", 'title: "A map"', "---", "flowchart BT"),
        *('  n1(["T"])', '  n2["A"]', '  n3[/"B"/]', '  n4["C"]', '  n5["D"]'),
        *('  r1((" "))', '  r2((" "))', "  n2 --- r1", '  r1 -.->|"attacks"| n1'),
        '  n3 -.->|"attacks"| r1',
        *("  n4 --- r2", "  n5 --- r2", '  r2 -->|"supports #40;expert opinion, 0.5#41;"| n1'),
        '  n5 -->|"supports"| n2',
    ]


def test_graphviz_draws_the_same():
    data, report = dump_dot(GRAPH)
    assert not report
    lines = data.decode().splitlines()
    assert '  n3 [shape=note, label="B"];' in lines
    assert "  r1 [shape=point];" in lines
    assert '  n3 -> r1 [style=dashed, arrowhead=tee, label="attacks"];' in lines
    assert '  r2 -> n1 [style=solid, label="supports (expert opinion, 0.5)"];' in lines


@pytest.mark.parametrize("text", AWKWARD)
def test_a_label_of_mermaid_is_read_as_it_was_written(text):
    data, _ = dump_mermaid(graph_of({"T": thesis(text)}))
    (label,) = re.findall(r'^  n1\(\["([^"]*)"\]\)$', data.decode(), re.MULTILINE)
    assert not re.search(r"[<>%`\\\[\]{}|]", label)
    assert html.unescape(re.sub(r"#([0-9]+);", r"&#\1;", label)) == text


@pytest.mark.parametrize("text", AWKWARD)
def test_a_label_of_graphviz_is_read_as_it_was_written(text):
    data, _ = dump_dot(graph_of({"T": thesis(text)}))
    (label,) = re.findall(r'^  n1 \[.*label="((?:[^"\\]|\\.)*)"\];$', data.decode(), re.MULTILINE)
    shown = re.sub(r"\\(.)", lambda found: " " if found[1] == "n" else found[1], label)
    assert shown == text


def test_a_title_can_neither_end_the_head_nor_give_an_order():
    graph = graph_of({"T": thesis('---\n%%{init: {"x": 1}}%% "a" \\')})
    assert "%%" not in dump_mermaid(graph)[0].decode()


@given(maps())
def test_every_statement_and_step_is_drawn(graph):
    found = figure(graph)
    assert len(found.boxes) == len(graph.nodes)
    assert sum(line.relation is not None for line in found.lines) == len(graph.relations)
    names = {*found.boxes, *found.points}
    assert all({line.start, line.end} <= names for line in found.lines)
    drawn = dump_dot(graph)[0].decode()
    assert drawn.count(" -> ") >= len(found.lines)


def test_graphviz_itself_reads_the_graph(tmp_path):
    dot = shutil.which("dot")
    if dot is None:
        pytest.skip("Graphviz dot is not installed")
    for text in AWKWARD:
        data, _ = dump_dot(graph_of({"T": thesis(text)}))
        subprocess.run([dot, "-Tcanon"], input=data, check=True, capture_output=True)


def test_both_are_for_writing_only():
    assert FORMATS["mermaid"].load is None
    assert FORMATS["dot"].load is None
