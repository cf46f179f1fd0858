"""W3C annotations: each passage by its quote and its code points."""

import orjson
from hypothesis import given

from essays.formats.annotations import dump
from essays.graph.ids import uuid7
from essays.graph.model import Anchor, ContextMark
from tests.formats.maps import maps
from tests.graph.maps import graph_of, id_of, supports, thesis

TEXT = '🙂 Cats "rule". \'Tis [so], they\nsay.'


def items(graph):
    return orjson.loads(dump(graph)[0])["first"]["items"]


def test_a_passage_is_told_by_quote_and_code_points():
    graph = graph_of(
        {"T": thesis('Cats "rule"'), "A": "A"},
        step := supports("A", "T"),
        rows=[
            Anchor(id=uuid7(), node_id=id_of("T"), start=2, end=13, exact=TEXT[2:13], prefix="🙂 "),
            Anchor(id=uuid7(), relation_id=id_of(step.name), start=15, end=19, exact=TEXT[15:19]),
            ContextMark(id=uuid7(), start=21, end=23, quote="so"),
        ],
        text=TEXT,
    )
    data, report = dump(graph)
    assert [loss.what for loss in report.losses] == ["text", "unanchored", "step"]
    document = orjson.loads(data)
    assert (document["type"], document["total"]) == ("AnnotationCollection", 3)
    first, second, third = document["first"]["items"]
    assert first["target"]["selector"] == [
        {"type": "TextQuoteSelector", "exact": 'Cats "rule"', "prefix": "🙂 "},
        {"type": "TextPositionSelector", "start": 2, "end": 13},
    ]
    assert [body["value"] for body in first["body"]] == ['Cats "rule"', "thesis"]
    assert [body["value"] for body in second["body"]] == ["support"]
    assert [body["value"] for body in third["body"]] == ["background"]


@given(maps())
def test_every_passage_is_there_and_stands_where_it_says(graph):
    found = items(graph)
    assert len(found) == len(graph.anchors) + len(graph.context_marks)
    for item in found:
        assert item["target"]["source"] == f"urn:uuid:{graph.details.id}"
        quote, *position = item["target"]["selector"]
        for place in position:
            assert graph.text[place["start"] : place["end"]] == quote["exact"]


@given(maps())
def test_what_is_missing_is_declared(graph):
    _, report = dump(graph)
    found = [(loss.what, loss.id) for loss in report.losses]
    assert {id for what, id in found if what == "step"} == set(graph.relations)
    assert {id for what, id in found if what == "unanchored"} == set(graph.nodes) - {
        anchor.node_id for anchor in graph.anchors.values()
    }
