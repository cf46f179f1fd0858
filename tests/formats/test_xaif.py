"""xAIF: the text beside the graph, and the passages marked in it."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.formats import FORMATS, recognise, xaif
from essays.formats.base import Flaw, FormatError
from essays.formats.marked_text import Mark, read_marked, write_marked
from essays.graph.checks import broken
from essays.graph.model import EssayGraph
from tests.formats.aif_files import document, same_graph
from tests.formats.alike import shape
from tests.formats.corpora import folder

SPOKEN = document(
    ["1 I Stay.", "2 I It rains.", "3 RA ", "4 L Ada: stay.", "5 L Ada: rain.", "6 YA ", "7 YA "],
    ["2 3", "3 1", "4 6", "6 1", "5 7", "7 2"],
)
HTML = (
    '<p>🙂 <span class="highlighted" id="node4">Stay</span> &amp; read,<br>'
    "since <span id=2>it &lt;rains&gt;</span> now.</p>"
)


def read(found):
    graph, report = xaif.load(orjson.dumps(found))
    assert broken(graph) == []
    return graph, [loss.what for loss in report.losses if loss.what != "dialogue_node"]


def passages(graph: EssayGraph):
    return {
        (graph.nodes[mark.node_id].text, mark.start, mark.exact) for mark in graph.anchors.values()
    }


@pytest.mark.parametrize("text", [HTML, {"txt": HTML, "url": "x"}])
def test_passages_lie_under_what_their_locution_asserts_or_their_id_names(text):
    graph, losses = read({"AIF": SPOKEN, "text": text})
    assert losses == []
    assert graph.text == "🙂 Stay & read,\nsince it <rains> now.\n"
    assert passages(graph) == {("Stay.", 2, "Stay"), ("It rains.", 21, "it <rains>")}


def older():
    """The same graph and text as an older OVA saved them."""
    nodes = [
        {"id": int(row["nodeID"]), **{key: row[key] for key in ("type", "text")}, "scheme": "0"}
        | {"participantID": 1 if row["type"] == "L" else 0, "visible": True, "x": 1, "y": 2}
        for row in SPOKEN["nodes"]
    ]
    by_id = {row["id"]: row for row in nodes}
    edges = [
        {"from": by_id[int(row["fromID"])], "to": by_id[int(row["toID"])], "visible": True}
        for row in SPOKEN["edges"]
    ]
    people = [{"id": 1, "firstname": "Ada", "surname": "B"}]
    analysis = {"txt": HTML, "plain": "", "documentSource": ""}
    return {"nodes": nodes, "edges": edges, "participants": people, "analysis": analysis}


def test_a_file_of_an_older_ova_is_read_and_written_as_xaif():
    found = older()
    assert recognise("a.json", orjson.dumps(found)) is FORMATS["xaif"]
    graph, losses = read(found)
    assert losses == []
    assert passages(graph) == {("Stay.", 2, "Stay"), ("It rains.", 21, "it <rains>")}
    data, report = xaif.dump(graph)
    written = orjson.loads(data)
    assert not report
    assert same_graph(SPOKEN, written["AIF"])
    assert written["AIF"]["participants"] == [
        {"participantID": 1, "firstname": "Ada", "surname": "B"}
    ]
    assert [row["personID"] for row in written["AIF"]["locutions"]] == [1, 1]
    assert written["analysis"] == {"plain": "", "documentSource": ""}
    assert shape(xaif.load(data)[0]) == shape(graph)


@pytest.mark.parametrize(
    "found",
    [
        {"nodes": None, "edges": [{"from": {}}]},
        {"nodes": [{"id": 1, "type": "I"}, 7], "edges": [{"from": {"id": 1}}, 3], "analysis": []},
        {"edges": [{"from": {"id": 1}, "to": {"id": [1]}}], "participants": [None, {}]},
    ],
)
def test_a_broken_file_of_an_older_ova_is_read_and_reported(found):
    graph, losses = read(found)
    assert "dangling_edge" in losses
    assert shape(xaif.load(xaif.dump(graph)[0])[0]) == shape(graph)


@pytest.mark.parametrize("text", [HTML, {"txt": HTML, "url": "x"}])
def test_a_file_is_given_back_with_its_fields(text):
    boxes = {"nodes": [{"x": 1}]}
    found = {"AIF": SPOKEN, "text": text, "dialog": True, "OVA": boxes, "more": None}
    graph, _ = read(found)
    data, report = xaif.dump(graph)
    written = orjson.loads(data)
    assert not report
    assert same_graph(found["AIF"], written["AIF"])
    assert {key: written[key] for key in ("dialog", "OVA", "more")} == {
        "dialog": True,
        "OVA": boxes,
        "more": None,
    }
    assert type(written["text"]) is type(text)
    again, _ = read(written)
    assert shape(again) == shape(graph)
    assert again.text == graph.text


@pytest.mark.parametrize("text", [None, "", {}, {"txt": None}, [], 7])
def test_a_missing_text_is_an_empty_one(text):
    graph, losses = read({"AIF": SPOKEN, "text": text, "ova": []})
    assert (graph.text, losses) == ("", [])
    assert "OVA" not in orjson.loads(xaif.dump(graph)[0])


def test_a_passage_of_nothing_and_an_empty_one_are_reported():
    text = 'a <span id="node99">b</span> <span id="1"></span>'
    graph, losses = read({"AIF": SPOKEN, "text": text})
    assert losses == ["passage_of_nothing"] * 2
    assert not graph.anchors


def test_an_id_that_begins_with_node_itself_is_found():
    found = document(["node7 I A"], [])
    graph, _ = read({"AIF": found, "text": '<span id="node7">A</span>'})
    assert passages(graph) == {("A", 0, "A")}
    again, _ = xaif.load(xaif.dump(graph)[0])
    assert passages(again) == passages(graph)


def test_crossing_passages_lose_the_later_and_say_so():
    graph, _ = read({"AIF": document(["1 I A", "2 I B"], []), "text": '<span id="1">abc</span>d'})
    (mark,) = graph.anchors.values()
    other = next(node.id for node in graph.nodes.values() if node.text == "B")
    later = mark.of(
        (id := other),
        {**mark.columns(), "node_id": str(other), "start": 1, "end": 4, "exact": "bcd"},
    )
    rows = [*graph.nodes.values(), mark, later]
    data, report = xaif.dump(EssayGraph.of(graph.details, rows, text=graph.text))
    assert [(loss.what, loss.id) for loss in report.losses] == [("passage", id)]
    assert passages(xaif.load(data)[0]) == {("A", 0, "abc")}


def test_a_mark_that_is_never_closed_ends_with_the_text():
    assert read_marked('a<span id="1">b<span>c</span>d') == ("abcd", [Mark("1", 1, 4)])


def test_signs_that_are_no_tags_stay():
    assert read_marked("a < b <3 > &c; <b>d</b>") == ("a < b <3 > &c; d", [])


def test_a_composed_sign_counts_once():
    html = 'cafe\u0301 <span id="1">x</span>'
    assert read_marked(html) == ("café x", [Mark("1", 5, 6)])


def test_more_tags_than_any_map_needs_are_refused():
    with pytest.raises(FormatError) as caught:
        read({"AIF": SPOKEN, "text": "<br>" * (xaif.MAX_TAGS + 1)})
    assert (caught.value.flaw, caught.value.pointer) == (Flaw.TOO_MANY, "/text")


def test_100_000_marks_in_each_other_are_read():
    text, marks = read_marked('<span id="1">' * 100_000 + "x")
    assert (text, len(marks)) == ("x", 100_000)


@given(st.text(st.sampled_from("ab <>&\"'\n🙂"), max_size=20), st.data())
def test_marks_come_back_from_html_but_for_the_crossing(text, data):
    places = st.integers(0, len(text))
    marks = [
        Mark(name, min(ends), max(ends))
        for name in data.draw(st.lists(st.sampled_from(['"1', "node2", "<&"]), max_size=4))
        if len(ends := {data.draw(places), data.draw(places)}) == 2
    ]
    html, crossing = write_marked(text, marks)
    again, found = read_marked(html)
    assert again == text
    key = lambda mark: (mark.id, mark.start, mark.end)  # noqa: E731
    assert sorted([*found, *crossing], key=key) == sorted(marks, key=key)


@pytest.mark.parametrize(
    ("data", "flaw"),
    [(b"[]", Flaw.WRONG_TYPE), (b"{}", Flaw.MISSING_KEY), (b'{"AIF": null}', Flaw.WRONG_TYPE)],
)
def test_what_is_no_xaif_is_refused(data, flaw):
    with pytest.raises(FormatError) as caught:
        xaif.load(data)
    assert caught.value.flaw is flaw


def test_a_file_is_known_by_its_wrapping():
    data = orjson.dumps({"AIF": SPOKEN, "text": ""})
    assert recognise("a.json", data) is FORMATS["xaif"]


def test_all_files_of_a_corpus_are_read_and_given_back():
    files = sorted(folder("xaif-tutorial").glob("*.json"))
    assert len(files) == 6
    marked = 0
    for file in files:
        found = orjson.loads(file.read_bytes())
        graph, losses = read(found)
        assert losses == []
        data, report = xaif.dump(graph)
        assert not report
        assert same_graph(found["AIF"], orjson.loads(data)["AIF"])
        again, _ = xaif.load(data)
        assert (shape(again), again.text) == (shape(graph), graph.text)
        marked += len(graph.anchors)
    assert marked == 5
