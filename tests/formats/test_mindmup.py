"""MindMup: groups say for and against, plain mind maps are guessed, whatever is in them."""

import orjson
import pytest

from essays.formats import FORMATS, recognise
from essays.formats.base import Flaw, FormatError
from essays.formats.mindmup import load
from essays.graph.checks import broken
from essays.graph.kinds import NodeKind
from tests.formats.corpora import folder
from tests.formats.steps import words


def idea(title, *below, id=0, **attributes):
    ideas = {str(rank): one for rank, one in enumerate(below, 1)}
    return {"title": title, "id": id, "ideas": ideas, "attr": attributes}


def group(kind, *below):
    return idea("group", *below, group=kind)


def document(root, **more):
    return orjson.dumps({**root, "formatVersion": 2, **more})


def read(root, **more):
    graph, report = load(document(root, **more))
    assert broken(graph) == []
    return words(graph), [(loss.what, loss.pointer) for loss in report.losses]


def test_groups_say_what_speaks_for_and_against():
    steps, losses = read(
        idea(
            "T",
            group("supporting", idea("A", group("opposing", idea("B"))), idea("C")),
            group("opposing", idea("D")),
        )
    )
    assert steps == [("A & C", "+", "T"), ("B", "-", "A"), ("D", "-", "T")]
    assert losses == []


def test_a_page_of_the_third_version_holds_its_maps_side_by_side():
    page = {"id": "root", "title": "Page", "ideas": {"1": idea("T", id=1), "2": idea("U", id=2)}}
    graph, _ = load(orjson.dumps({**page, "formatVersion": 3}))
    assert [(node.text, node.kind) for node in graph.nodes.values()] == [
        ("T", NodeKind.THESIS),
        ("U", NodeKind.CLAIM),
    ]
    assert graph.details.title == "Page"


def test_ranks_order_the_right_side_before_the_left():
    ranks = ("2", "-1", "1.5", "-0.5", "10", "x")
    root = {"title": "T", "id": 1, "ideas": {rank: {"title": rank} for rank in ranks}}
    graph, _ = load(document(root))
    assert [node.text for node in graph.nodes.values()] == [
        *("T", "1.5", "2", "10", "x", "-0.5", "-1")
    ]


def test_a_plain_mind_map_is_guessed_with_pointers():
    steps, losses = read(idea("T", idea("A", idea("B"))))
    assert steps == [("A", "+", "T"), ("B", "+", "A")]
    assert losses == [("relation", "/ideas/1"), ("relation", "/ideas/1/ideas/1")]


def test_notes_are_kept_and_empty_or_unknown_groups_reported():
    graph, _ = load(document(idea("T", note={"text": "two\nlines"})))
    assert [node.note for node in graph.nodes.values()] == ["two\nlines"]
    steps, losses = read(idea("T", group("supporting"), group("maybe", idea("A"))))
    assert steps == [("A", "+", "T")]
    assert losses == [("group_empty", "/ideas/1"), ("relation", "/ideas/2")]


def test_an_idea_that_is_its_own_group_bears_by_its_kind():
    assert read(idea("T", idea("A", group="opposing"))) == ([("A", "-", "T")], [])


def test_links_are_reasons_and_reported_also_to_oneself_and_to_nothing():
    root = idea("T", group("supporting", idea("A", id=2)), group("opposing", idea("B", id=3)), id=1)
    links = [
        {"ideaIdFrom": 3, "ideaIdTo": 2},
        {"ideaIdFrom": 2, "ideaIdTo": 2},
        {"ideaIdFrom": 2, "ideaIdTo": 77},
        "link",
    ]
    steps, losses = read(root, links=links)
    assert steps == [("A", "+", "T"), ("B", "+", "A"), ("B", "-", "T")]
    assert losses == [
        *(("relation", "/links/0"), ("relation", "/links/1"), ("link", "/links/2")),
        *(("link", "/links/3"), ("premise_is_target", "/links/1")),
        ("step_without_ends", "/links/1"),
    ]


@pytest.mark.parametrize(
    ("data", "flaw", "place"),
    [
        (b"", Flaw.SYNTAX, 1),
        (b"{}", Flaw.SYNTAX, 1),
        (b'{"ideas": [1]}', Flaw.WRONG_TYPE, "/ideas"),
        (b'{"ideas": {"1": "x"}}', Flaw.WRONG_TYPE, "/ideas/1"),
        (b'{"ideas": {"1": {"title": "a\\u0000"}}}', Flaw.ENCODING, "/ideas/1"),
        (b'{"ideas": "\xff"}', Flaw.ENCODING, 1),
        (b'{"ideas":{"1":' * 100_000, Flaw.TOO_DEEP, ""),
        (b'{"ideas":{"1":' * 40 + b"{}" + b"}}" * 40, Flaw.TOO_DEEP, ""),
        (
            b'{"ideas": {' + b",".join(b'"%d":{}' % n for n in range(10_001)) + b"}}",
            Flaw.TOO_MANY,
            "/ideas/10000",
        ),
    ],
)
def test_what_is_no_mind_map_is_refused_with_its_place(data, flaw, place):
    with pytest.raises(FormatError) as caught:
        load(data)
    assert caught.value.flaw is flaw
    assert place in (caught.value.line, caught.value.pointer)


def test_a_file_of_25_megabytes_is_refused():
    with pytest.raises(FormatError) as caught:
        load(b'{"ideas": "' + b"a" * 25_000_000 + b'"}')
    assert caught.value.flaw is Flaw.TOO_LARGE


def test_a_mind_map_without_ideas_is_its_thesis():
    assert [node.kind for node in load(b'{"title": "T", "ideas": []}')[0].nodes.values()] == [
        NodeKind.THESIS
    ]


def test_real_mind_maps_are_read_whole():
    files = sorted(folder("mindmup-mup").rglob("*.mup"))
    assert len(files) == 11
    for file in files:
        data = file.read_bytes()
        graph, report = load(data)
        assert broken(graph) == []
        assert len(graph.nodes) == count(orjson.loads(data)), file
        assert {loss.what for loss in report.losses} <= {"relation", "empty_statement", "link"}
        assert recognise(file.name, data) is FORMATS["mindmup"]


def count(root) -> int:
    is_page = root.get("id") == "root"
    return (not is_page) + sum(map(count, (root.get("ideas") or {}).values()))
